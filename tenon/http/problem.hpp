#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/http/headers.hpp>
#include <tenon/http/response.hpp>
#include <tenon/http/status.hpp>

namespace tenon::http {

/// An error with a status that no kind of tenon::Error has: 413, 415, 428 …; also fields to send along
/// (WWW-Authenticate, Retry-After, Allow).
///
///     throw HttpError{Status::unsupported_media_type, "unsupported_media_type", "Send application/json."};
class HttpError : public Error {
 public:
  HttpError(Status status, std::string code, std::string detail, Headers headers = {});

  Status status() const noexcept { return status_; }
  const Headers& headers() const noexcept { return headers_; }

 private:
  Status status_;
  Headers headers_;
};

/// The status of an error:
///
/// | kind | status |
/// | --- | --- |
/// | invalid with field errors (it was understood, but breaks a rule) | 422 |
/// | invalid without (it could not be understood) | 400 |
/// | unauthorized, forbidden, not_found, conflict | 401, 403, 404, 409 |
/// | too_many_requests, unavailable, timeout | 429, 503, 504 |
/// | internal | 500 |
///
/// An HttpError has its own.
Status status_of(const Error& error) noexcept;

/// A problem document, RFC 9457, with the members that Tenon adds: `code`, `requestId` and `errors`.
struct Problem {
  /// Of `errors` so many are sent; a last entry, "more_errors", says how many are left out.
  static constexpr std::size_t most_errors = 100;

  Status status = Status::internal_server_error;
  std::string code;                  ///< stable, listed in docs/errors.md
  std::string detail;                ///< for people; empty: left out
  std::string type = "about:blank";  ///< a URI; with about:blank the title is the status's reason
  std::string instance;              ///< a URI reference of this occurrence; empty: left out
  std::string request_id;            ///< empty: left out
  std::vector<FieldError> errors;
  Headers headers;  ///< sent with it
};

/// What may be shown of an error. Of an internal error, and of any exception that is no tenon::Error, nothing
/// is: status 500, code "internal" and the request id by which it is found in the log. Of an Unavailable only the code
/// is, since its detail names the address or the file that failed; throw an HttpError to tell clients more.
Problem problem_of(const Error& error);
Problem problem_of(const std::exception_ptr& error);
/// A problem without an exception, as the router and the codec need it.
Problem problem_of(Status status, std::string_view code, std::string_view detail = {});

/// As application/problem+json, never cached.
Response to_response(const Problem& problem);

}  // namespace tenon::http
