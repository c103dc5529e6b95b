#include <tenon/base/detail/digits.hpp>
#include <tenon/base/detail/magnitude.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace tenon::detail {

namespace {

constexpr std::array<std::uint32_t, 10> powers_of_ten{1,       10,        100,        1'000,       10'000,
                                                      100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

std::size_t count_digits(std::uint32_t limb) noexcept {
  std::size_t count = 1;
  while (count < 9 && limb >= powers_of_ten[count]) ++count;
  return count;
}

}  // namespace

Magnitude::Magnitude(std::uint64_t value) {
  for (; value != 0; value /= base) limbs_.push_back(static_cast<std::uint32_t>(value % base));
}

Magnitude Magnitude::from_digits(std::string_view digits) {
  Magnitude result;
  result.limbs_.reserve(digits.size() / digits_per_limb + 1);
  while (!digits.empty()) {
    const std::string_view group = digits.substr(digits.size() - std::min(digits.size(), digits_per_limb));
    std::uint32_t limb = 0;
    for (const char digit : group) limb = limb * 10 + static_cast<std::uint32_t>(digit - '0');
    result.limbs_.push_back(limb);
    digits.remove_suffix(group.size());
  }
  result.trim();
  return result;
}

Magnitude Magnitude::power_of_ten(std::size_t exponent) { return Magnitude(1).times_power_of_ten(exponent); }

std::size_t Magnitude::digits() const noexcept {
  return limbs_.empty() ? 0 : (limbs_.size() - 1) * digits_per_limb + count_digits(limbs_.back());
}

std::size_t Magnitude::trailing_zeros() const noexcept {
  const auto first = std::find_if(limbs_.begin(), limbs_.end(), [](std::uint32_t limb) { return limb != 0; });
  if (first == limbs_.end()) return 0;
  std::size_t zeros = static_cast<std::size_t>(first - limbs_.begin()) * digits_per_limb;
  for (std::uint32_t limb = *first; limb % 10 == 0; limb /= 10) ++zeros;
  return zeros;
}

std::uint32_t Magnitude::nine_digits_at(std::ptrdiff_t place) const noexcept {
  constexpr auto per_limb = static_cast<std::ptrdiff_t>(digits_per_limb);
  const std::ptrdiff_t index = place >= 0 ? place / per_limb : -((per_limb - 1 - place) / per_limb);
  const auto offset = static_cast<std::size_t>(place - index * per_limb);
  const auto limb = [&](std::ptrdiff_t i) -> std::uint32_t {
    return i >= 0 && i < std::ssize(limbs_) ? limbs_[static_cast<std::size_t>(i)] : 0;
  };
  const std::uint32_t low = limb(index) / powers_of_ten[offset];
  return low + limb(index + 1) % powers_of_ten[offset] * powers_of_ten[digits_per_limb - offset];
}

std::optional<std::uint64_t> Magnitude::to_uint64() const noexcept {
  if (limbs_.size() > 3) return std::nullopt;
  std::uint64_t value = 0;
  for (auto limb = limbs_.rbegin(); limb != limbs_.rend(); ++limb) {
    if (value > (std::numeric_limits<std::uint64_t>::max() - *limb) / base) return std::nullopt;
    value = value * base + *limb;
  }
  return value;
}

char* Magnitude::write_to(char* out) const noexcept {
  if (limbs_.empty()) {
    *out = '0';
    return out + 1;
  }
  char top[digits_per_limb];
  write_nine(top, limbs_.back());
  const std::size_t size = count_digits(limbs_.back());
  out = std::copy_n(top + digits_per_limb - size, size, out);
  for (std::size_t i = limbs_.size() - 1; i-- > 0;) out = write_nine(out, limbs_[i]);
  return out;
}

std::strong_ordering Magnitude::operator<=>(const Magnitude& other) const noexcept {
  if (limbs_.size() != other.limbs_.size()) return limbs_.size() <=> other.limbs_.size();
  return std::lexicographical_compare_three_way(limbs_.rbegin(), limbs_.rend(), other.limbs_.rbegin(),
                                                other.limbs_.rend());
}

Magnitude Magnitude::plus(const Magnitude& other) const {
  const Magnitude& longer = limbs_.size() >= other.limbs_.size() ? *this : other;
  const Magnitude& shorter = limbs_.size() >= other.limbs_.size() ? other : *this;
  Magnitude sum = longer;
  std::uint32_t carry = 0;
  for (std::size_t i = 0; i < sum.limbs_.size(); ++i) {
    if (i >= shorter.limbs_.size() && carry == 0) return sum;
    const std::uint32_t limb = sum.limbs_[i] + carry + (i < shorter.limbs_.size() ? shorter.limbs_[i] : 0);
    carry = limb >= base ? 1 : 0;
    sum.limbs_[i] = limb - carry * base;
  }
  if (carry != 0) sum.limbs_.push_back(carry);
  return sum;
}

Magnitude Magnitude::minus(const Magnitude& other) const {
  Magnitude difference = *this;
  std::uint32_t borrow = 0;
  for (std::size_t i = 0; i < other.limbs_.size() || borrow != 0; ++i) {
    const std::uint32_t taken = (i < other.limbs_.size() ? other.limbs_[i] : 0) + borrow;
    std::uint32_t& limb = difference.limbs_[i];
    borrow = limb < taken ? 1 : 0;
    limb = limb + borrow * base - taken;
  }
  difference.trim();
  return difference;
}

Magnitude Magnitude::times(const Magnitude& other) const {
  Magnitude product;
  if (is_zero() || other.is_zero()) return product;
  product.limbs_.resize(limbs_.size() + other.limbs_.size());
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < other.limbs_.size(); ++j) {
      const std::uint64_t sum = product.limbs_[i + j] + carry + std::uint64_t{limbs_[i]} * other.limbs_[j];
      product.limbs_[i + j] = static_cast<std::uint32_t>(sum % base);
      carry = sum / base;
    }
    product.limbs_[i + other.limbs_.size()] = static_cast<std::uint32_t>(carry);
  }
  product.trim();
  return product;
}

