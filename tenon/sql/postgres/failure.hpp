#pragma once

#include <string_view>

namespace tenon::sql::postgres {

/// An error as the server tells it. Everything is borrowed for the time of the call; what it does not tell is empty.
struct ServerError {
  std::string_view code{};  ///< SQLSTATE, five characters
  std::string_view message{};
  std::string_view detail{};  ///< may hold values of rows
  std::string_view schema{};
  std::string_view table{};
  std::string_view column{};
  std::string_view constraint{};
};

/// Throws what it means:
///
/// | SQLSTATE                              | thrown                                                                  |
/// | ------------------------------------- | ----------------------------------------------------------------------- |
/// | 23502, 23503, 23001, 23505, 23514, 23P01 | detail::ConstraintError, which the core turns into Conflict or Invalid |
/// | 40001, 40P01                          | WriteConflict: the transaction may succeed when it is run again          |
/// | 22001, 54xxx                          | Invalid "value_too_large"                                               |
/// | 22003, 22008, 22012                   | Invalid "out_of_range"; of a SELECT Internal "unexpected_value"          |
/// | 22xxx otherwise                       | Invalid "wrong_type": no UUID, no address, `\u0000` in Json              |
/// | 57014                                 | Timeout "query_timeout"                                                 |
/// | 25P04                                 | Timeout "transaction_timeout"                                           |
/// | 25P02, 25P03                          | Unavailable "transaction_lost"                                          |
/// | 55P03                                 | Unavailable "database_busy": others hold locks                          |
/// | 53100                                 | ReportedUnavailable "database_full"                                     |
/// | 53xxx otherwise                       | Unavailable "database_overloaded"                                       |
/// | 25006                                 | Unavailable "database_read_only"                                        |
/// | 08xxx, 28xxx, 3D000, 57xxx, 58xxx     | Unavailable "database_unavailable"                                      |
/// | 42P01, 42703, 42704, 3F000            | Internal "database_schema": migrations are missing                      |
/// | any other                             | Internal "database_error"                                               |
///
/// The detail of Unavailable and Internal errors holds the server's own message, for logs; clients are never shown it.
/// `ServerError::detail`, which may hold values of rows, is left out.
[[noreturn]] void throw_failure(const ServerError& error, std::string_view statement = {});

}  // namespace tenon::sql::postgres
