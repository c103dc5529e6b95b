#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

/// Finds the byte that ends a part of a request head, 16 bytes at a time.
namespace tenon::http::detail {

/// 16 bytes that the compiler keeps in one register: SSE2, NEON, or two words elsewhere.
using Block [[gnu::vector_size(16)]] = unsigned char;

/// The first byte in [at, end) that `stops`, or `end`. `stops` is asked for one byte (unsigned char) and for blocks.
template <class Stops>
inline const char* find_stop(const char* at, const char* end, Stops stops) noexcept {
  for (; end - at >= 16; at += 16) {
    Block block;
    std::memcpy(&block, at, sizeof(block));
    const auto mask = std::bit_cast<std::array<std::uint64_t, 2>>(stops(block));
    if constexpr (std::endian::native == std::endian::little) {
      if (mask[0] != 0) return at + std::countr_zero(mask[0]) / 8;
      if (mask[1] != 0) return at + 8 + std::countr_zero(mask[1]) / 8;
    } else {
      if (mask[0] != 0) return at + std::countl_zero(mask[0]) / 8;
      if (mask[1] != 0) return at + 8 + std::countl_zero(mask[1]) / 8;
    }
  }
  while (at != end && !stops(static_cast<unsigned char>(*at))) ++at;
  return at;
}

/// Anything a request line cannot hold, its end included: all but visible ASCII and the space.
inline constexpr auto ends_request_line = [](auto byte) { return (byte < 0x20) | (byte > 0x7e); };
/// ':', and what a field name cannot hold for sure; the rest is left to is_token.
inline constexpr auto ends_name = [](auto byte) { return (byte < 0x21) | (byte > 0x7e) | (byte == ':'); };
/// Control bytes; a tab among them, which a value may hold.
inline constexpr auto ends_value = [](auto byte) { return (byte < 0x20) | (byte == 0x7f); };

}  // namespace tenon::http::detail
