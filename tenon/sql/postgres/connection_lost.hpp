#pragma once

#include <string>

#include <tenon/base/error.hpp>

namespace tenon::sql::postgres {

/// The connection was lost before the answer came. The server's last words are for logs: what().
class ConnectionLost final : public Unavailable {
 public:
  /// `in_effect`: what was asked may have been done all the same.
  ConnectionLost(bool in_effect, const std::string& reason)
      : Unavailable("database_unavailable", "The connection to the database was lost: " + reason),
        in_effect_(in_effect) {}

  /// False: nothing of it is in effect, and it may be asked again.
  bool may_be_in_effect() const noexcept { return in_effect_; }

 private:
  bool in_effect_;
};

}  // namespace tenon::sql::postgres
