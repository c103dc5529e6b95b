#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// SQL expressions as PostgreSQL gives them back: with parentheses and casts that nobody wrote.
namespace tenon::sql::migrate::postgres {

/// A number, a truth value or a text, or a list of such.
struct Literal {
  std::vector<std::string> values;  ///< one, if it is no list; texts without their quotes
  bool list = false;

  bool operator==(const Literal&) const = default;
};

/// The value of an expression that is a literal, with or without casts: `'a'::text`, `(-1)`, `ARRAY[1, 2]::integer[]`,
/// `'{a,b}'::text[]`. Nothing for any other.
std::optional<Literal> read_literal(std::string_view sql);

/// The expression in one form: without spaces, parentheses, casts and quotes of names, keywords and names in lower
/// case. Two of the same form mean the same, as a rule.
std::string plain_expression(std::string_view sql);

}  // namespace tenon::sql::migrate::postgres
