#include <tenon/json/detail/number_scan.hpp>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <limits>

#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/numbers.hpp>

namespace tenon::json::detail {

namespace {

constexpr int max_digits = 19;  // any so many fit 64 bits

/// Where the first digit that is not zero stands: 12.5 → 2, 0.05 → -1; without the exponent.
int point_position(std::string_view text) noexcept {
  int position = 0;
  bool after_point = false;
  bool seen = false;
  for (const char c : text) {
    if (c == 'e' || c == 'E') break;
    if (c == '.') {
      after_point = true;
    } else if (c != '-') {
      seen = seen || c != '0';
      if (!after_point && seen) ++position;
      if (after_point && !seen) --position;
    }
    if (after_point && seen) break;
  }
  return position;
}

/// std::from_chars does not say whether a number was too large or too small.
bool is_huge(std::string_view text) noexcept {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return point_position(text) > 0;
  std::string_view digits = text.substr(e + 1);
  const bool is_negative = digits.front() == '-';
  if (digits.front() == '-' || digits.front() == '+') digits.remove_prefix(1);
  std::int64_t exponent = 0;
  for (const char c : digits) {
    if (exponent < std::numeric_limits<std::int32_t>::max()) exponent = exponent * 10 + (c - '0');
  }
  return (is_negative ? -exponent : exponent) + point_position(text) > 0;
}

template <class Real>
Real parse_real(std::string_view text) noexcept {
  Real value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{}) return value;
  value = is_huge(text) ? std::numeric_limits<Real>::infinity() : Real{0};
  return text.front() == '-' ? -value : value;
}

/// Digits at `p` become part of the number; returns what follows them.
const char* scan_digits(const char* p, const char* end, std::uint64_t& digits) noexcept {
  for (; p != end && text::is_digit(*p); ++p) digits = digits * 10 + static_cast<std::uint64_t>(*p - '0');
  return p;
}

}  // namespace

const char* scan_number(const char* const begin, const char* const end, Number& number) noexcept {
  const char* p = begin;
  const auto wrong = [&]() -> const char* {
    number.text = {begin, static_cast<std::size_t>(p - begin)};
    return nullptr;
  };
  if (*p == '-') {
    number.is_negative = true;
    ++p;
  }
  const char* const whole = p;
  p = scan_digits(p, end, number.digits);
  if (p == whole) return wrong();
  if (*whole == '0' && p - whole > 1) {
    p = whole + 1;
    return wrong();
  }
  auto count = p - whole;
  if (p != end && *p == '.') {
    const char* const fraction = ++p;
    p = scan_digits(p, end, number.digits);
    if (p == fraction) return wrong();
    number.is_integer = false;
    number.exponent = -static_cast<int>(p - fraction > max_digits ? max_digits : p - fraction);
    count += p - fraction;
  }
  number.is_exact = count <= max_digits;
  if (p != end && (*p == 'e' || *p == 'E')) {
    ++p;
    const bool is_negative = p != end && *p == '-';
    if (p != end && (*p == '-' || *p == '+')) ++p;
    const char* const power = p;
    std::uint64_t exponent = 0;
    p = scan_digits(p, end, exponent);
    if (p == power) return wrong();
    number.is_integer = false;
    number.is_exact = number.is_exact && p - power <= 4;
    number.exponent += is_negative ? -static_cast<int>(exponent % 10000) : static_cast<int>(exponent % 10000);
  }
  number.text = {begin, static_cast<std::size_t>(p - begin)};
  return p;
}

std::optional<std::uint64_t> magnitude(const Number& integer) noexcept {
  if (integer.is_exact) return integer.digits;
  return text::parse_uint64(integer.text.substr(integer.is_negative ? 1 : 0));
}

double to_double(const Number& number) noexcept {
  // Clinger's fast path: both operands are exact, so the one rounding of the operation is the correct one.
  if (number.is_exact && number.digits <= std::uint64_t{1} << 53 && std::abs(number.exponent) <= max_exact_power) {
    const auto digits = static_cast<double>(number.digits);
    const double value =
        number.exponent < 0 ? digits / exact_powers[-number.exponent] : digits * exact_powers[number.exponent];
    return number.is_negative ? -value : value;
  }
  return parse_real<double>(number.text);
}

float to_float(const Number& number) noexcept { return parse_real<float>(number.text); }

}  // namespace tenon::json::detail
