#pragma once

#include <tenon/async/task.hpp>
#include <tenon/sql/postgres/connection.hpp>
#include <tenon/sql/postgres/options.hpp>

namespace tenon::sql::postgres {

/// Whether the session of a connection is what `target` demands; false also when that cannot be found out. A server
/// before version 14 has to be asked.
Task<bool> is_of_role(Connection& connection, PostgresOptions::Target target);

}  // namespace tenon::sql::postgres
