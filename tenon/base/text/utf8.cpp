#include <tenon/base/text/utf8.hpp>

#include <cstdint>
#include <cstring>

namespace tenon::text {

namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

std::uint64_t load(const unsigned char* at) noexcept {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

const unsigned char* skip_ascii(const unsigned char* at, const unsigned char* end) noexcept {
  while (end - at >= 32) {
    if (((load(at) | load(at + 8) | load(at + 16) | load(at + 24)) & high_bits) != 0) break;
    at += 32;
  }
  while (end - at >= 8 && (load(at) & high_bits) == 0) at += 8;
  while (at != end && *at < 0x80) ++at;
  return at;
}

/// The length of the sequence that starts with `at`, which is no ASCII; 0 if it is ill-formed. The bounds of the second
/// byte are those of table 3-7 of the Unicode standard: they keep out overlong forms, surrogates and what lies above
/// U+10FFFF.
std::ptrdiff_t sequence_length(const unsigned char* at, const unsigned char* end) noexcept {
  const auto continues = [&](std::ptrdiff_t i) { return end - at > i && (at[i] & 0xc0) == 0x80; };
  const auto second_within = [&](unsigned char low, unsigned char high) {
    return end - at > 1 && at[1] >= low && at[1] <= high;
  };
  const unsigned char first = *at;
  if (first >= 0xc2 && first <= 0xdf) return continues(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const unsigned char low = first == 0xe0 ? 0xa0 : 0x80;
    const unsigned char high = first == 0xed ? 0x9f : 0xbf;
    return second_within(low, high) && continues(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const unsigned char low = first == 0xf0 ? 0x90 : 0x80;
    const unsigned char high = first == 0xf4 ? 0x8f : 0xbf;
    return second_within(low, high) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  const auto* const start = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = start + text.size();
  for (const auto* at = skip_ascii(start, end); at != end;) {
    const std::ptrdiff_t length = sequence_length(at, end);
    if (length == 0) return static_cast<std::size_t>(at - start);
    at += length;
    if (at != end && *at < 0x80) at = skip_ascii(at, end);
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

char* write_utf8(char* out, char32_t code_point) noexcept {
  const auto put = [&](char32_t byte) { *out++ = static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3f));
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
  return out;
}

}  // namespace tenon::text
