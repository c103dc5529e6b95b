#include <tenon/base/decimal.hpp>
#include <tenon/base/detail/magnitude.hpp>
#include <tenon/base/error.hpp>

#include <algorithm>
#include <array>

namespace tenon {

namespace {

using detail::Magnitude;

constexpr std::array<std::int64_t, 19> powers_of_ten = [] {
  std::array<std::int64_t, 19> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

[[noreturn]] void throw_overflow() {
  throw Invalid("decimal_overflow", "A number has more digits than a decimal can hold.");
}

std::size_t checked_scale(int scale) {
  if (scale < 0 || scale > Decimal::max_scale) throw_overflow();
  return static_cast<std::size_t>(scale);
}

/// Whether a quotient whose rest is not zero becomes one larger in size. `half` is how the rest compares with half a
/// unit of the quotient.
bool rounds_away(Rounding rounding, bool negative, bool odd, std::strong_ordering half) noexcept {
  switch (rounding) {
    case Rounding::half_even: return std::is_gt(half) || (std::is_eq(half) && odd);
    case Rounding::half_up: return std::is_gteq(half);
    case Rounding::half_down: return std::is_gt(half);
    case Rounding::up: return true;
    case Rounding::down: return false;
    case Rounding::ceiling: return !negative;
    case Rounding::floor: return negative;
  }
  return false;
}

/// `value` × 10^`exponent`, if that fits.
bool shift(std::int64_t& value, std::size_t exponent) noexcept {
  return exponent < powers_of_ten.size() && !__builtin_mul_overflow(value, powers_of_ten[exponent], &value);
}

}  // namespace

Decimal Decimal::scaled(std::int64_t unscaled, int scale) {
  Decimal result(unscaled);
  result.scale_ = static_cast<std::uint16_t>(checked_scale(scale));
  return result;
}

std::size_t Decimal::precision() const noexcept {
  if (is_big_) return big_->digits();
  std::size_t digits = 1;
  for (std::uint64_t rest = small_magnitude(); rest >= 10; rest /= 10) ++digits;
  return digits;
}

int Decimal::sign() const noexcept {
  if (is_negative()) return -1;
  return is_zero() ? 0 : 1;
}

Decimal Decimal::operator-() const {
  Decimal result = *this;
  if (is_big_) {
    result.big_is_negative_ = !big_is_negative_;
  } else {
    result.small_ = -small_;
  }
  return result;
}

Decimal Decimal::abs() const { return is_negative() ? -*this : *this; }

Decimal operator+(const Decimal& a, const Decimal& b) { return Decimal::sum(a, b, false); }
Decimal operator-(const Decimal& a, const Decimal& b) { return Decimal::sum(a, b, true); }

Decimal Decimal::sum(const Decimal& a, const Decimal& b, bool negate_b) {
  const std::uint16_t scale = std::max(a.scale_, b.scale_);
  const auto missing = [&](const Decimal& value) { return static_cast<std::size_t>(scale - value.scale_); };
  if (!a.is_big_ && !b.is_big_) {
    std::int64_t first = a.small_;
    std::int64_t second = negate_b ? -b.small_ : b.small_;
    if (shift(first, missing(a)) && shift(second, missing(b)) && !__builtin_add_overflow(first, second, &first) &&
        first != lowest) {
      return Decimal(first, scale);
    }
  }
  const Magnitude first = a.magnitude().times_power_of_ten(missing(a));
  const Magnitude second = b.magnitude().times_power_of_ten(missing(b));
  const bool first_negative = a.is_negative();
  const bool second_negative = b.is_negative() != negate_b;
  if (first_negative == second_negative) return make(first_negative, first.plus(second), scale);
  if (first >= second) return make(first_negative, first.minus(second), scale);
  return make(second_negative, second.minus(first), scale);
}

Decimal operator*(const Decimal& a, const Decimal& b) {
  const std::size_t scale = std::size_t{a.scale_} + b.scale_;
  std::int64_t product = 0;
  if (!a.is_big_ && !b.is_big_ && !__builtin_mul_overflow(a.small_, b.small_, &product) && product != lowest) {
    if (scale > Decimal::max_scale) throw_overflow();
    return Decimal(product, static_cast<std::uint16_t>(scale));
  }
  // To multiply takes a time that grows with the square of the digits: not for a product that would be refused.
  const std::size_t least_digits = a.precision() + b.precision() - 1;
  if (scale > Decimal::max_scale || least_digits > scale + Decimal::max_integer_digits) throw_overflow();
  return Decimal::make(a.is_negative() != b.is_negative(), a.magnitude().times(b.magnitude()), scale);
}

Decimal Decimal::round(int scale, Rounding rounding) const {
  const std::size_t wanted = checked_scale(scale);
  if (wanted == scale_) return *this;
  if (wanted > scale_) return with_more_digits(wanted);

  const std::size_t dropped = scale_ - wanted;
  if (!is_big_ && dropped < powers_of_ten.size()) {
    const auto unit = static_cast<std::uint64_t>(powers_of_ten[dropped]);
    std::uint64_t quotient = small_magnitude() / unit;
    const std::uint64_t rest = small_magnitude() % unit;
    if (rest != 0 && rounds_away(rounding, small_ < 0, quotient % 2 != 0, rest <=> unit - rest)) ++quotient;
    const auto value = static_cast<std::int64_t>(quotient);
    return Decimal(small_ < 0 ? -value : value, static_cast<std::uint16_t>(wanted));
  }
  const Magnitude all = magnitude();
  Magnitude quotient = all.without_digits(dropped);
  const bool exact = all.is_zero() || all.trailing_zeros() >= dropped;
  if (!exact && rounds_away(rounding, is_negative(), quotient.is_odd(), all.compare_dropped_with_half(dropped))) {
    quotient = quotient.plus(Magnitude(1));
  }
  return make(is_negative(), std::move(quotient), wanted);
}

Decimal Decimal::divide(const Decimal& divisor, int scale, Rounding rounding) const {
  const std::size_t wanted = checked_scale(scale);
  if (divisor.is_zero()) throw Internal("division_by_zero", "A decimal was divided by zero.");
  const bool negative = is_negative() != divisor.is_negative();
  // What the dividend, if less than zero the divisor, has to be shifted by for the quotient to come out as an integer
  // of the wanted scale.
  const int exponent = scale + divisor.scale_ - scale_;
  const auto up = static_cast<std::size_t>(std::max(exponent, 0));
  const auto down = static_cast<std::size_t>(std::max(-exponent, 0));

  if (!is_big_ && !divisor.is_big_ && up < powers_of_ten.size() && down < powers_of_ten.size()) {
    __extension__ using Wide = unsigned __int128;
    const Wide over = static_cast<Wide>(small_magnitude()) * static_cast<std::uint64_t>(powers_of_ten[up]);
    const Wide under = static_cast<Wide>(divisor.small_magnitude()) * static_cast<std::uint64_t>(powers_of_ten[down]);
    Wide quotient = over / under;
    const Wide rest = over % under;
    const Wide other_part = under - rest;
    const auto half = rest < other_part   ? std::strong_ordering::less
                      : rest > other_part ? std::strong_ordering::greater
                                          : std::strong_ordering::equal;
    if (rest != 0 && rounds_away(rounding, negative, quotient % 2 != 0, half)) ++quotient;
    if (quotient <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      const auto value = static_cast<std::int64_t>(quotient);
      return Decimal(negative ? -value : value, static_cast<std::uint16_t>(wanted));
    }
  }
  const Magnitude under = divisor.magnitude().times_power_of_ten(down);
  auto [quotient, rest] = magnitude().times_power_of_ten(up).divided_by(under);
  if (!rest.is_zero() && rounds_away(rounding, negative, quotient.is_odd(), rest.plus(rest) <=> under)) {
    quotient = quotient.plus(Magnitude(1));
  }
  return make(negative, std::move(quotient), wanted);
}

Decimal Decimal::normalized() const {
  if (is_big_) {
    const std::size_t zeros = std::min<std::size_t>(big_->trailing_zeros(), scale_);
    return zeros == 0 ? *this : make(big_is_negative_, big_->without_digits(zeros), scale_ - zeros);
  }
  if (small_ == 0) return {};
  Decimal result = *this;
  for (; result.scale_ > 0 && result.small_ % 10 == 0; --result.scale_) result.small_ /= 10;
  return result;
}

Decimal Decimal::with_more_digits(std::size_t scale) const {
  std::int64_t value = is_big_ ? 0 : small_;
  if (!is_big_ && shift(value, scale - scale_)) return Decimal(value, static_cast<std::uint16_t>(scale));
  return make(is_negative(), magnitude().times_power_of_ten(scale - scale_), scale);
}

bool operator==(const Decimal& a, const Decimal& b) noexcept {
  if (a.scale_ == b.scale_ && !a.is_big_ && !b.is_big_) return a.small_ == b.small_;
  return std::is_eq(a <=> b);
}

std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
  const int sign = a.sign();
  if (sign != b.sign() || sign == 0) return sign <=> b.sign();

