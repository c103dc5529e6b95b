#include <tenon/sql/postgres/failure.hpp>

#include <string>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/base/reported_error.hpp>
#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/write_conflict.hpp>

namespace tenon::sql::postgres {
namespace {

using detail::ConstraintError;

[[noreturn]] void throw_constraint(ConstraintError::Kind kind, const ServerError& error) {
  std::vector<std::string> columns;
  if (!error.column.empty()) columns.emplace_back(error.column);
  throw ConstraintError(kind, std::string(error.table), std::move(columns), std::string(error.message),
                        std::string(error.constraint));
}

/// Class 23.
[[noreturn]] void throw_violation(const ServerError& error) {
  using enum ConstraintError::Kind;
  const std::string_view code = error.code;
  if (code == "23505") throw_constraint(unique, error);
  if (code == "23503" || code == "23001") throw_constraint(foreign_key, error);
  if (code == "23502") throw_constraint(not_null, error);
  if (code == "23P01") throw_constraint(exclusion, error);
  throw_constraint(check, error);
}

/// Class 22.
[[noreturn]] void throw_bad_value(std::string_view code, std::string message, std::string_view statement) {
  if (code == "22001") throw Invalid("value_too_large", "A value is too large for its column.");
  if (code == "22003" && statement.starts_with("SELECT")) {
    throw Internal("unexpected_value", "A sum is beyond what its type holds: " + message);
  }
  if (code == "22003" || code == "22008" || code == "22012") {
    throw Invalid("out_of_range", "The result is out of the range of its field.");
  }
  throw Invalid("wrong_type", "A value is not of the type that the database expects.");
}

/// Classes 25 and 55 to 57: what may be over when it is tried again.
[[noreturn]] void throw_passing(std::string_view code, std::string message) {
  if (code == "57014") throw Timeout("query_timeout", "A statement took too long and was stopped: " + message);
  if (code == "25P04") throw Timeout("transaction_timeout", "A transaction took too long: " + message);
  if (code == "25P02" || code == "25P03") {
    throw Unavailable("transaction_lost", "The database has given up the transaction: " + message);
  }
  if (code == "25006") throw Unavailable("database_read_only", "The database cannot be written: " + message);
  if (code == "55P03") throw Unavailable("database_busy", "Others hold locks of the database: " + message);
  if (code == "53100") throw ReportedUnavailable("database_full", "The database server has no room: " + message);
  if (code.starts_with("53")) throw Unavailable("database_overloaded", "The database server is at a limit: " + message);
  throw Unavailable("database_unavailable", "The database cannot be used: " + message);
}

bool is_passing(std::string_view code) {
  for (const std::string_view known : {"25P02", "25P03", "25P04", "25006", "55P03", "3D000"}) {
    if (code == known) return true;
  }
  const std::string_view family = code.substr(0, 2);
  return family == "08" || family == "28" || family == "53" || family == "57" || family == "58";
}

bool is_schema(std::string_view code) {
  return code == "42P01" || code == "42703" || code == "42704" || code == "3F000";
}

}  // namespace

void throw_failure(const ServerError& error, std::string_view statement) {
  const std::string_view code = error.code;
  if (code.starts_with("23")) throw_violation(error);
  std::string message(error.message);
  message.append(" (SQLSTATE ").append(code).append(")");
  if (code.starts_with("22")) throw_bad_value(code, std::move(message), statement);
  if (code.starts_with("54")) throw Invalid("value_too_large", "A value or a statement is too large for the database.");
  if (!statement.empty()) message.append(" (").append(statement).append(")");
  if (code == "40001" || code == "40P01") throw WriteConflict(std::move(message));
  if (is_passing(code)) throw_passing(code, std::move(message));
  if (is_schema(code)) {
    throw Internal(
        "database_schema",
        "The database does not match the schema: " + message +
            ". Apply its migrations, by `tenon migrate dev` in development, `migrate deploy` in production.");
  }
  throw Internal("database_error", std::move(message));
}

}  // namespace tenon::sql::postgres
