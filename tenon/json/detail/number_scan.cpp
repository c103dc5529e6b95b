#include <tenon/json/detail/number_scan.hpp>

#include <charconv>
#include <cstddef>
#include <limits>

#include <tenon/base/text/numbers.hpp>

namespace tenon::json::detail {

namespace {

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

}  // namespace

std::optional<std::uint64_t> magnitude(const Number& integer) noexcept {
  if (integer.is_exact) return integer.digits;
  return text::parse_uint64(integer.text.substr(integer.is_negative ? 1 : 0));
}

double to_nearest_double(const Number& number) noexcept { return parse_real<double>(number.text); }

float to_float(const Number& number) noexcept { return parse_real<float>(number.text); }

}  // namespace tenon::json::detail
