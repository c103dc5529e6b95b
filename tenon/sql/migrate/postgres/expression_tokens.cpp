#include <tenon/sql/migrate/postgres/expression_tokens.hpp>

#include <algorithm>
#include <array>

#include <tenon/base/text/ascii.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

bool is_word(char c) { return text::is_alnum(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80; }

/// A number goes on behind its point, and a word that is none does not.
std::size_t end_of_word(std::string_view sql, std::size_t at) {
  const bool number = text::is_digit(sql[at]);
  while (at < sql.size() && (is_word(sql[at]) || (number && sql[at] == '.'))) ++at;
  return at;
}

/// The words that names of types have behind their first.
bool goes_on(const ExpressionToken& token) {
  constexpr std::array<std::string_view, 6> words{"precision", "varying", "with", "without", "time", "zone"};
  return token.kind == TokenKind::word && std::find(words.begin(), words.end(), token.text) != words.end();
}

}  // namespace

std::vector<ExpressionToken> expression_tokens(std::string_view sql) {
  std::vector<ExpressionToken> out;
  for (std::size_t at = 0; at < sql.size();) {
    const char first = sql[at];
    if (std::string_view{" \t\r\n\f"}.find(first) != std::string_view::npos) {
      ++at;
    } else if (first == '\'' || first == '"') {
      ExpressionToken& token = out.emplace_back();
      token.kind = first == '"' ? TokenKind::name : TokenKind::text;
      for (++at; at < sql.size(); ++at) {
        if (sql[at] == first) {
          ++at;
          if (at == sql.size() || sql[at] != first) break;
        }
        token.text += sql[at];
      }
    } else if (is_word(first)) {
      const std::size_t end = end_of_word(sql, at);
      out.push_back({TokenKind::word, text::to_lower(sql.substr(at, end - at))});
      at = end;
    } else {
      const std::size_t size = sql.substr(at).starts_with("::") ? 2 : 1;
      out.push_back({TokenKind::sign, std::string{sql.substr(at, size)}});
      at += size;
    }
  }
  return out;
}

std::size_t behind_type(const std::vector<ExpressionToken>& tokens, std::size_t at) {
  const auto is_sign = [&](std::string_view sign) { return at < tokens.size() && tokens[at].is_sign(sign); };
  const auto skip_words = [&] {
    while (at < tokens.size() && goes_on(tokens[at])) ++at;
  };
  ++at;
  if (is_sign(".")) at += 2;
  skip_words();
  if (is_sign("(")) {
    while (at < tokens.size() && !is_sign(")")) ++at;
    ++at;
  }
  skip_words();
  while (is_sign("[")) {
    while (at < tokens.size() && !is_sign("]")) ++at;
    ++at;
  }
  return std::min(at, tokens.size());
}

}  // namespace tenon::sql::migrate::postgres
