#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <tenon/base/text/ascii.hpp>

namespace tenon::json::detail {

/// One number of a document, taken apart: ±digits × 10^exponent.
struct Number {
  std::string_view text;
  std::uint64_t digits = 0;  ///< all digits as one integer, if is_exact
  int exponent = 0;          ///< if is_exact
  bool is_negative = false;
  bool is_integer = true;  ///< neither fraction nor exponent
  bool is_exact = true;    ///< false: more digits than 64 bits hold, or an exponent beyond ±9999; look at `text`
};

/// Reads a number (RFC 8259, 6) at `p`, which is not `end`. Returns what follows it, or null if it is none;
/// `number.text` then ends before the character that is wrong.
const char* scan_number(const char* p, const char* end, Number& number) noexcept;

/// Whether the number is a whole one however it is written: 1.0, 1.50e1, 1e3; then it becomes an integer.
bool to_integer(Number& number) noexcept;

/// The digits of an integer, without its sign; nothing if 64 bits do not hold them.
std::optional<std::uint64_t> magnitude(const Number& integer) noexcept;

/// The nearest double; infinite if it is too large. Too small ones become zero, as in JavaScript.
double to_double(const Number& number) noexcept;
float to_float(const Number& number) noexcept;

/// Whether the number has digits that the double nearest to it, which is given, does not keep: it is not the shortest
/// decimal that reads back as that double.
bool is_rounded(const Number& number, double nearest);

inline constexpr int max_exact_power = 22;

/// 10^i: those that a double holds exactly.
inline constexpr double exact_powers[max_exact_power + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                             1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                             1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// A number as most are: digits / 10^decimals, with at most 15 digits, which a double holds exactly.
struct SmallNumber {
  std::uint64_t digits = 0;
  std::size_t decimals = 0;

  /// The nearest double: both operands are exact, so the rounding of the division is the only one.
  double to_double() const noexcept { return static_cast<double>(digits) / exact_powers[decimals]; }
};

/// Reads at most 15 characters, digits and perhaps a point among them, that end at a comma or a closing bracket.
/// Returns their end; null for all other numbers, and for what is none.
inline const char* scan_small_number(const char* const begin, const char* end, SmallNumber& number) noexcept {
  constexpr std::ptrdiff_t max_size = 15;
  if (end - begin <= max_size) return nullptr;
  const char* const limit = begin + max_size;
  const char* p = begin;
  const auto scan_digits = [&] {
    for (; p < limit && text::is_digit(*p); ++p) {
      number.digits = number.digits * 10 + static_cast<std::uint64_t>(*p - '0');
    }
  };
  scan_digits();
  if (p == begin || (*begin == '0' && p - begin > 1)) return nullptr;
  if (*p == '.') {
    const char* const fraction = ++p;
    scan_digits();
    if (p == fraction) return nullptr;
    number.decimals = static_cast<std::size_t>(p - fraction);
  }
  return *p == ',' || *p == '}' || *p == ']' ? p : nullptr;
}

}  // namespace tenon::json::detail
