#include <tenon/sql/migrate/postgres/expression.hpp>

#include <cstddef>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/postgres/expression_tokens.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

/// The elements of a list in its text form: `{a,"b c",NULL}`. Nothing for one within a list.
std::optional<std::vector<std::string>> elements(std::string_view text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::string> out;
  if (text.empty()) return out;
  out.emplace_back();
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '{' && !quoted) {
      return std::nullopt;
    } else if (c == ',' && !quoted) {
      out.emplace_back();
    } else {
      if (c == '\\' && i + 1 < text.size()) ++i;
      out.back() += text[i];
    }
  }
  return out;
}

class LiteralReader {
 public:
  explicit LiteralReader(std::string_view sql) : tokens_(expression_tokens(sql)) {}

  std::optional<Literal> run() {
    std::optional<Literal> out = value();
    if (at_ != tokens_.size()) return std::nullopt;
    return out;
  }

 private:
  bool take(std::string_view sign) {
    if (at_ >= tokens_.size() || !tokens_[at_].is_sign(sign)) return false;
    ++at_;
    return true;
  }

  std::optional<Literal> value() {
    std::optional<Literal> out;
    bool text = false;
    if (take("(")) {
      out = value();
      if (!take(")")) return std::nullopt;
    } else if (at_ < tokens_.size() && tokens_[at_].is(TokenKind::word, "array")) {
      ++at_;
      out = list();
    } else {
      text = at_ < tokens_.size() && tokens_[at_].kind == TokenKind::text;
      out = single();
    }
    const bool to_list = casts();
    if (out && text && to_list) {
      auto items = elements(out->values[0]);
      if (!items) return std::nullopt;
      out = Literal{std::move(*items), true};
    }
    return out;
  }

  std::optional<Literal> single() {
    std::string sign = take("-") ? "-" : "";
    if (at_ >= tokens_.size()) return std::nullopt;
    const ExpressionToken& token = tokens_[at_];
    const bool number = token.kind == TokenKind::word && text::is_digit(token.text.front());
    const bool word = token.is(TokenKind::word, "true") || token.is(TokenKind::word, "false");
    if (!number && (!sign.empty() || (!word && token.kind != TokenKind::text))) return std::nullopt;
    ++at_;
    return Literal{{sign + token.text}, false};
  }

  std::optional<Literal> list() {
    Literal out{{}, true};
    if (!take("[")) return std::nullopt;
    if (take("]")) return out;
    do {
      const std::optional<Literal> element = value();
      if (!element || element->list) return std::nullopt;
      out.values.push_back(element->values[0]);
    } while (take(","));
    if (!take("]")) return std::nullopt;
    return out;
  }

  /// Whether the last type is that of a list. A cast to nothing stays where it is.
  bool casts() {
    bool list = false;
    while (at_ + 1 < tokens_.size() && take("::")) {
      at_ = behind_type(tokens_, at_);
      list = tokens_[at_ - 1].is_sign("]");
    }
    return list;
  }

  std::vector<ExpressionToken> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Literal> read_literal(std::string_view sql) { return LiteralReader{sql}.run(); }

std::string plain_expression(std::string_view sql) {
  const std::vector<ExpressionToken> tokens = expression_tokens(sql);
  std::string out;
  for (std::size_t at = 0; at < tokens.size();) {
    const ExpressionToken& token = tokens[at];
    if (token.is_sign("::")) {
      at = behind_type(tokens, at + 1);
      continue;
    }
    ++at;
    if (token.is_sign("(") || token.is_sign(")")) continue;
    if (!out.empty()) out += ' ';
    out += token.kind == TokenKind::text ? sql::detail::quoted_text(token.text) : token.text;
  }
  return out;
}

}  // namespace tenon::sql::migrate::postgres
