#include <tenon/sql/postgres/session_role.hpp>

#include <string>

namespace tenon::sql::postgres {
namespace {

struct Role {
  bool standby = false;
  bool read_only = false;
};

/// Reads one row of two values.
class RoleSink final : public RowSink {
 public:
  bool on_row(std::span<const RawValue> values) override {
    found = values.size() == 2;
    if (found) role = {.standby = values[0] == "t", .read_only = values[1] == "on"};
    return false;
  }

  bool found = false;
  Role role;
};

bool fits(const Role& role, PostgresOptions::Target target) noexcept {
  using Target = PostgresOptions::Target;
  switch (target) {
    case Target::read_write: return !role.standby && !role.read_only;
    case Target::read_only: return role.standby || role.read_only;
    case Target::primary: return !role.standby;
    case Target::standby: return role.standby;
    case Target::any:
    case Target::prefer_standby: break;
  }
  return true;
}

}  // namespace

Task<bool> is_of_role(Connection& connection, PostgresOptions::Target target) {
  const std::string standby = connection.parameter("in_hot_standby");
  const std::string read_only = connection.parameter("default_transaction_read_only");
  if (!standby.empty() && !read_only.empty()) {
    co_return fits({.standby = standby == "on", .read_only = read_only == "on"}, target);
  }
  RoleSink sink;
  Request request;
  request.text = "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only')";
  request.unit = Unit::script;
  request.rows = &sink;
  co_await connection.run(request);
  co_return request.outcome.fate == Outcome::Fate::done&& sink.found&& fits(sink.role, target);
}

}  // namespace tenon::sql::postgres
