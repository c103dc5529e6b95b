#include <tenon/http/middleware/body_limit.hpp>

#include <string>

#include <tenon/http/problem.hpp>

namespace tenon::http {

std::optional<Response> BodyLimit::on_request(Request& request) const {
  request.set_body_limit(limit_);
  if (request.body_size().value_or(0) > limit_) {
    throw HttpError{Status::content_too_large, "body_too_large",
                    "The body is larger than the " + std::to_string(limit_.count()) + " bytes that are accepted here."};
  }
  return std::nullopt;
}

}  // namespace tenon::http
