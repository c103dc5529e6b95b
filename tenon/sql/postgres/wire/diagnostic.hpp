#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::sql::postgres {

/// What a server says in an ErrorResponse or a NoticeResponse ("Error and Notice Message Fields" of its manual). Texts
/// that it did not send are empty. They are in the server's language but for `severity` and `sqlstate`, and may quote
/// the values of a row.
struct Diagnostic {
  std::string severity;  ///< "ERROR", "FATAL", "PANIC"; "WARNING", "NOTICE", "DEBUG", "INFO", "LOG"
  std::string sqlstate;  ///< five letters and digits: "23505"
  std::string message;
  std::string detail;
  std::string hint;
  std::string where;           ///< the call stack of functions and generated statements
  std::uint32_t position = 0;  ///< in the statement, in characters from 1; 0: not given
  std::uint32_t internal_position = 0;
  std::string internal_query;  ///< that `internal_position` counts in
  std::string schema;
  std::string table;
  std::string column;
  std::string type;
  std::string constraint;
  std::string routine;  ///< of the server's source; with it an error of one SQLSTATE can be told from another

  /// The server ends the connection after it.
  bool is_fatal() const noexcept { return severity == "FATAL" || severity == "PANIC"; }
  /// `is("23505")`
  bool is(std::string_view code) const noexcept { return sqlstate == code; }
  /// The first two characters: "23" are the violations of constraints.
  std::string_view sqlstate_class() const noexcept { return std::string_view(sqlstate).substr(0, 2); }

  /// The body of an E or N message; nothing if it is malformed: a field without its end, or without a severity, a
  /// SQLSTATE and a message. Fields that are not known are skipped, as the protocol demands.
  static std::optional<Diagnostic> parse(std::string_view body);

  bool operator==(const Diagnostic&) const = default;
};

}  // namespace tenon::sql::postgres
