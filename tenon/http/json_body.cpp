#include <tenon/http/json_body.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/http/media_type.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http {

std::optional<std::string_view> json_body(const Request& request) {
  const std::optional<std::string_view> content_type = request.headers().find(header::content_type);
  if (!content_type && request.body().empty()) return std::nullopt;
  const std::optional<MediaType> media_type = MediaType::parse(content_type.value_or(std::string_view{}));
  if (!media_type || !media_type->is_json() || !media_type->is_utf8()) {
    throw HttpError{Status::unsupported_media_type, "unsupported_media_type",
                    "The body must be sent as application/json in UTF-8."};
  }
  if (request.headers().contains(header::content_encoding)) {
    Headers accepted;
    accepted.add(header::accept_encoding, "identity");
    throw HttpError{Status::unsupported_media_type, "unsupported_content_coding", "The body must not be compressed.",
                    std::move(accepted)};
  }
  return request.body();
}

std::string_view json_body_or_throw(const Request& request) {
  const std::optional<std::string_view> body = json_body(request);
  if (!body) throw Invalid{"body_required", "The request needs a JSON body."};
  return *body;
}

}  // namespace tenon::http
