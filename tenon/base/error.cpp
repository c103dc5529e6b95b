#include <tenon/base/error.hpp>

#include <utility>

namespace tenon {

Error::Error(ErrorKind kind, std::string code, std::string detail, std::vector<FieldError> fields)
    : kind_(kind), code_(std::move(code)), detail_(std::move(detail)), fields_(std::move(fields)) {}

std::string_view to_string(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::unauthorized: return "unauthorized";
    case ErrorKind::forbidden: return "forbidden";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::too_many_requests: return "too_many_requests";
    case ErrorKind::unavailable: return "unavailable";
    case ErrorKind::timeout: return "timeout";
    case ErrorKind::internal: break;
  }
  return "internal";
}

}  // namespace tenon
