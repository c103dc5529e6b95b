#include <tenon/http/middleware/conditional_get.hpp>

#include <chrono>
#include <optional>
#include <utility>

#include <tenon/base/http_date.hpp>
#include <tenon/http/conditional.hpp>
#include <tenon/http/content_tag.hpp>
#include <tenon/http/entity_tag.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http {

namespace {

/// The fields that a 304 repeats (RFC 9110 section 15.4.5); those of middleware further out are added behind.
constexpr HeaderId kept[] = {header::cache_control, header::content_location, header::etag,
                             header::expires,       header::last_modified,    header::vary};

Response not_modified(const Response& whole) {
  Response response{Status::not_modified};
  for (const HeaderId name : kept) {
    if (whole.headers().contains(name)) response.headers().set(name, whole.headers().get(name));
  }
  for (const HeaderField field : whole.headers()) {
    if (field.id == header::set_cookie) response.headers().add(header::set_cookie, field.value);
  }
  return response;
}

void add_entity_tag(Response& response) {
  if (response.headers().contains(header::etag)) return;
  if (const auto bytes = response.bytes()) {
    response.headers().add(header::etag, content_tag(*bytes).to_header());
  }
}

bool is_conditional(const RequestHeaders& headers) {
  return headers.contains(header::if_none_match) || headers.contains(header::if_modified_since) ||
         headers.contains(header::if_match) || headers.contains(header::if_unmodified_since);
}

Validators validators_of(const Headers& headers) {
  Validators validators;
  validators.entity_tag = EntityTag::parse(headers.get(header::etag));
  const Instant now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  validators.last_modified = parse_http_date(headers.get(header::last_modified), now);
  return validators;
}

}  // namespace

void ConditionalGet::on_response(Request& request, Response& response) const {
  if (request.method() != Method::get && request.method() != Method::head) return;
  if (response.status() != Status::ok) return;
  add_entity_tag(response);
  if (!is_conditional(request.headers())) return;
  if (require_preconditions(request, validators_of(response.headers()))) response = not_modified(response);
}

}  // namespace tenon::http
