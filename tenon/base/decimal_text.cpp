#include <tenon/base/decimal.hpp>
#include <tenon/base/detail/magnitude.hpp>
#include <tenon/base/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <system_error>

namespace tenon {

namespace {

using detail::Magnitude;

constexpr int max_exponent = 400;

/// The parts of "-12.50e3".
struct Parts {
  bool negative = false;
  std::string_view integer;
  std::string_view fraction;
  int exponent = 0;
};

std::string_view take_digits(std::string_view& text) noexcept {
  std::size_t size = 0;
  while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
  const std::string_view digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

bool take(std::string_view& text, char c) noexcept {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int> take_exponent(std::string_view& text) noexcept {
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const std::string_view digits = take_digits(text);
  int value = 0;
  for (const char digit : digits) value = std::min(value * 10 + (digit - '0'), max_exponent + 1);
  if (digits.empty() || value > max_exponent) return std::nullopt;
  return negative ? -value : value;
}

std::optional<Parts> split(std::string_view text) noexcept {
  Parts parts;
  parts.negative = take(text, '-');
  parts.integer = take_digits(text);
  if (parts.integer.empty()) return std::nullopt;
  if (take(text, '.')) {
    parts.fraction = take_digits(text);
    if (parts.fraction.empty()) return std::nullopt;
  }
  if (take(text, 'e') || take(text, 'E')) {
    const std::optional<int> exponent = take_exponent(text);
    if (!exponent) return std::nullopt;
    parts.exponent = *exponent;
  }
  if (!text.empty()) return std::nullopt;
  return parts;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const std::optional<Parts> parts = split(text);
  if (!parts) return std::nullopt;

  const std::size_t digits = parts->integer.size() + parts->fraction.size();
  if (digits <= 18 && parts->exponent == 0) {
    std::int64_t value = 0;
    for (const char digit : parts->integer) value = value * 10 + (digit - '0');
    for (const char digit : parts->fraction) value = value * 10 + (digit - '0');
    return Decimal(parts->negative ? -value : value, static_cast<std::uint16_t>(parts->fraction.size()));
  }

  std::string all(parts->integer);
  all += parts->fraction;
  Magnitude magnitude = Magnitude::from_digits(all);
  std::ptrdiff_t scale = static_cast<std::ptrdiff_t>(parts->fraction.size()) - parts->exponent;
  if (scale < 0) {
    magnitude = magnitude.times_power_of_ten(static_cast<std::size_t>(-scale));
    scale = 0;
  }
  if (!reaches(magnitude, static_cast<std::size_t>(scale))) return std::nullopt;
  return make(parts->negative, std::move(magnitude), static_cast<std::size_t>(scale));
}

std::size_t Decimal::max_text_size() const noexcept {
  constexpr std::size_t around = 3;  // the sign, the point and a zero before it
  const std::size_t digits = is_big_ ? big_->digits() : std::numeric_limits<std::int64_t>::digits10 + 1;
  return std::max<std::size_t>(digits, scale_) + around;
}

char* Decimal::write_to(char* out) const noexcept {
  if (is_negative()) *out++ = '-';
  char* const end = is_big_ ? big_->write_to(out) : std::to_chars(out, out + 20, small_magnitude()).ptr;
  if (scale_ == 0) return end;

  const auto digits = static_cast<std::size_t>(end - out);
  if (digits > scale_) {
    std::memmove(end - scale_ + 1, end - scale_, scale_);
    *(end - scale_) = '.';
    return end + 1;
  }
  const std::size_t zeros = scale_ - digits;
  std::memmove(out + 2 + zeros, out, digits);
  out[0] = '0';
  out[1] = '.';
  std::memset(out + 2, '0', zeros);
  return out + 2 + scale_;
}

std::string Decimal::to_string() const {
  std::string text(max_text_size(), '\0');
  text.resize(static_cast<std::size_t>(write_to(text.data()) - text.data()));
  return text;
}

Decimal::Decimal(double value) : small_(0) {
  if (!std::isfinite(value)) throw Invalid("not_a_number", "Infinity and NaN are no decimals.");
  char text[32];
  const char* const end = std::to_chars(text, text + sizeof text, value).ptr;
  *this = *parse({text, end});
}

double Decimal::to_double() const {
  constexpr std::array<double, 23> exact_powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  // A quotient of two numbers that doubles hold exactly is rounded once, that is correctly.
  constexpr std::int64_t exact_integers = std::int64_t{1} << std::numeric_limits<double>::digits;
  if (!is_big_ && small_ >= -exact_integers && small_ <= exact_integers && scale_ < exact_powers.size()) {
    return static_cast<double>(small_) / exact_powers[scale_];
  }
  const std::string text = to_string();
  double value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc::result_out_of_range) {
    const bool is_large = magnitude().digits() > scale_;
    value = is_large ? std::numeric_limits<double>::infinity() : 0.0;
    if (is_negative()) value = -value;
  }
  return value;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  const Decimal whole = normalized();
  if (whole.scale_ != 0) return std::nullopt;
  if (!whole.is_big_) return whole.small_;
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();  // the one that is not small
  if (whole == Decimal(lowest)) return lowest;
  return std::nullopt;
}

}  // namespace tenon
