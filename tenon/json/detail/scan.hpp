#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Runs over the bytes of strings, 16 at a time where the processor can.
namespace tenon::json::detail {

/// Whether a byte of a string cannot be passed over: a quote, a backslash, a control character, or part of a character
/// outside of ASCII.
constexpr bool is_special(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\';
}

#if defined(__SSE2__)

inline constexpr std::size_t block_size = 16;

/// Bit i is set if byte i of the 16 at `p` is special.
inline std::uint32_t special_bits(const char* p) noexcept {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  // Signed, so that bytes from 0x80 count as below 0x20.
  const __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
  const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(quote, backslash))));
}

#else

inline constexpr std::size_t block_size = 8;

inline std::uint32_t special_bits(const char* p) noexcept {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < block_size; ++i) bits |= static_cast<std::uint32_t>(is_special(p[i])) << i;
  return bits;
}

#endif

/// Whether any byte of the word is special.
template <std::unsigned_integral Word>
constexpr bool has_special(Word word) noexcept {
  // A byte that is what is looked for, or below it, borrows from its highest bit; others do so only after such a byte.
  constexpr Word each = static_cast<Word>(-1) / 0xff;
  const Word controls = word - each * 0x20;
  const Word quotes = (word ^ each * '"') - each;
  const Word backslashes = (word ^ each * '\\') - each;
  return ((word | controls | quotes | backslashes) & each * 0x80) != 0;
}

/// Copies one to two words by two moves that may overlap, if none of the bytes is special.
template <std::unsigned_integral Word>
bool copy_words_if_plain(char* out, const char* from, std::size_t size) noexcept {
  Word first;
  Word last;
  std::memcpy(&first, from, sizeof first);
  std::memcpy(&last, from + size - sizeof last, sizeof last);
  if (has_special(first) || has_special(last)) return false;
  std::memcpy(out, &first, sizeof first);
  std::memcpy(out + size - sizeof last, &last, sizeof last);
  return true;
}

/// Copies less than 16 bytes if none of them is special.
inline bool copy_if_plain(char* out, const char* from, std::size_t size) noexcept {
  if (size >= 8) return copy_words_if_plain<std::uint64_t>(out, from, size);
  if (size >= 4) return copy_words_if_plain<std::uint32_t>(out, from, size);
  for (std::size_t i = 0; i < size; ++i) {
    if (is_special(from[i])) return false;
    out[i] = from[i];
  }
  return true;
}

/// The first special byte of [p, end), or `end`.
inline const char* find_special(const char* p, const char* end) noexcept {
  while (static_cast<std::size_t>(end - p) >= block_size) {
    if (const std::uint32_t bits = special_bits(p)) return p + std::countr_zero(bits);
    p += block_size;
  }
  while (p != end && !is_special(*p)) ++p;
  return p;
}

/// As find_special, and copies what it passes over; `out` ends behind the copy. Blocks are copied whole, so that `out`
/// must have room for all of [p, end).
inline const char* copy_to_special(char*& out, const char* p, const char* end) noexcept {
  while (static_cast<std::size_t>(end - p) >= block_size) {
    std::memcpy(out, p, block_size);
    const std::uint32_t bits = special_bits(p);
    const std::size_t plain = bits ? static_cast<std::size_t>(std::countr_zero(bits)) : block_size;
    out += plain;
    p += plain;
    if (bits) return p;
  }
  while (p != end && !is_special(*p)) *out++ = *p++;
  return p;
}

/// Whether the text at `p` begins with `expected`, behind which 16 more bytes can be read.
inline bool starts_with_padded(const char* p, const char* end, const char* expected, std::size_t size) noexcept {
#if defined(__SSE2__)
  if (end - p >= 16 && size <= 16) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(expected));
    const int differing = _mm_movemask_epi8(_mm_cmpeq_epi8(a, b)) ^ 0xffff;
    return static_cast<std::uint32_t>(differing) << (32 - size) == 0;
  }
#endif
  return static_cast<std::size_t>(end - p) >= size && std::memcmp(p, expected, size) == 0;
}

/// The length of the UTF-8 sequence (RFC 3629) at `p`, whose first byte is at least 0x80; 0 if it is none: overlong, a
/// surrogate, above U+10FFFF, cut short, or no lead byte.
inline std::size_t utf8_sequence(const char* p, const char* end) noexcept {
  const auto byte = [p](std::size_t i) { return static_cast<unsigned char>(p[i]); };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const auto left = static_cast<std::size_t>(end - p);
  const unsigned char lead = byte(0);
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return left >= 2 && follows(1) ? 2 : 0;
  if (lead < 0xf0) {
    if (left < 3 || !follows(1) || !follows(2)) return 0;
    if (lead == 0xe0 && byte(1) < 0xa0) return 0;
    if (lead == 0xed && byte(1) >= 0xa0) return 0;
    return 3;
  }
  if (lead > 0xf4 || left < 4 || !follows(1) || !follows(2) || !follows(3)) return 0;
  if (lead == 0xf0 && byte(1) < 0x90) return 0;
  if (lead == 0xf4 && byte(1) >= 0x90) return 0;
  return 4;
}

}  // namespace tenon::json::detail
