#include <tenon/schema/detail/lexer.hpp>

#include <charconv>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/utf8.hpp>

namespace tenon::schema::detail {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

using text::is_digit;

bool is_letter(char c) { return text::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; }

void append_utf8(std::string& out, std::uint32_t code) {
  char bytes[4];
  out.append(bytes, text::write_utf8(bytes, static_cast<char32_t>(code)));
}

}  // namespace

bool Lexer::at_line_end() const noexcept { return at_end() || peek() == '\n' || peek() == '\r'; }

void Lexer::skip_spaces() noexcept {
  while (true) {
    if (peek() == ' ' || peek() == '\t') {
      ++at_;
    } else if (sees(no_break_space)) {
      at_ += no_break_space.size();
    } else {
      return;
    }
  }
}

bool Lexer::take_line_end() noexcept { return take("\r\n") || take("\n") || take("\r"); }

void Lexer::skip_line() noexcept {
  while (!at_line_end()) ++at_;
}

bool Lexer::take(std::string_view word) noexcept {
  if (!sees(word)) return false;
  at_ += word.size();
  return true;
}

std::optional<ast::Name> Lexer::identifier() noexcept {
  std::size_t begin = at_;
  while (!at_end()) {
    char c = peek();
    bool inner = at_ > begin && (c == '_' || c == '-');
    if (!is_letter(c) && !is_digit(c) && !inner) break;
    if (sees(no_break_space)) break;
    ++at_;
  }
  if (at_ == begin) return std::nullopt;
  return ast::Name{text_from(begin), span_from(begin)};
}

std::optional<ast::Name> Lexer::path() noexcept {
  std::size_t begin = at_;
  if (!identifier()) return std::nullopt;
  while (take(".")) {
    if (!identifier()) break;
  }
  return ast::Name{text_from(begin), span_from(begin)};
}

std::optional<ast::Name> Lexer::number() noexcept {
  std::size_t begin = at_;
  take("-");
  std::size_t digits = at_;
  while (is_digit(peek())) ++at_;
  if (at_ == digits) {
    at_ = begin;
    return std::nullopt;
  }
  std::size_t whole = at_;
  if (take(".")) {
    while (is_digit(peek())) ++at_;
    if (at_ == whole + 1) at_ = whole;
  }
  return ast::Name{text_from(begin), span_from(begin)};
}

std::optional<std::string> Lexer::string(Reporter& reporter) {
  std::size_t begin = at_;
  std::size_t mark = reporter.mark();
  std::string out;
  if (!take("\"")) return std::nullopt;
  while (!at_line_end()) {
    if (take("\"")) return out;
    if (peek() != '\\') {
      out.push_back(peek());
      ++at_;
      continue;
    }
    std::size_t start = at_;
    if (escape(out)) continue;
    reporter.error(
        "bad_escape", span_from(start), "`" + std::string{text_from(start)} + "` is not an escape sequence.",
        "A string knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits, in pairs for "
        "characters above U+FFFF; a backslash itself is written \\\\.");
  }
  reporter.rollback(mark);
  at_ = begin;
  return std::nullopt;
}

/// On failure the position is behind the part that is wrong.
bool Lexer::escape(std::string& out) {
  static constexpr std::string_view letters = "\"\\/bfnrt";
  static constexpr std::string_view values = "\"\\/\b\f\n\r\t";
  ++at_;
  if (take("u")) {
    auto code = hex4();
    if (!code || (*code >= 0xDC00 && *code <= 0xDFFF)) return false;
    if (*code < 0xD800 || *code > 0xDBFF) {
      append_utf8(out, *code);
      return true;
    }
    std::size_t behind_first = at_;
    auto low = take("\\u") ? hex4() : std::nullopt;
    if (!low || *low < 0xDC00 || *low > 0xDFFF) {
      at_ = behind_first;
      return false;
    }
    append_utf8(out, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
    return true;
  }
  if (at_line_end()) return false;
  std::size_t known = letters.find(peek());
  ++at_;
  while (!at_end() && (static_cast<unsigned char>(peek()) & 0xC0) == 0x80) ++at_;
  if (known == std::string_view::npos) return false;
  out.push_back(values[known]);
  return true;
}

std::optional<std::uint32_t> Lexer::hex4() noexcept {
  std::string_view digits = text_.substr(at_, 4);
  std::uint32_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != 4 || error != std::errc{} || end != digits.data() + 4) return std::nullopt;
  at_ += 4;
  return value;
}

std::optional<ast::Name> Lexer::comment() noexcept {
  std::size_t begin = at_;
  if (take("//")) {
    skip_line();
  } else if (sees("/*")) {
    std::size_t end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) return std::nullopt;
    at_ = end + 2;
  } else {
    return std::nullopt;
  }
  return ast::Name{text_from(begin), span_from(begin)};
}

Span Lexer::span_from(std::size_t begin) const noexcept {
  return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
}

}  // namespace tenon::schema::detail
