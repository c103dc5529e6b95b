#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace tenon::sql::sqlite {

/// The code of Timeout for a statement that was interrupted.
inline constexpr std::string_view query_timeout = "query_timeout";

/// Throws what a failed call of libsqlite3 means:
///
/// | result                          | thrown                                                                   |
/// | ------------------------------- | ------------------------------------------------------------------------ |
/// | CONSTRAINT_*                    | detail::ConstraintError, which the core turns into Conflict or Invalid    |
/// | BUSY, LOCKED                    | Unavailable "database_busy": another process writes                       |
/// | FULL                            | ReportedUnavailable "database_full": the writer's Trouble logs it         |
/// | IOERR_WRITE                     | ReportedUnavailable "database_unavailable", the same                      |
/// | READONLY                        | Unavailable "database_read_only"                                          |
/// | IOERR, CANTOPEN, CORRUPT, NOTADB| Unavailable "database_unavailable"                                        |
/// | INTERRUPT                       | Timeout "query_timeout"                                                   |
/// | TOOBIG                          | Invalid "value_too_large"                                                 |
/// | ERROR "too many SQL variables"  | Invalid "too_many_values"                                                 |
/// | ERROR of arithmetic             | Invalid "out_of_range"                                                    |
/// | ERROR "no such table" / column  | Internal "database_schema": migrations are missing                        |
/// | any other                       | Internal "database_error"                                                 |
///
/// The detail of Unavailable and Internal errors holds SQLite's own message, and that of Unavailable the file, for
/// logs; it is never shown to clients.
[[noreturn]] void throw_failure(sqlite3* database, int code, std::string_view statement = {});

/// The same for a file that sqlite3_open_v2() has not opened, with the system's reason.
[[noreturn]] void throw_open_failure(sqlite3* database, int code, const std::string& path);

/// Whether a result is about the file, so that throw_failure() makes an Unavailable of it.
bool concerns_file(int code) noexcept;

}  // namespace tenon::sql::sqlite