  if (!a.is_big_ && !b.is_big_) {
    const std::uint16_t scale = std::max(a.scale_, b.scale_);
    std::int64_t first = a.small_;
    std::int64_t second = b.small_;
    // Only one of them is shifted; when that leaves 64 bits, it is the one further from zero.
    if (!shift(first, static_cast<std::size_t>(scale - a.scale_))) return sign <=> 0;
    if (!shift(second, static_cast<std::size_t>(scale - b.scale_))) return 0 <=> sign;
    return first <=> second;
  }
  const Decimal& first = sign > 0 ? a : b;  // of two negative ones the larger has the smaller magnitude
  const Decimal& second = sign > 0 ? b : a;
  return compare_scaled(first.magnitude(), first.scale_, second.magnitude(), second.scale_);
}

std::size_t Decimal::hash() const noexcept {
  constexpr std::uint64_t factor = 0x9e3779b97f4a7c15U;
  if (is_zero()) return 0;
  std::uint64_t hash = is_negative() ? 1 : 2;
  const auto mix = [&](std::uint64_t part) {
    hash = (hash ^ part) * factor;
    hash ^= hash >> 32;
  };
  if (is_big_) {
    const std::size_t zeros = std::min<std::size_t>(big_->trailing_zeros(), scale_);
    mix(scale_ - zeros);
    for (std::size_t place = zeros; place < big_->digits(); place += Magnitude::digits_per_limb) {
      mix(big_->nine_digits_at(static_cast<std::ptrdiff_t>(place)));
    }
  } else {
    std::uint64_t rest = small_magnitude();
    std::size_t scale = scale_;
    for (; scale > 0 && rest % 10 == 0; --scale) rest /= 10;
    mix(scale);
    for (; rest != 0; rest /= Magnitude::base) mix(rest % Magnitude::base);
  }
  return static_cast<std::size_t>(hash);
}

Decimal Decimal::make(bool negative, Magnitude magnitude, std::size_t scale) {
  if (!reaches(magnitude, scale)) throw_overflow();
  Decimal result;
  result.scale_ = static_cast<std::uint16_t>(scale);
  const std::optional<std::uint64_t> small = magnitude.to_uint64();
  if (small && *small <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    const auto value = static_cast<std::int64_t>(*small);
    result.small_ = negative ? -value : value;
  } else {
    result.big_ = new Magnitude(std::move(magnitude));
    result.is_big_ = true;
    result.big_is_negative_ = negative;
  }
  return result;
}

bool Decimal::reaches(const Magnitude& magnitude, std::size_t scale) noexcept {
  return scale <= max_scale && magnitude.digits() <= scale + max_integer_digits;
}

std::uint64_t Decimal::small_magnitude() const noexcept {
  return static_cast<std::uint64_t>(small_ < 0 ? -small_ : small_);
}

Magnitude Decimal::magnitude() const { return is_big_ ? *big_ : Magnitude(small_magnitude()); }

void Decimal::assign_wide(bool negative, std::uint64_t magnitude) {
  big_ = new Magnitude(magnitude);
  is_big_ = true;
  big_is_negative_ = negative;
}

void Decimal::copy_big(const Decimal& other) {
  big_ = new Magnitude(*other.big_);
  scale_ = other.scale_;
  is_big_ = true;
  big_is_negative_ = other.big_is_negative_;
}

void Decimal::drop_big() noexcept {
  delete big_;
  small_ = 0;
  is_big_ = false;
}

}  // namespace tenon
