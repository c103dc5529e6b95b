#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::migrate::postgres {

enum class TokenKind {
  word,  ///< a keyword, a name without quotes, a number
  name,  ///< a name in quotes
  text,  ///< 'text'
  sign,  ///< `(`, `::`, any other
};

struct ExpressionToken {
  TokenKind kind = TokenKind::sign;
  std::string text;  ///< without its quotes; words in lower case

  bool is(TokenKind wanted, std::string_view value) const noexcept { return kind == wanted && text == value; }
  bool is_sign(std::string_view value) const noexcept { return is(TokenKind::sign, value); }
};

/// The tokens of an expression, as PostgreSQL reads it. (Those of sql/detail/sql_tokens.hpp take `[` for a quote.)
std::vector<ExpressionToken> expression_tokens(std::string_view sql);

/// Behind the type that begins at this token: `text`, `"Role"[]`, `numeric(65,30)`, `timestamp without time zone`.
std::size_t behind_type(const std::vector<ExpressionToken>& tokens, std::size_t at);

}  // namespace tenon::sql::migrate::postgres
