#pragma once

#include <string>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::sql {

/// The database undid a transaction because of others that ran beside it: a deadlock, or an order of events that its
/// isolation does not allow. Nothing of it was written, and run again as a whole it may succeed. Prisma's P2034.
class WriteConflict final : public Conflict {
 public:
  /// The database's own message is for logs: what().
  explicit WriteConflict(std::string message)
      : Conflict("write_conflict", "Others changed the same data at the same time. Trying again may work."),
        message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

}  // namespace tenon::sql
