#include <tenon/json/detail/number_text.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace tenon::json::detail {

namespace {

constexpr auto digit_pairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

constexpr auto powers_of_ten = [] {
  std::array<std::uint64_t, 20> powers{};
  std::uint64_t power = 1;
  for (std::uint64_t& entry : powers) {
    entry = power;
    power *= 10;
  }
  return powers;
}();

std::size_t count_digits(std::uint64_t value) noexcept {
  value |= 1;  // 0 has a digit as well
  const auto bits = static_cast<std::size_t>(std::bit_width(value));
  const std::size_t estimate = bits * 1233 >> 12;  // 1233 / 4096 is close to log10(2)
  return estimate + (value >= powers_of_ten[estimate]);
}

/// Writes exactly `count` digits, zeros in front.
void write_digits(char* out, std::uint64_t value, std::size_t count) noexcept {
  char* p = out + count;
  for (; count >= 2; count -= 2, value /= 100) {
    p -= 2;
    std::memcpy(p, &digit_pairs[value % 100 * 2], 2);
  }
  if (count == 1) *out = static_cast<char>('0' + value % 10);
}

/// Most of the numbers that people write have few decimals, and are found without the general algorithm: if the double
/// nearest to m / 10^d is `value` and m has at most 15 digits, then these are the shortest digits, because no two
/// numbers of 15 digits share a double.
char* write_short_decimal(char* out, double magnitude) noexcept {
  constexpr std::size_t max_decimals = 4;
  constexpr double scales[] = {1, 10, 100, 1000, 10000};
  if (!(magnitude < 1e11)) return nullptr;
  const auto scaled = static_cast<std::uint64_t>(magnitude * scales[max_decimals] + 0.5);
  if (static_cast<double>(scaled) / scales[max_decimals] != magnitude) return nullptr;
  const std::uint64_t whole = scaled / 10000;
  std::uint64_t fraction = scaled % 10000;
  out = write_integer(out, whole);
  if (fraction == 0) return out;
  std::size_t decimals = max_decimals;
  for (; fraction % 10 == 0; fraction /= 10) --decimals;
  *out++ = '.';
  write_digits(out, fraction, decimals);
  return out + decimals;
}

char* write_zeros(char* out, int count) noexcept {
  for (; count > 0; --count) *out++ = '0';
  return out;
}

/// Number::toString of ECMA-262: the digits, the first of which stands before the point in d.ddd × 10^exponent.
char* lay_out(char* out, const char* digits, int count, int exponent) noexcept {
  const auto copy = [&out](const char* from, int size) {
    std::memcpy(out, from, static_cast<std::size_t>(size));
    out += size;
  };
  const int point = exponent + 1;
  if (point >= count && point <= 21) {
    copy(digits, count);
    return write_zeros(out, point - count);
  }
  if (point > 0 && point <= 21) {
    copy(digits, point);
    *out++ = '.';
    copy(digits + point, count - point);
    return out;
  }
  if (point > -6 && point <= 0) {
    copy("0.", 2);
    out = write_zeros(out, -point);
    copy(digits, count);
    return out;
  }
  copy(digits, 1);
  if (count > 1) {
    *out++ = '.';
    copy(digits + 1, count - 1);
  }
  *out++ = 'e';
  *out++ = exponent < 0 ? '-' : '+';
  return write_integer(out, static_cast<std::uint64_t>(std::abs(exponent)));
}

template <class Real>
char* write_shortest(char* out, Real magnitude) noexcept {
  char text[max_number_size];
  char* const end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific).ptr;
  // d, or d.ddd; then e+dd
  char digits[max_number_size];
  int count = 0;
  const char* p = text;
  for (; *p != 'e'; ++p) {
    if (*p != '.') digits[count++] = *p;
  }
  int exponent = 0;
  std::from_chars(p[1] == '+' ? p + 2 : p + 1, end, exponent);
  return lay_out(out, digits, count, exponent);
}

template <class Real>
char* write_any_real(char* out, Real value) noexcept {
  if (!std::isfinite(value)) {
    std::memcpy(out, "null", 4);
    return out + 4;
  }
  if (std::signbit(value)) {
    *out++ = '-';
    value = -value;
  }
  if constexpr (sizeof(Real) == sizeof(double)) {
    if (char* const end = write_short_decimal(out, value)) return end;
  }
  if (value == 0) {
    *out = '0';
    return out + 1;
  }
  return write_shortest(out, value);
}

}  // namespace

char* write_integer(char* out, std::uint64_t value) noexcept {
  const std::size_t count = count_digits(value);
  write_digits(out, value, count);
  return out + count;
}

char* write_integer(char* out, std::int64_t value) noexcept {
  auto magnitude = static_cast<std::uint64_t>(value);
  if (value < 0) {
    *out++ = '-';
    magnitude = 0 - magnitude;
  }
  return write_integer(out, magnitude);
}

char* write_real(char* out, double value) noexcept { return write_any_real(out, value); }

char* write_real(char* out, float value) noexcept { return write_any_real(out, value); }

}  // namespace tenon::json::detail
