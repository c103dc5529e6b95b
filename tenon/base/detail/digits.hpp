#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// Numbers as digits and back, without a locale, a terminating NUL or an allocation.
namespace tenon::detail {

/// "00" "01" … "99".
inline constexpr auto two_digits = [] {
  std::array<char, 200> table{};
  for (std::size_t i = 0; i < 100; ++i) {
    table[2 * i] = static_cast<char>('0' + i / 10);
    table[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return table;
}();

/// Writes 0 … 99 as two digits and returns the end; the same for those below.
inline char* write_two(char* out, std::uint32_t value) noexcept {
  std::memcpy(out, two_digits.data() + std::size_t{2} * value, 2);
  return out + 2;
}
inline char* write_three(char* out, std::uint32_t value) noexcept {
  *out = static_cast<char>('0' + value / 100);
  return write_two(out + 1, value % 100);
}
inline char* write_four(char* out, std::uint32_t value) noexcept {
  return write_two(write_two(out, value / 100), value % 100);
}
inline char* write_six(char* out, std::uint32_t value) noexcept {
  return write_four(write_two(out, value / 10'000), value % 10'000);
}
inline char* write_nine(char* out, std::uint32_t value) noexcept {
  *out = static_cast<char>('0' + value / 100'000'000);
  return write_four(write_four(out + 1, value / 10'000 % 10'000), value % 10'000);
}

/// The value of a hexadecimal digit of either case; 0xff for other characters.
inline constexpr auto hex_values = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(0xff);
  for (std::uint8_t i = 0; i < 10; ++i) table[static_cast<std::size_t>('0') + i] = i;
  for (std::uint8_t i = 10; i < 16; ++i) {
    table[static_cast<std::size_t>('a') + i - 10] = i;
    table[static_cast<std::size_t>('A') + i - 10] = i;
  }
  return table;
}();

inline std::uint8_t hex_value(char c) noexcept { return hex_values[static_cast<unsigned char>(c)]; }

/// "00" "01" … "ff".
inline constexpr auto hex_pairs = [] {
  constexpr char digits[] = "0123456789abcdef";
  std::array<char, 512> table{};
  for (std::size_t i = 0; i < 256; ++i) {
    table[2 * i] = digits[i / 16];
    table[2 * i + 1] = digits[i % 16];
  }
  return table;
}();

inline char* write_hex(char* out, std::uint8_t byte) noexcept {
  std::memcpy(out, hex_pairs.data() + std::size_t{2} * byte, 2);
  return out + 2;
}

}  // namespace tenon::detail
