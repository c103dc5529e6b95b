#include <tenon/http/json_body.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/split.hpp>
#include <tenon/http/media_type.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http {

namespace {

/// Whether the body has a content coding; "identity" is none, and so is an empty element of the list.
bool is_coded(const Request& request) {
  bool coded = false;
  request.headers().for_each(header::content_encoding, [&](std::string_view list) {
    for (const std::string_view part : text::split(list, ',')) {
      const std::string_view coding = text::trim(part);
      coded = coded || (!coding.empty() && !text::iequals(coding, "identity"));
    }
  });
  return coded;
}

}  // namespace

std::optional<std::string_view> json_body(const Request& request) {
  if (request.body().empty()) return std::nullopt;
  const std::optional<MediaType> media_type = MediaType::parse(request.header(header::content_type));
  if (!media_type || !media_type->is_json() || !media_type->is_utf8()) {
    throw HttpError{Status::unsupported_media_type, "unsupported_media_type",
                    "The body must be sent as application/json in UTF-8."};
  }
  if (is_coded(request)) {
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
