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
  const std::size_t rest = bytes.size() % 3;
  const std::size_t padding = rest == 0 ? 0 : 3 - rest;
  std::string text((bytes.size() + padding) / 3 * 4 - (padded ? 0 : padding), '=');
  char* out = text.data();
  const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
  const auto put = [&](std::uint32_t group, int shift) { *out++ = alphabet[(group >> shift) & 0x3f]; };

  const std::size_t whole = bytes.size() - rest;
  for (std::size_t i = 0; i < whole; i += 3) {
    const std::uint32_t group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    put(group, 18);
    put(group, 12);
    put(group, 6);
    put(group, 0);
  }
  if (rest > 0) {
    const std::uint32_t group = at(whole) << 16 | (rest == 2 ? at(whole + 1) << 8 : 0);
    put(group, 18);
    put(group, 12);
    if (rest == 2) put(group, 6);
  }
  return text;
}

std::optional<std::string> decode(std::string_view text, const Values& values) {
  const std::size_t rest = text.size() % 4;
  if (rest == 1) return std::nullopt;
  std::string bytes(text.size() * 3 / 4, '\0');
  char* out = bytes.data();
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(values[static_cast<unsigned char>(text[i])]);
  };
  const auto put = [&](std::uint32_t group, int shift) { *out++ = static_cast<char>(group >> shift); };

  std::uint32_t seen = 0;  // of all values together, so that one test tells whether one of them is none
  const std::size_t whole = text.size() - rest;
  for (std::size_t i = 0; i < whole; i += 4) {
    seen |= at(i) | at(i + 1) | at(i + 2) | at(i + 3);
    const std::uint32_t group = at(i) << 18 | at(i + 1) << 12 | at(i + 2) << 6 | at(i + 3);
    put(group, 16);
    put(group, 8);
    put(group, 0);
  }
  if (rest > 0) {
    const std::uint32_t third = rest == 3 ? at(whole + 2) : 0;
    seen |= at(whole) | at(whole + 1) | third;
    const std::uint32_t group = at(whole) << 18 | at(whole + 1) << 12 | third << 6;
    put(group, 16);
    if (rest == 3) put(group, 8);
    if ((group & (rest == 3 ? 0xffU : 0xffffU)) != 0) return std::nullopt;
  }
  if (seen > 0x3f) return std::nullopt;
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
