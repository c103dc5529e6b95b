#include <tenon/sql/detail/sql_tokens.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>

namespace tenon::sql::detail {
namespace {

bool is_word(char c) { return text::is_alnum(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80; }

std::size_t space_at(std::string_view sql) {
  if (sql.starts_with("\xEF\xBB\xBF")) return 3;
  if (!sql.empty() && std::string_view{" \t\r\n\f"}.find(sql.front()) != std::string_view::npos) return 1;
  if (sql.starts_with("--")) return std::min(sql.find('\n'), sql.size());
  if (sql.starts_with("/*")) {
    const std::size_t end = sql.find("*/", 2);
    return end == std::string_view::npos ? sql.size() : end + 2;
  }
  return 0;
}

SqlToken quoted_token(std::string_view sql, std::size_t begin) {
  SqlToken out{begin, begin + 1, {}, sql[begin]};
  const char close = out.quote == '[' ? ']' : out.quote;
  for (; out.end < sql.size(); ++out.end) {
    if (sql[out.end] != close) {
      out.text += sql[out.end];
      continue;
    }
    const bool doubled = close != ']' && out.end + 1 < sql.size() && sql[out.end + 1] == close;
    if (!doubled) break;
    out.text += close;
    ++out.end;
  }
  out.end = std::min(out.end + 1, sql.size());
  return out;
}

SqlToken token_at(std::string_view sql, std::size_t begin) {
  const char first = sql[begin];
  if (first == '"' || first == '`' || first == '[' || first == '\'') return quoted_token(sql, begin);
  std::size_t end = begin;
  while (end < sql.size() && is_word(sql[end])) ++end;
  end = std::max(end, begin + 1);
  return {begin, end, std::string{sql.substr(begin, end - begin)}, 0};
}

}  // namespace

bool SqlToken::is(std::string_view word) const noexcept { return quote == 0 && text::iequals(text, word); }

bool SqlToken::is_name() const noexcept { return quote == 0 ? !text.empty() && is_word(text.front()) : quote != '\''; }

std::size_t blank_prefix(std::string_view sql) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t size = sql.substr(at).starts_with(";") ? 1 : space_at(sql.substr(at));
    if (size == 0) return at;
    at += size;
  }
}

std::vector<SqlToken> sql_tokens(std::string_view sql, std::size_t most) {
  std::vector<SqlToken> out;
  std::size_t at = 0;
  while (at < sql.size() && out.size() < most) {
    if (const std::size_t space = space_at(sql.substr(at))) {
      at += space;
      continue;
    }
    if (sql[at] == ';') break;
    out.push_back(token_at(sql, at));
    at = out.back().end;
  }
  return out;
}

std::vector<SqlToken> take_statement(std::string_view& sql) {
  std::vector<SqlToken> out = sql_tokens(sql);
  if (!out.empty()) sql.remove_prefix(out.back().end);
  sql.remove_prefix(blank_prefix(sql));
  return out;
}

bool mentions(std::string_view sql, std::string_view name) {
  while (!sql.empty()) {
    const std::vector<SqlToken> statement = take_statement(sql);
    const bool found = std::any_of(statement.begin(), statement.end(), [&](const SqlToken& token) {
      return token.is_name() && text::iequals(token.text, name);
    });
    if (found) return true;
  }
  return false;
}

}  // namespace tenon::sql::detail
