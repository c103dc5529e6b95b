#include <tenon/sql/sqlite/failure.hpp>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
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

/// Whether the header says so: "Database File Format" of SQLite, 1.3. Read through SQLite's own file: to close another
/// one would end all locks that this process has on it.
bool is_in_wal_mode(sqlite3* database) {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) != SQLITE_OK)
    return false;
  std::array<char, 2> versions{};  // of the format, for writing and for reading
  return file && file->pMethods && file->pMethods->xRead(file, versions.data(), 2, 18) == SQLITE_OK &&
         versions == std::array<char, 2>{2, 2};
}

/// Why a database in WAL mode cannot be used, where that is because nothing can be made beside it; empty for any other.
std::string missing_for_wal(sqlite3* database, const std::string& file) {
  const std::string folder = std::filesystem::path(file).parent_path().string();
  if (!database || folder.empty() || faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0) return {};
  const std::string reason = std::generic_category().message(errno);
  if (!is_in_wal_mode(database)) return {};
  return ". It is in WAL mode, in which SQLite keeps two more files beside it, and the folder " + folder +
         " cannot be written: " + reason;
}

/// `file` is empty for a database in memory.
[[noreturn]] void throw_of_file(sqlite3* database, int extended_code, std::string message, const std::string& file) {
  const std::string subject = file.empty() ? "The database" : "The database " + file;
  switch (extended_code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw Unavailable("database_busy", subject + " is locked by another program: " + message);
    case SQLITE_FULL: throw ReportedUnavailable("database_full", subject + " has no room to grow: " + message);
    case SQLITE_READONLY:
      if (extended_code != SQLITE_READONLY) message += missing_for_wal(database, file);
      throw Unavailable("database_read_only", subject + " cannot be written: " + message);
    case SQLITE_CANTOPEN:
      throw Unavailable("database_unavailable",
                        subject + " cannot be opened: " + message + missing_for_wal(database, file));
    default:
      if (extended_code == SQLITE_IOERR_WRITE) {  // as for a quota, which SQLite does not tell from a broken disk
        throw ReportedUnavailable("database_unavailable", subject + " cannot be written: " + message);
      }
      throw Unavailable("database_unavailable", subject + " cannot be used: " + message);
  }
}

[[noreturn]] void throw_result(sqlite3* database, int extended_code, std::string message, std::string_view statement,
                               const std::string& file) {
  const int code = extended_code & 0xff;
  if (code == SQLITE_CONSTRAINT) throw_constraint(extended_code, std::move(message));
  if (!statement.empty()) message.append(" (").append(statement).append(")");
  if (concerns_file(extended_code)) throw_of_file(database, extended_code, std::move(message), file);
  switch (code) {
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

}  // namespace

bool concerns_file(int code) noexcept {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return true;
    default: return false;
  }
}

void throw_failure(sqlite3* database, int code, std::string_view statement) {
  if (!database) throw_result(nullptr, code, sqlite3_errstr(code), statement, {});
  const char* const file = sqlite3_db_filename(database, "main");
  throw_result(database, sqlite3_extended_errcode(database), sqlite3_errmsg(database), statement, file ? file : "");
}

void throw_open_failure(sqlite3* database, int code, const std::string& path) {
  std::string message = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  if (const int reason = database ? sqlite3_system_errno(database) : 0; reason != 0) {
    message += " (" + std::generic_category().message(reason) + ")";
  }
  std::error_code error;
  const std::filesystem::path place = std::filesystem::absolute(path, error);
  throw_result(nullptr, code, std::move(message), {}, error ? path : place.lexically_normal().string());
}

}  // namespace tenon::sql::sqlite
