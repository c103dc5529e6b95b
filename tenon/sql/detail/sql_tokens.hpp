#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::detail {

/// A word, a quoted name or text, or one sign of SQL; spaces and comments lie between.
struct SqlToken {
  std::size_t begin = 0;  ///< in the SQL
  std::size_t end = 0;
  std::string text;  ///< without its quotes
  char quote = 0;    ///< the first of them: `"`, `'`, a backtick or `[`

  /// Whether it is this keyword or sign, in any case.
  bool is(std::string_view word) const noexcept;
  bool is_name() const noexcept;
};

/// How many bytes of spaces, comments and lone semicolons the text begins with.
std::size_t blank_prefix(std::string_view sql);

/// Up to `most` tokens, or up to the first semicolon.
std::vector<SqlToken> sql_tokens(std::string_view sql, std::size_t most = static_cast<std::size_t>(-1));

/// The tokens up to the first semicolon; they and it are taken from the SQL. A trigger's own semicolons count, too.
std::vector<SqlToken> take_statement(std::string_view& sql);

/// Whether a name stands in the SQL, in any case.
bool mentions(std::string_view sql, std::string_view name);

}  // namespace tenon::sql::detail
