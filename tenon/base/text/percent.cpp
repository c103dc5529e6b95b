#include <tenon/base/detail/digits.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/percent.hpp>

namespace tenon::text {

namespace {

constexpr bool is_unreserved(char c) noexcept { return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const std::uint8_t high = tenon::detail::hex_value(text[i + 1]);
      const std::uint8_t low = tenon::detail::hex_value(text[i + 2]);
      if ((high | low) > 0x0f) return std::nullopt;
      bytes += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      bytes += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return bytes;
}

}  // namespace

std::string percent_encode(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";  // upper case: RFC 3986, 2.1
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', digits[byte >> 4], digits[byte & 0x0f]};
    }
  }
  return encoded;
}

std::optional<std::string> percent_decode(std::string_view text) { return decode(text, false); }
std::optional<std::string> form_decode(std::string_view text) { return decode(text, true); }

}  // namespace tenon::text