Magnitude Magnitude::times_power_of_ten(std::size_t exponent) const {
  Magnitude product = *this;
  if (is_zero()) return product;
  const std::uint32_t carry = product.multiply_small(powers_of_ten[exponent % digits_per_limb]);
  if (carry != 0) product.limbs_.push_back(carry);
  product.limbs_.insert(product.limbs_.begin(), exponent / digits_per_limb, 0);
  return product;
}

Magnitude Magnitude::without_digits(std::size_t count) const {
  Magnitude result;
  for (std::size_t place = count; place < digits(); place += digits_per_limb) {
    result.limbs_.push_back(nine_digits_at(static_cast<std::ptrdiff_t>(place)));
  }
  result.trim();
  return result;
}

std::strong_ordering Magnitude::compare_dropped_with_half(std::size_t count) const noexcept {
  const std::uint32_t first = nine_digits_at(static_cast<std::ptrdiff_t>(count) - 1) % 10;
  if (first != 5) return first <=> 5U;
  return trailing_zeros() == count - 1 ? std::strong_ordering::equal : std::strong_ordering::greater;
}

// Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D, with the base of our limbs: each limb of the
// quotient is guessed from the top limbs, which is too large by at most two once the divisor's top limb is at least
// half the base.
Magnitude::Division Magnitude::divided_by(const Magnitude& divisor) const {
  if (*this < divisor) return {Magnitude(), *this};
  if (divisor.limbs_.size() == 1) {
    Magnitude quotient = *this;
    const std::uint32_t rest = quotient.divide_small(divisor.limbs_[0]);
    return {std::move(quotient), Magnitude(rest)};
  }

  const std::uint32_t scale = base / (divisor.limbs_.back() + 1);
  Magnitude by = divisor;
  by.multiply_small(scale);
  Magnitude rest = *this;
  rest.limbs_.push_back(rest.multiply_small(scale));

  const std::size_t size = by.limbs_.size();
  const std::uint64_t top = by.limbs_[size - 1];
  const std::uint64_t second = by.limbs_[size - 2];
  Magnitude quotient;
  quotient.limbs_.resize(rest.limbs_.size() - size);
  for (std::size_t i = quotient.limbs_.size(); i-- > 0;) {
    std::uint32_t* const part = rest.limbs_.data() + i;
    const std::uint64_t head = std::uint64_t{part[size]} * base + part[size - 1];
    std::uint64_t guess = head / top;
    std::uint64_t left = head % top;
    while (guess >= base || guess * second > left * base + part[size - 2]) {
      --guess;
      left += top;
      if (left >= base) break;
    }

    std::uint64_t borrow = 0;
    for (std::size_t j = 0; j < size; ++j) {
      const std::uint64_t taken = guess * by.limbs_[j] + borrow;
      const auto low = static_cast<std::uint32_t>(taken % base);
      const bool wraps = part[j] < low;
      part[j] = part[j] + (wraps ? base : 0) - low;
      borrow = taken / base + (wraps ? 1 : 0);
    }
    if (part[size] >= borrow) {
      part[size] -= static_cast<std::uint32_t>(borrow);
    } else {  // the guess was one too large
      --guess;
      std::uint32_t carry = 0;
      for (std::size_t j = 0; j < size; ++j) {
        const std::uint32_t limb = part[j] + by.limbs_[j] + carry;
        carry = limb >= base ? 1 : 0;
        part[j] = limb - carry * base;
      }
      part[size] = 0;
    }
    quotient.limbs_[i] = static_cast<std::uint32_t>(guess);
  }
  quotient.trim();
  rest.trim();
  rest.divide_small(scale);
  return {std::move(quotient), std::move(rest)};
}

