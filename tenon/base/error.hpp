#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon {

/// What went wrong, in the few kinds that a caller can act on. Each has one HTTP status (tenon/http/problem.hpp).
enum class ErrorKind {
  invalid,            ///< the caller's input is wrong; see Error::fields()
  unauthorized,       ///< nobody is logged in, or the proof is not valid
  forbidden,          ///< somebody is logged in, but may not do this
  not_found,          ///< what was asked for does not exist
  conflict,           ///< the state of the data forbids it: a duplicate, a stale version, stock gone
  too_many_requests,  ///< a limit was reached; trying later may work
  unavailable,        ///< an engine or a peer is gone or full; trying again may work
  timeout,            ///< the deadline passed before the work was done
  internal,           ///< a programming error; nothing of it is shown to a client
};

/// One error of one place in the input.
struct FieldError {
  std::string pointer;  ///< JSON pointer (RFC 6901) into the body, e.g. "/lines/0/quantity"; or the parameter's name
  std::string code;     ///< stable, snake_case, listed in docs/errors.md, e.g. "too_small"
  std::string detail;   ///< a sentence for people

  bool operator==(const FieldError&) const = default;
};

/// The base of all errors that Tenon throws. `code` is stable and listed in docs/errors.md; `detail` is written for
/// people and may change. Throw one of the kinds below rather than this class.
class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string code, std::string detail, std::vector<FieldError> fields = {});

  ErrorKind kind() const noexcept { return kind_; }
  const std::string& code() const noexcept { return code_; }
  const std::string& detail() const noexcept { return detail_; }
  const std::vector<FieldError>& fields() const noexcept { return fields_; }
  const char* what() const noexcept override { return detail_.c_str(); }

 private:
  ErrorKind kind_;
  std::string code_;
  std::string detail_;
  std::vector<FieldError> fields_;
};

/// An Error of one fixed kind: `throw Conflict{"out_of_stock", "Only 3 left."}`.
template <ErrorKind Kind>
class ErrorOf : public Error {
 public:
  ErrorOf(std::string code, std::string detail, std::vector<FieldError> fields = {})
      : Error(Kind, std::move(code), std::move(detail), std::move(fields)) {}
};

using Invalid = ErrorOf<ErrorKind::invalid>;
using Unauthorized = ErrorOf<ErrorKind::unauthorized>;
using Forbidden = ErrorOf<ErrorKind::forbidden>;
using NotFound = ErrorOf<ErrorKind::not_found>;
using Conflict = ErrorOf<ErrorKind::conflict>;
using TooManyRequests = ErrorOf<ErrorKind::too_many_requests>;
using Unavailable = ErrorOf<ErrorKind::unavailable>;
using Timeout = ErrorOf<ErrorKind::timeout>;
using Internal = ErrorOf<ErrorKind::internal>;

/// The kind's name as it stands in logs and metrics: "not_found".
std::string_view to_string(ErrorKind kind) noexcept;

}  // namespace tenon
