#include <tenon/sql/migrate/sqlite/column_default.hpp>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/hex.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using sql::detail::quoted_text;

constexpr std::string_view now = "CURRENT_TIMESTAMP";

/// X'68656c6c6f' from base64.
std::string blob_literal(std::string_view base64) {
  return "X'" + text::hex_encode(text::base64_decode(base64).value_or("")) + "'";
}

std::string literal(const schema::Field& field, const std::string& text) {
  if (field.kind == schema::FieldKind::enumeration) return quoted_text(field.enumeration->find(text)->db_name);
  switch (field.scalar) {
    case schema::Scalar::boolean:
    case schema::Scalar::int_:
    case schema::Scalar::big_int:
    case schema::Scalar::float_:
    case schema::Scalar::decimal: return text;
    case schema::Scalar::date_time: return quoted_text(migrate::detail::time_text(text));
    case schema::Scalar::bytes: return blob_literal(text);
    default: return quoted_text(text);
  }
}

bool is_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos && text != ".";
}

/// One quoted text and nothing behind it.
bool is_text(std::string_view text, char quote) {
  if (text.size() < 2 || text.front() != quote || text.back() != quote) return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != quote) continue;
    ++i;
    if (i == text.size() || text[i] != quote) return false;
  }
  return true;
}

bool is_literal(std::string_view text) {
  std::string word = text::to_lower(text);
  return is_number(text) || is_text(text, '\'') || word == "true" || word == "false" || word == "null" ||
         (word.starts_with('x') && is_text(text.substr(1), '\''));
}

/// The parentheses around all of it.
std::string_view without_parentheses(std::string_view text) {
  while (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      char c = text[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth == 0) {
        return text;
      }
    }
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

std::string expression(std::string_view sql) {
  std::string_view inner = without_parentheses(sql);
  bool wrapped = inner.size() != sql.size();
  bool bare = is_literal(sql) || text::to_lower(sql).starts_with("current_");
  return wrapped || bare ? std::string{sql} : "(" + std::string{sql} + ")";
}

/// Without leading and trailing zeros and without a plus.
std::string plain_number(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  while (text.size() > 1 && text.starts_with('0') && text[1] != '.') text.remove_prefix(1);
  if (text.find('.') != std::string_view::npos) {
    text = text.substr(0, text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  return (negative && text != "0" ? "-" : "") + std::string{text};
}

std::string canonical(const ColumnDefault& value, const std::optional<schema::Scalar>& scalar) {
  std::string text{without_parentheses(value.sql)};
  if (is_number(text)) text = plain_number(text);
  if (text.size() > 1 && (text[0] == 'x' || text[0] == 'X') && text[1] == '\'') text = text::to_lower(text);
  if (scalar == schema::Scalar::boolean) {
    if (text::to_lower(text) == "true") return "1";
    if (text::to_lower(text) == "false") return "0";
  }
  return text;
}

}  // namespace

ColumnDefault default_of(const schema::Field& field) {
  if (!field.default_value) return {};
  const schema::Default& value = *field.default_value;
  switch (value.kind) {
    case schema::DefaultKind::literal: return {DefaultOrigin::literal, literal(field, value.values.front())};
    case schema::DefaultKind::now: return {DefaultOrigin::now, std::string{now}};
    case schema::DefaultKind::dbgenerated:
      if (value.sql.empty()) return {};
      return {DefaultOrigin::expression, expression(value.sql)};
    default: return {};
  }
}

ColumnDefault default_from_sql(const std::optional<std::string>& sql) {
  if (!sql || text::to_lower(*sql) == "null") return {};
  std::string_view inner = without_parentheses(*sql);
  if (text::to_lower(inner) == "current_timestamp") return {DefaultOrigin::now, std::string{now}};
  bool literal = is_literal(inner) || is_text(inner, '"');
  return {literal ? DefaultOrigin::literal : DefaultOrigin::expression, *sql};
}

bool same_default(const ColumnDefault& a, const ColumnDefault& b, const std::optional<schema::Scalar>& scalar) {
  bool none = a.origin == DefaultOrigin::none || b.origin == DefaultOrigin::none;
  if (none) return a.origin == b.origin;
  return canonical(a, scalar) == canonical(b, scalar);
}

}  // namespace tenon::sql::migrate::sqlite
