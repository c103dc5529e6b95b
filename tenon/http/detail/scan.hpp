#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

/// Finds the byte that ends a part of a request head, 16 bytes at a time.
namespace tenon::http::detail {

/// 16 bytes that the compiler keeps in one register: SSE2, NEON, or two words elsewhere.
using Block [[gnu::vector_size(16)]] = unsigned char;

/// Points `at` to the first byte of the block for which a comparison gave true; false when there is none.
template <class Comparison>
inline bool find_match(Comparison result, const char*& at) noexcept {
#if defined(__SSE2__)
  using Chars [[gnu::vector_size(16)]] = char;
  const auto mask = static_cast<unsigned>(__builtin_ia32_pmovmskb128(std::bit_cast<Chars>(result)));
  if (mask == 0) return false;
  at += std::countr_zero(mask);
#else
  const auto words = std::bit_cast<std::array<std::uint64_t, 2>>(result);
  const std::uint64_t word = words[0] != 0 ? words[0] : words[1];
  if (word == 0) return false;
  const int zeros = std::endian::native == std::endian::little ? std::countr_zero(word) : std::countl_zero(word);
  at += (words[0] != 0 ? 0 : 8) + zeros / 8;
#endif
  return true;
}

/// The first byte in [at, end) that `stops`, or `end`; the bytes from `begin` on may be read. `stops` is asked for one
/// byte (unsigned char) and for blocks.
template <class Stops>
inline const char* find_stop(const char* begin, const char* at, const char* end, Stops stops) noexcept {
  for (; end - at >= 16; at += 16) {
    Block block;
    std::memcpy(&block, at, sizeof(block));
    if (find_match(stops(block), at)) return at;
  }
  if (at != end && end - begin >= 16) {  // the last block, without what stands in it before `at`
    constexpr Block places{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const char* found = end - 16;
    Block block;
    std::memcpy(&block, found, sizeof(block));
    const auto skipped = static_cast<unsigned char>(at - found);
    return find_match(stops(block) & (places >= skipped), found) ? found : end;
  }
  while (at != end && !stops(static_cast<unsigned char>(*at))) ++at;
  return at;
}

/// Anything a request line cannot hold, its end included: all but visible ASCII and the space.
inline constexpr auto ends_request_line = [](auto byte) { return (byte < 0x20) | (byte > 0x7e); };
/// ':', and the control bytes and spaces that come where a colon is missing; the rest is left to is_token.
inline constexpr auto ends_name = [](auto byte) { return (byte < 0x21) | (byte == ':'); };
/// Control bytes; a tab among them, which a value may hold.
inline constexpr auto ends_value = [](auto byte) { return (byte < 0x20) | (byte == 0x7f); };

}  // namespace tenon::http::detail
