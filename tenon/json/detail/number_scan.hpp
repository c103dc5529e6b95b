#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
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

inline constexpr int max_exact_digits = 19;  // any so many fit 64 bits

/// 10^i: those that a double holds exactly.
inline constexpr double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                          1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// A number as most are: digits / 10^decimals. So many digits fit a double.
struct SmallNumber {
  std::uint64_t digits = 0;
  std::size_t decimals = 0;
};

/// Reads less than 16 characters, digits and perhaps a point, which end at a comma or a closing bracket. Returns their
/// end; null for all other numbers.
inline const char* scan_small_number(const char* const begin, const char* end, SmallNumber& number) noexcept {
  constexpr std::ptrdiff_t max_size = 15;
  if (end - begin <= max_size) return nullptr;
  const char* const limit = begin + max_size;
  const char* p = begin;
  const auto scan = [&] {
    for (; p != limit && text::is_digit(*p); ++p) {
      number.digits = number.digits * 10 + static_cast<std::uint64_t>(*p - '0');
    }
  };
  scan();
  if (p == begin || (*begin == '0' && p - begin > 1)) return nullptr;
  if (*p == '.') {
    const char* const fraction = ++p;
    if (p < limit) scan();
    if (p == fraction) return nullptr;
    number.decimals = static_cast<std::size_t>(p - fraction);
  }
  return *p == ',' || *p == '}' || *p == ']' ? p : nullptr;
}

/// Digits at `p` become part of the number; returns what follows them.
inline const char* scan_digits(const char* p, const char* end, std::uint64_t& digits) noexcept {
  for (; p != end && text::is_digit(*p); ++p) digits = digits * 10 + static_cast<std::uint64_t>(*p - '0');
  return p;
}

/// Reads a number (RFC 8259, 6) at `p`, which is not `end`. Returns what follows it, or null if it is none; `number.text`
/// then ends before the character that is wrong.
inline const char* scan_number(const char* const begin, const char* const end, Number& number) noexcept {
  const char* p = begin;
  const auto wrong = [&]() -> const char* {
    number.text = {begin, static_cast<std::size_t>(p - begin)};
    return nullptr;
  };
  std::uint64_t digits = 0;
  const bool is_negative = *p == '-';
  if (is_negative) ++p;
  const char* const whole = p;
  p = scan_digits(p, end, digits);
  if (p == whole) return wrong();
  if (*whole == '0' && p - whole > 1) {
    p = whole + 1;
    return wrong();
  }
  auto count = p - whole;
  bool is_integer = true;
  int exponent = 0;
  if (p != end && *p == '.') {
    const char* const fraction = ++p;
    p = scan_digits(p, end, digits);
    if (p == fraction) return wrong();
    is_integer = false;
    exponent = -static_cast<int>(p - fraction > max_exact_digits ? max_exact_digits : p - fraction);
    count += p - fraction;
  }
  bool is_exact = count <= max_exact_digits;
  if (p != end && (*p == 'e' || *p == 'E')) {
    ++p;
    const bool is_small = p != end && *p == '-';
    if (p != end && (*p == '-' || *p == '+')) ++p;
    const char* const power = p;
    std::uint64_t value = 0;
    p = scan_digits(p, end, value);
    if (p == power) return wrong();
    is_integer = false;
    is_exact = is_exact && p - power <= 4;
    exponent += is_small ? -static_cast<int>(value % 10000) : static_cast<int>(value % 10000);
  }
  number = {{begin, static_cast<std::size_t>(p - begin)}, digits, exponent, is_negative, is_integer, is_exact};
  return p;
}

/// The digits of an integer, without its sign; nothing if 64 bits do not hold them.
std::optional<std::uint64_t> magnitude(const Number& integer) noexcept;

/// As to_double, by the general algorithm.
double to_nearest_double(const Number& number) noexcept;

/// The nearest double; infinite if it is too large. Too small ones become zero, as in JavaScript.
inline double to_double(const Number& number) noexcept {
  // Clinger's fast path: both operands are exact, so the one rounding of the operation is the correct one.
  constexpr int max_power = std::size(exact_powers) - 1;
  if (!number.is_exact || number.digits > std::uint64_t{1} << 53 || std::abs(number.exponent) > max_power) {
    return to_nearest_double(number);
  }
  const auto digits = static_cast<double>(number.digits);
  const double value =
      number.exponent < 0 ? digits / exact_powers[-number.exponent] : digits * exact_powers[number.exponent];
  return number.is_negative ? -value : value;
}
float to_float(const Number& number) noexcept;

}  // namespace tenon::json::detail
