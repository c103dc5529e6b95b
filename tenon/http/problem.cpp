#include <tenon/http/problem.hpp>

#include <algorithm>
#include <utility>

#include <tenon/json/writer.hpp>

namespace tenon::http {
namespace {

constexpr std::string_view unavailable_detail = "Something that is needed for this cannot be used at the moment.";

ErrorKind kind_of(Status status) noexcept {
  switch (status) {
    case Status::unauthorized: return ErrorKind::unauthorized;
    case Status::forbidden: return ErrorKind::forbidden;
    case Status::not_found: return ErrorKind::not_found;
    case Status::conflict: return ErrorKind::conflict;
    case Status::too_many_requests: return ErrorKind::too_many_requests;
    case Status::service_unavailable: return ErrorKind::unavailable;
    case Status::gateway_timeout: return ErrorKind::timeout;
    default: return to_int(status) < 500 ? ErrorKind::invalid : ErrorKind::internal;
  }
}

void member(json::Writer& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.name(name).string(text);
}

void write(json::Writer& json, const FieldError& error) {
  json.begin_object();
  json.name("pointer").string(error.pointer);
  json.name("code").string(error.code);
  json.name("detail").string(error.detail);
  json.end_object();
}

}  // namespace

HttpError::HttpError(Status status, std::string code, std::string detail, Headers headers)
    : Error{kind_of(status), std::move(code), std::move(detail)}, status_{status}, headers_{std::move(headers)} {}

Status status_of(const Error& error) noexcept {
  if (const auto* http_error = dynamic_cast<const HttpError*>(&error)) return http_error->status();
  switch (error.kind()) {
    case ErrorKind::invalid: return error.fields().empty() ? Status::bad_request : Status::unprocessable_content;
    case ErrorKind::unauthorized: return Status::unauthorized;
    case ErrorKind::forbidden: return Status::forbidden;
    case ErrorKind::not_found: return Status::not_found;
    case ErrorKind::conflict: return Status::conflict;
    case ErrorKind::too_many_requests: return Status::too_many_requests;
    case ErrorKind::unavailable: return Status::service_unavailable;
    case ErrorKind::timeout: return Status::gateway_timeout;
    case ErrorKind::internal: return Status::internal_server_error;
  }
  return Status::internal_server_error;
}

Problem problem_of(Status status, std::string_view code, std::string_view detail) {
  Problem problem;
  problem.status = status;
  problem.code = code;
  problem.detail = detail;
  return problem;
}

Problem problem_of(const Error& error) {
  const auto* http_error = dynamic_cast<const HttpError*>(&error);
  if (error.kind() == ErrorKind::internal && !http_error) return problem_of(status_of(error), "internal");
  const bool names_what_failed = error.kind() == ErrorKind::unavailable && !http_error;
  Problem problem = problem_of(status_of(error), error.code(), names_what_failed ? unavailable_detail : error.detail());
  problem.errors = error.fields();
  if (http_error) problem.headers = http_error->headers();
  return problem;
}

Problem problem_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const Error& known) {
    return problem_of(known);
  } catch (...) {
    return problem_of(Status::internal_server_error, "internal");
  }
}

Response to_response(const Problem& problem) {
  Buffer body;
  json::Writer json{body};
  json.begin_object();
  member(json, "type", problem.type);
  member(json, "title", reason(problem.status));
  json.name("status").number(to_int(problem.status));
  member(json, "detail", problem.detail);
  member(json, "instance", problem.instance);
  member(json, "code", problem.code);
  member(json, "requestId", problem.request_id);
  if (!problem.errors.empty()) {
    json.name("errors").begin_array();
    const std::size_t shown = std::min(problem.errors.size(), Problem::most_errors);
    for (std::size_t i = 0; i < shown; ++i) write(json, problem.errors[i]);
    if (const std::size_t left = problem.errors.size() - shown) {
      write(json, {"", "more_errors", std::to_string(left) + (left == 1 ? " more is" : " more are") + " not listed."});
    }
    json.end_array();
  }
  json.end_object();

  Response response{problem.status};
  response.set_body(std::move(body));
  response.headers() = problem.headers;
  response.headers().set(header::content_type, "application/problem+json");
  response.headers().set_default(header::cache_control, "no-store");
  return response;
}

}  // namespace tenon::http