std::strong_ordering compare_scaled(const Magnitude& a, std::size_t a_scale, const Magnitude& b,
                                    std::size_t b_scale) noexcept {
  if (a.is_zero() || b.is_zero()) return !a.is_zero() <=> !b.is_zero();
  const auto integer_digits = [](const Magnitude& value, std::size_t scale) {
    return static_cast<std::ptrdiff_t>(value.digits()) - static_cast<std::ptrdiff_t>(scale);
  };
  const std::ptrdiff_t top = integer_digits(a, a_scale);
  if (top != integer_digits(b, b_scale)) return top <=> integer_digits(b, b_scale);

  constexpr auto step = static_cast<std::ptrdiff_t>(Magnitude::digits_per_limb);
  auto a_place = static_cast<std::ptrdiff_t>(a.digits());
  auto b_place = static_cast<std::ptrdiff_t>(b.digits());
  while (a_place > 0 || b_place > 0) {
    a_place -= step;
    b_place -= step;
    const auto order = a.nine_digits_at(a_place) <=> b.nine_digits_at(b_place);
    if (std::is_neq(order)) return order;
  }
  return std::strong_ordering::equal;
}

void Magnitude::trim() noexcept {
  while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
}

std::uint32_t Magnitude::multiply_small(std::uint32_t factor) noexcept {
  std::uint64_t carry = 0;
  for (std::uint32_t& limb : limbs_) {
    const std::uint64_t product = std::uint64_t{limb} * factor + carry;
    limb = static_cast<std::uint32_t>(product % base);
    carry = product / base;
  }
  return static_cast<std::uint32_t>(carry);
}

std::uint32_t Magnitude::divide_small(std::uint32_t divisor) noexcept {
  std::uint64_t rest = 0;
  for (std::size_t i = limbs_.size(); i-- > 0;) {
    const std::uint64_t value = rest * base + limbs_[i];
    limbs_[i] = static_cast<std::uint32_t>(value / divisor);
    rest = value % divisor;
  }
  trim();
  return static_cast<std::uint32_t>(rest);
}

}  // namespace tenon::detail
