#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tenon/base/text/hex.hpp>

namespace tenon::crypto {

/// The bytes of a published example, as it prints them.
inline std::string bytes(std::string_view hex) { return text::hex_decode(hex).value(); }

/// The same of a known number.
template <std::size_t Size>
std::array<std::uint8_t, Size> bytes_of(std::string_view hex) {
  const std::string text = bytes(hex);
  std::array<std::uint8_t, Size> out{};
  std::copy_n(text.begin(), std::min(Size, text.size()), out.begin());
  return out;
}

/// Text of any size with no two neighbours alike.
inline std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 37 + 11);
  return text;
}

/// With one bit of the byte at `at` turned.
inline std::string turned(std::string text, std::size_t at) {
  text[at] = static_cast<char>(text[at] ^ 1 << (at % 8));
  return text;
}

inline std::string hex(std::span<const std::uint8_t> bytes) { return text::hex_encode(bytes); }
inline std::string hex(std::string_view bytes) { return text::hex_encode(bytes); }

}  // namespace tenon::crypto
