#include <tenon/base/detail/digits.hpp>
#include <tenon/base/text/hex.hpp>

namespace tenon::text {

std::string hex_encode(std::string_view bytes) {
  std::string text(bytes.size() * 2, '\0');
  char* out = text.data();
  for (const char byte : bytes) out = tenon::detail::write_hex(out, static_cast<std::uint8_t>(byte));
  return text;
}

std::optional<std::string> hex_decode(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t high = tenon::detail::hex_value(text[2 * i]);
    const std::uint8_t low = tenon::detail::hex_value(text[2 * i + 1]);
    if ((high | low) > 0x0f) return std::nullopt;
    bytes[i] = static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace tenon::text
