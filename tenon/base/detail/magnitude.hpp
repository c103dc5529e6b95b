#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tenon::detail {

/// A natural number of any size: limbs of nine decimal digits, the lowest first, none of them zero at the top. Decimal
/// limbs make shifting by powers of ten, reading and printing linear, and those are what decimals do all day.
class Magnitude {
 public:
  static constexpr std::uint32_t base = 1'000'000'000;
  static constexpr std::size_t digits_per_limb = 9;

  Magnitude() = default;
  explicit Magnitude(std::uint64_t value);
  /// `digits` are decimal digits only.
  static Magnitude from_digits(std::string_view digits);
  static Magnitude power_of_ten(std::size_t exponent);

  bool is_zero() const noexcept { return limbs_.empty(); }
  bool is_odd() const noexcept { return !limbs_.empty() && limbs_[0] % 2 != 0; }
  /// Decimal digits; 0 for zero.
  std::size_t digits() const noexcept;
  /// Zeros at the end; 0 for zero.
  std::size_t trailing_zeros() const noexcept;
  /// The digits at the places 10^place … 10^(place + 8); those beyond either end are zeros.
  std::uint32_t nine_digits_at(std::ptrdiff_t place) const noexcept;
  /// The value if it fits.
  std::optional<std::uint64_t> to_uint64() const noexcept;
  /// Writes digits() digits, a single "0" for zero; returns the end.
  char* write_to(char* out) const noexcept;

  std::strong_ordering operator<=>(const Magnitude& other) const noexcept;
  bool operator==(const Magnitude& other) const noexcept = default;

  Magnitude plus(const Magnitude& other) const;
  /// `other` is not larger.
  Magnitude minus(const Magnitude& other) const;
  Magnitude times(const Magnitude& other) const;
  Magnitude times_power_of_ten(std::size_t exponent) const;
  /// Without its last `count` digits.
  Magnitude without_digits(std::size_t count) const;
  /// How what `without_digits(count)` drops, `count` at least 1, compares with half a unit of what is left.
  std::strong_ordering compare_dropped_with_half(std::size_t count) const noexcept;

  struct Division;
  /// `divisor` is not zero.
  Division divided_by(const Magnitude& divisor) const;

 private:
  void trim() noexcept;
  std::uint32_t multiply_small(std::uint32_t factor) noexcept;
  std::uint32_t divide_small(std::uint32_t divisor) noexcept;

  std::vector<std::uint32_t> limbs_;
};

struct Magnitude::Division {
  Magnitude quotient;
  Magnitude remainder;
};

/// Compares a × 10^-a_scale with b × 10^-b_scale without making either.
std::strong_ordering compare_scaled(const Magnitude& a, std::size_t a_scale, const Magnitude& b,
                                    std::size_t b_scale) noexcept;

}  // namespace tenon::detail
