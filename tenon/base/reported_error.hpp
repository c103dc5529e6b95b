#pragma once

#include <string>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon {

/// An Unavailable whose cause has its own line in the log, once a minute: a full disk, a database that was taken away.
/// It is thrown at every caller as long as that lasts; what logs failures leaves it out.
class ReportedUnavailable final : public Unavailable {
 public:
  ReportedUnavailable(std::string code, std::string detail) : Unavailable(std::move(code), std::move(detail)) {}
};

}  // namespace tenon
