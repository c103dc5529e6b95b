#include <tenon/json/detail/reader.hpp>

#include <algorithm>
#include <cmath>

#include <tenon/base/text/utf8.hpp>

namespace tenon::json::detail {

namespace {

Value to_value(const Number& number) {
  Number integer = number;
  const auto whole = to_integer(integer) ? magnitude(integer) : std::nullopt;
  constexpr std::uint64_t least = std::uint64_t{1} << 63;  // of std::int64_t, without its sign
  if (!whole || (number.is_negative && (*whole == 0 || *whole > least))) {
    const double nearest = to_double(number);
    return is_rounded(number, nearest) ? Value::rounded(nearest) : Value(nearest);
  }
  if (number.is_negative) return static_cast<std::int64_t>(0 - *whole);
  return *whole;
}

/// What a backslash and `c` stand for; 0 if it is not one character.
char meaning_of_escape(char c) noexcept {
  switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

}  // namespace

const char* Reader::start() {
  if (std::string_view(begin_, static_cast<std::size_t>(end_ - begin_)).starts_with("\xef\xbb\xbf")) {
    return fail(begin_, "byte_order_mark", "The text begins with a byte order mark.");
  }
  const char* const p = skip_space(begin_);
  return p != end_ ? p : fail_unexpected(p, "Expected a value.");
}

bool Reader::finish(const char* p) {
  p = skip_space(p);
  if (p == end_) return true;
  fail(p, "trailing_characters", "The value is complete, and more follows.");
  return false;
}

const char* Reader::skip_spaces(const char* p) const noexcept {
  while (p != end_ && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) ++p;
  return p;
}

const char* Reader::fail(const char* p, std::string_view code, std::string_view detail) {
  SyntaxError error{code, detail, static_cast<std::size_t>(p - begin_)};
  for (const char* c = begin_; c != p; ++c) {
    const bool continues = (static_cast<unsigned char>(*c) & 0xc0) == 0x80;
    if (*c == '\n') {
      ++error.line;
      error.column = 1;
    } else if (!continues) {
      ++error.column;
    }
  }
  syntax_error = error;
  return nullptr;
}

const char* Reader::fail_unexpected(const char* p, std::string_view expected) {
  return p == end_ ? fail(p, "unexpected_end", "The text ends too early.") : fail(p, "unexpected_character", expected);
}

const char* Reader::read_name(const char* p, std::string_view& name) {
  if (peek(p) != '"') return fail_unexpected(p, "Expected a name in quotes.");
  p = read_string(p + 1, name);
  return p ? read_colon(p) : nullptr;
}

const char* Reader::fail_number(const char* p) {
  return p == end_ ? fail_unexpected(p, {}) : fail(p, "invalid_number", "This is no number as JSON writes them.");
}

const char* Reader::fail_literal(const char* p, std::string_view literal) {
  for (std::size_t i = 0; peek(p) == literal[i]; ++i) ++p;
  return fail_unexpected(p, "Expected a value.");
}

/// One with escapes or with characters outside of ASCII; the first of them, or what else ends a string, is at
/// `special`.
const char* Reader::read_long_string(const char* const begin, const char* const special, std::string_view& text) {
  for (const char* p = special; p != end_; p = find_special(p, end_)) {
    if (*p == '"') {
      text = {begin, static_cast<std::size_t>(p - begin)};
      return p + 1;
    }
    if (*p == '\\') return read_escaped_string(begin, p, text);
    p = read_characters(p);
    if (!p) return nullptr;
  }
  return fail_unexpected(end_, {});
}

const char* Reader::read_escaped_string(const char* const begin, const char* const escape, std::string_view& text) {
  if (!unescaped_) unescaped_ = std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(end_ - begin_));
  char* out = std::copy(begin, escape, unescaped_.get());
  for (const char* p = escape; p != end_; p = copy_to_special(out, p, end_)) {
    if (*p == '"') {
      text = {unescaped_.get(), static_cast<std::size_t>(out - unescaped_.get())};
      return p + 1;
    }
    if (*p == '\\') {
      if (const char meaning = meaning_of_escape(peek(p + 1))) {
        *out++ = meaning;
        p += 2;
      } else {
        p = read_unicode_escape(p, out);
      }
    } else {
      const char* const characters = p;
      p = read_characters(p);
      if (p) out = std::copy(characters, p, out);
    }
    if (!p) return nullptr;
  }
  return fail_unexpected(end_, {});
}

/// One or more characters outside of ASCII; a control character fails, too.
const char* Reader::read_characters(const char* p) {
  if (static_cast<unsigned char>(*p) < 0x20) {
    return fail(p, "control_character", "A control character in a string must be escaped.");
  }
  do {
    const std::size_t size = utf8_sequence(p, end_);
    if (size == 0) return fail(p, "invalid_utf8", "These bytes are not UTF-8.");
    p += size;
  } while (p != end_ && static_cast<unsigned char>(*p) >= 0x80);
  return p;
}

const char* Reader::read_unicode_escape(const char* const backslash, char*& out) {
  std::uint32_t unit = 0;
  const char* p = read_code_unit(backslash, unit);
  if (!p) return nullptr;
  char32_t code_point = unit;
  if (unit >= 0xd800 && unit < 0xe000) {
    std::uint32_t low = 0;
    if (unit < 0xdc00 && end_ - p >= 2 && p[0] == '\\' && p[1] == 'u') {
      p = read_code_unit(p, low);
      if (!p) return nullptr;
    }
    if (low < 0xdc00 || low >= 0xe000) {
      return fail(backslash, "lone_surrogate", "An escaped surrogate lacks its other half.");
    }
    code_point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }
  out = text::write_utf8(out, code_point);
  return p;
}

/// `\u` and four hexadecimal digits.
const char* Reader::read_code_unit(const char* const backslash, std::uint32_t& unit) {
  const char* p = backslash + 1;
  if (peek(p) != 'u')
    return p == end_ ? fail_unexpected(p, {}) : fail(backslash, "invalid_escape", "JSON has no such escape.");
  ++p;
  for (int i = 0; i < 4; ++i, ++p) {
    if (p == end_) return fail_unexpected(p, {});
    const char c = static_cast<char>(*p | 0x20);
    const bool is_digit = *p >= '0' && *p <= '9';
    if (!is_digit && (c < 'a' || c > 'f')) {
      return fail(backslash, "invalid_escape", "Four hexadecimal digits must follow \\u.");
    }
    unit = unit << 4 | static_cast<std::uint32_t>(is_digit ? *p - '0' : c - 'a' + 10);
  }
  return p;
}

const char* Reader::read_value(const char* p, Value& value) {
  switch (peek(p)) {
    case '{': value = Object{}; return read_object(p + 1, value.as_object());
    case '[': value = Array{}; return read_array(p + 1, value.as_array());
    case '"': {
      std::string_view text;
      p = read_string(p + 1, text);
      if (p) value = text;
      return p;
    }
    case 't': value = true; return read_literal(p, "true");
    case 'f': value = false; return read_literal(p, "false");
    case 'n': value = nullptr; return read_literal(p, "null");
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': {
      Number number;
      const char* const after = read_number(p, number);
      if (!after) return nullptr;
      value = to_value(number);
      if (std::isinf(value.as_double())) {
        return fail(p, "number_out_of_range", "The number is larger than a double can be.");
      }
      return after;
    }
    default: return fail_unexpected(p, "Expected a value.");
  }
}

const char* Reader::read_array(const char* p, Array& items) {
  if (!enter(p - 1)) return nullptr;
  p = skip_space(p);
  bool more = peek(p) != ']';
  if (!more) ++p;
  while (more) {
    p = read_value(p, items.emplace_back());
    if (!p) return nullptr;
    p = read_separator(p, ']', more);
    if (!p) return nullptr;
  }
  leave();
  return p;
}

const char* Reader::read_object(const char* p, Object& members) {
  if (!enter(p - 1)) return nullptr;
  p = skip_space(p);
  bool more = peek(p) != '}';
  if (!more) ++p;
  while (more) {
    const char* const place = p;
    std::string_view name;
    p = read_name(p, name);
    if (!p) return nullptr;
    Value* const value = members.insert(name);
    if (!value) return fail_duplicate(place);
    p = read_value(p, *value);
    if (!p) return nullptr;
    p = read_separator(p, '}', more);
    if (!p) return nullptr;
  }
  leave();
  return p;
}

}  // namespace tenon::json::detail
