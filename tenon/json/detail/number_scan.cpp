#include <tenon/json/detail/number_scan.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>

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

/// What stands behind the e, or as much of it as matters.
std::int64_t exponent_of(std::string_view text) noexcept {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return 0;
  std::string_view digits = text.substr(e + 1);
  const bool is_negative = digits.front() == '-';
  if (digits.front() == '-' || digits.front() == '+') digits.remove_prefix(1);
  std::int64_t exponent = 0;
  for (const char c : digits) {
    if (exponent < std::numeric_limits<std::int32_t>::max()) exponent = exponent * 10 + (c - '0');
  }
  return is_negative ? -exponent : exponent;
}

/// std::from_chars does not say whether a number was too large or too small.
bool is_huge(std::string_view text) noexcept { return exponent_of(text) + point_position(text) > 0; }

/// The power of ten that the digit at `index` stands for.
std::int64_t place_of(std::string_view mantissa, std::size_t index) noexcept {
  const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
  const auto place = point - static_cast<std::int64_t>(index);
  return place > 0 ? place - 1 : place;
}

/// False if 64 bits do not hold what comes out.
bool append_digit(std::uint64_t& digits, char digit) noexcept {
  return !__builtin_mul_overflow(digits, std::uint64_t{10}, &digits) &&
         !__builtin_add_overflow(digits, static_cast<std::uint64_t>(digit - '0'), &digits);
}

/// The digits from the first to the last that is not zero, and the power of ten of the last one.
std::pair<std::string, std::int64_t> significand(std::string_view text) {
  const std::string_view mantissa = text.substr(0, text.find_first_of("eE"));
  const std::size_t last = mantissa.find_last_of("123456789");
  if (last == std::string_view::npos) return {};
  std::string digits;
  for (const char c : mantissa.substr(0, last + 1)) {
    if (text::is_digit(c) && (c != '0' || !digits.empty())) digits += c;
  }
  return {std::move(digits), exponent_of(text) + place_of(mantissa, last)};
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

bool to_integer(Number& number) noexcept {
  if (number.is_integer) return true;
  const std::string_view mantissa = number.text.substr(0, number.text.find_first_of("eE"));
  const std::size_t last = mantissa.find_last_of("123456789");
  const bool is_zero = last == std::string_view::npos;
  std::int64_t power = is_zero ? 0 : exponent_of(number.text) + place_of(mantissa, last);
  if (power < 0) return false;
  number.is_integer = number.is_exact = true;
  number.digits = 0;
  if (is_zero) return true;
  for (const char c : mantissa.substr(0, last + 1)) {
    if (text::is_digit(c)) number.is_exact = number.is_exact && append_digit(number.digits, c);
  }
  for (; power > 0 && number.is_exact; --power) number.is_exact = append_digit(number.digits, '0');
  return true;
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

bool is_rounded(const Number& number, double nearest) {
  // A double keeps any 15 digits.
  if (number.is_exact && number.digits < 1'000'000'000'000'000 && std::abs(number.exponent) <= 290) return false;
  std::array<char, 32> shortest{};
  char* const end = std::to_chars(shortest.data(), shortest.data() + shortest.size(), nearest).ptr;
  return significand(number.text) != significand({shortest.data(), end});
}

}  // namespace tenon::json::detail
