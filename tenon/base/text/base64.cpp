#include <tenon/base/text/base64.hpp>

#include <array>
#include <cstddef>

namespace tenon::text {

namespace {

constexpr std::string_view standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view for_urls = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t none = 0xff;

using Values = std::array<std::uint8_t, 256>;

constexpr Values values_of(std::string_view alphabet) {
  Values values{};
  values.fill(none);
  for (std::uint8_t i = 0; i < 64; ++i) values[static_cast<unsigned char>(alphabet[i])] = i;
  return values;
}

constexpr Values standard_values = values_of(standard);
constexpr Values for_urls_values = values_of(for_urls);

std::string encode(std::string_view bytes, std::string_view alphabet, bool padded) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t group = 0;
  const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
  const auto put = [&](int shift) { text += alphabet[(group >> shift) & 0x3f]; };

  std::size_t i = 0;
  for (; bytes.size() - i >= 3; i += 3) {
    group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    put(18), put(12), put(6), put(0);
  }
  if (bytes.size() - i == 1) {
    group = at(i) << 16;
    put(18), put(12);
    if (padded) text += "==";
  } else if (bytes.size() - i == 2) {
    group = at(i) << 16 | at(i + 1) << 8;
    put(18), put(12), put(6);
    if (padded) text += '=';
  }
  return text;
}

std::optional<std::string> decode(std::string_view text, const Values& values) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const std::uint8_t value = values[static_cast<unsigned char>(c)];
    if (value == none) return std::nullopt;
    group = group << 6 | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(group >> bits);
    }
  }
  if ((group & ((1U << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string base64_encode(std::string_view bytes) { return encode(bytes, standard, true); }
std::string base64url_encode(std::string_view bytes) { return encode(bytes, for_urls, false); }

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  return decode(text, standard_values);
}

std::optional<std::string> base64url_decode(std::string_view text) { return decode(text, for_urls_values); }

}  // namespace tenon::text
