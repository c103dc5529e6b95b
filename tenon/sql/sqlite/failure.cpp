#include <tenon/sql/sqlite/failure.hpp>

#include <sqlite3.h>

#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/base/reported_error.hpp>
#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/sqlite/functions.hpp>

namespace tenon::sql::sqlite {
namespace {

using detail::ConstraintError;

/// "UNIQUE constraint failed: users.email, users.name" or "… failed: index 'x'".
[[noreturn]] void throw_columns(ConstraintError::Kind kind, std::string message) {
  constexpr std::string_view index = "index '";
  std::string table;
  std::vector<std::string> columns;
  std::string constraint;
  const std::size_t colon = message.find(": ");
  std::string_view rest = colon == std::string::npos ? std::string_view{} : std::string_view(message).substr(colon + 2);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(", ");
    const std::string_view place = rest.substr(0, comma);
    const std::size_t dot = place.rfind('.');
    if (dot != std::string_view::npos) {
      table = place.substr(0, dot);
      columns.emplace_back(place.substr(dot + 1));
    } else if (place.starts_with(index) && place.ends_with('\'')) {
      constraint = place.substr(index.size(), place.size() - index.size() - 1);
    }
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 2);
  }
  throw ConstraintError(kind, std::move(table), std::move(columns), std::move(message), std::move(constraint));
}

[[noreturn]] void throw_constraint(int code, std::string message) {
  using enum ConstraintError::Kind;
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: throw_columns(unique, std::move(message));
    case SQLITE_CONSTRAINT_NOTNULL: throw_columns(not_null, std::move(message));
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_TRIGGER: throw ConstraintError(foreign_key, {}, {}, std::move(message));
    default: throw ConstraintError(check, {}, {}, std::move(message));
  }
}

}  // namespace

void throw_failure(int extended_code, std::string message, std::string_view statement) {
  const int code = extended_code & 0xff;
  if (code == SQLITE_CONSTRAINT) throw_constraint(extended_code, std::move(message));
  if (!statement.empty()) message.append(" (").append(statement).append(")");
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw Unavailable("database_busy", "The database is locked by another program: " + message);
    case SQLITE_FULL:
      throw ReportedUnavailable("database_full", "There is no room for the database to grow: " + message);
    case SQLITE_READONLY: throw Unavailable("database_read_only", "The database cannot be written: " + message);
    case SQLITE_IOERR:
      if (extended_code == SQLITE_IOERR_WRITE) {  // as for a quota, which SQLite does not tell from a broken disk
        throw ReportedUnavailable("database_unavailable", "The database cannot be written: " + message);
      }
      [[fallthrough]];
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: throw Unavailable("database_unavailable", "The database cannot be used: " + message);
    case SQLITE_INTERRUPT:
      throw Timeout(std::string(query_timeout), "A statement took too long and was stopped: " + message);
    case SQLITE_TOOBIG: throw Invalid("value_too_large", "A value is too large for the database.");
    case SQLITE_ERROR:
      if (message.starts_with("too many SQL variables")) {
        throw Invalid("too_many_values", "There are too many values for one statement.");
      }
      if (message.starts_with("integer overflow") && statement.starts_with("SELECT")) {
        throw Internal("unexpected_value", "The sum of a column is beyond what 64 bits hold.");
      }
      if (message.starts_with("integer overflow") || message.starts_with(out_of_range)) {
        throw Invalid("out_of_range", "The result is out of the range of its field.");
      }
      if (message.starts_with("no such table") || message.starts_with("no such column") ||
          message.find("has no column named") != std::string::npos) {
        throw Internal(
            "database_schema",
            "The database does not match the schema: " + message +
                ". Apply its migrations, by `tenon migrate dev` in development, `migrate deploy` in production.");
      }
      [[fallthrough]];
    default: throw Internal("database_error", message);
  }
}

void throw_failure(sqlite3* database, int code, std::string_view statement) {
  throw_failure(database ? sqlite3_extended_errcode(database) : code,
                database ? sqlite3_errmsg(database) : sqlite3_errstr(code), statement);
}

}  // namespace tenon::sql::sqlite
