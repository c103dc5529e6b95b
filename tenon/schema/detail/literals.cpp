#include <tenon/schema/detail/literals.hpp>

#include <cstdint>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/base64.hpp>
#include <tenon/base/text/numbers.hpp>
#include <tenon/base/time.hpp>

namespace tenon::schema::detail {
namespace {

using text::is_digit;

/// Eats a text from the front.
struct Eater {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  bool take_any(std::string_view set) {
    if (rest.empty() || set.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }
  std::size_t digits() {
    std::size_t count = 0;
    while (count < rest.size() && is_digit(rest[count])) ++count;
    rest.remove_prefix(count);
    return count;
  }
};

class JsonText {
 public:
  explicit JsonText(std::string_view text) : eater_{text} {}

  bool whole() {
    blanks();
    if (!value(0)) return false;
    blanks();
    return eater_.rest.empty();
  }

 private:
  static constexpr int max_depth = 128;

  void blanks() {
    while (eater_.take_any(" \t\r\n")) {
    }
  }
  bool word(std::string_view text) {
    if (!eater_.rest.starts_with(text)) return false;
    eater_.rest.remove_prefix(text.size());
    return true;
  }
  bool string() {
    if (!eater_.take('"')) return false;
    while (!eater_.rest.empty()) {
      if (eater_.take('"')) return true;
      if (static_cast<unsigned char>(eater_.rest.front()) < 0x20) return false;
      if (!eater_.take('\\')) {
        eater_.rest.remove_prefix(1);
      } else if (eater_.take('u')) {
        for (int i = 0; i < 4; ++i) {
          if (!eater_.take_any("0123456789abcdefABCDEF")) return false;
        }
      } else if (!eater_.take_any("\"\\/bfnrt")) {
        return false;
      }
    }
    return false;
  }
  bool number() {
    eater_.take('-');
    if (!eater_.take('0') && eater_.digits() == 0) return false;
    if (eater_.take('.') && eater_.digits() == 0) return false;
    if (!eater_.take_any("eE")) return true;
    eater_.take_any("+-");
    return eater_.digits() > 0;
  }
  bool members(int depth, char close, bool keys) {
    blanks();
    if (eater_.take(close)) return true;
    while (true) {
      blanks();
      if (keys) {
        if (!string()) return false;
        blanks();
        if (!eater_.take(':')) return false;
        blanks();
      }
      if (!value(depth + 1)) return false;
      blanks();
      if (eater_.take(close)) return true;
      if (!eater_.take(',')) return false;
    }
  }
  bool value(int depth) {
    if (depth > max_depth || eater_.rest.empty()) return false;
    if (eater_.take('{')) return members(depth, '}', true);
    if (eater_.take('[')) return members(depth, ']', false);
    if (eater_.rest.front() == '"') return string();
    return word("true") || word("false") || word("null") || number();
  }

  Eater eater_;
};

}  // namespace

bool is_int64(std::string_view text) noexcept { return text::parse_int64(text).has_value(); }
bool is_int32(std::string_view text) noexcept { return text::parse_integer<std::int32_t>(text).has_value(); }
bool is_base64(std::string_view text) { return text::base64_decode(text).has_value(); }
bool is_rfc3339(std::string_view text) noexcept { return parse_instant(text).has_value(); }

bool is_decimal(std::string_view text) noexcept {
  Eater eater{text};
  eater.take('-');
  if (eater.digits() == 0) return false;
  if (eater.take('.') && eater.digits() == 0) return false;
  return eater.rest.empty();
}

bool is_json(std::string_view text) noexcept { return JsonText{text}.whole(); }

std::string plain_number(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
  bool zero = text.find_first_not_of("0.") == std::string_view::npos;
  return (negative && !zero ? "-" : "") + std::string{text};
}

}  // namespace tenon::schema::detail
