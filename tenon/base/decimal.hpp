#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tenon {

namespace detail {
class Magnitude;
}

/// Which neighbour a value between two representable ones becomes.
enum class Rounding {
  half_even,  ///< the nearer; of two equally near the even one ("banker's rounding"): 2.5 → 2, 3.5 → 4
  half_up,    ///< the nearer; of two equally near the one away from zero (PostgreSQL, school): 2.5 → 3, -2.5 → -3
  half_down,  ///< the nearer; of two equally near the one towards zero: 2.5 → 2
  up,         ///< away from zero: 2.1 → 3, -2.1 → -3
  down,       ///< towards zero, the rest is cut off: 2.9 → 2, -2.9 → -2
  ceiling,    ///< towards positive infinity: 2.1 → 3, -2.9 → -2
  floor,      ///< towards negative infinity: 2.9 → 2, -2.1 → -3
};

/// An exact decimal number: an integer and a scale, the number of digits after the point. Money is Decimal.
///
///     Decimal total = 19.99_dec * 3;                     // 59.97
///     Decimal share = total.divide(7, 2, Rounding::half_up);   // 8.57
///
/// The scale is kept: 12.50 prints as "12.50", though 12.5 == 12.50. A sum has the larger scale of the two, a product
/// the sum of both, as in SQL. There is no NaN, no infinity and no negative zero.
///
/// It reaches as far as PostgreSQL's `numeric`: 131072 digits before the point and 16383 after it. A result beyond
/// that throws Invalid "decimal_overflow"; nothing is ever rounded without being asked to be. Up to 18 digits (and
/// whatever else fits 64 bits) it is one integer and allocates nothing.
class Decimal {
 public:
  static constexpr int max_integer_digits = 131072;
  static constexpr int max_scale = 16383;

  constexpr Decimal() noexcept : small_(0) {}
  /// Every integer is a Decimal of scale 0; `bool` and characters are not integers here.
  template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
             !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>)
  constexpr Decimal(T value) : small_(0) {  // NOLINT: implicit by design
    if (std::in_range<std::int64_t>(value) && std::cmp_greater(value, std::numeric_limits<std::int64_t>::min())) {
      small_ = static_cast<std::int64_t>(value);
    } else {
      assign_wide(value < 0, value < 0 ? std::uint64_t{1} << 63 : static_cast<std::uint64_t>(value));
    }
  }
  /// The shortest decimal that reads back as `value`: Decimal(0.1) is 0.1. Throws Invalid for NaN and infinities.
  explicit Decimal(double value);
  /// `unscaled` × 10^-`scale`: scaled(1999, 2) is 19.99. The scale lies within 0 … max_scale, or Invalid is thrown.
  static Decimal scaled(std::int64_t unscaled, int scale);

  constexpr Decimal(const Decimal& other);
  constexpr Decimal(Decimal&& other) noexcept;  // leaves some number behind
  constexpr Decimal& operator=(const Decimal& other);
  constexpr Decimal& operator=(Decimal&& other) noexcept;
  constexpr ~Decimal();

  /// `-12.50`, `0012`, `1.5e3`: digits, perhaps a point with digits on both sides, perhaps an exponent within ±400
  /// (so that a short text cannot become a long number); a minus but no plus, no space, no NaN. Nothing outside the
  /// reach of this class.
  static std::optional<Decimal> parse(std::string_view text);

  /// What stands behind `19.99_dec`.
  static consteval Decimal literal(const char* text);

  /// Room that write_to needs at most.
  std::size_t max_text_size() const noexcept;
  /// Writes the plain form without exponent and without NUL, with all digits of the scale; returns its end.
  char* write_to(char* out) const noexcept;
  std::string to_string() const;

  /// The nearest double; beyond its range infinity or zero.
  double to_double() const;
  /// The value if it is a whole number within 64 bits.
  std::optional<std::int64_t> to_int64() const;

  /// Digits after the point, those that are zero included.
  constexpr int scale() const noexcept { return scale_; }
  /// Digits of the number without its point, 4 for 12.50 and 1 for 0.05; at least 1.
  std::size_t precision() const noexcept;
  /// -1, 0 or 1.
  int sign() const noexcept;
  bool is_zero() const noexcept { return !is_big_ && small_ == 0; }

  Decimal abs() const;
  Decimal operator-() const;
  /// This with exactly `scale` digits after the point: 12.5 → "12.50", 2.345 → "2.34" (half_even).
  Decimal round(int scale, Rounding rounding = Rounding::half_even) const;
  /// The quotient with exactly `scale` digits after the point. Throws Internal "division_by_zero".
  Decimal divide(const Decimal& divisor, int scale, Rounding rounding = Rounding::half_even) const;
  /// The same value without zeros at the end of the fraction: 12.50 → 12.5, 100.00 → 100.
  Decimal normalized() const;

  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }
  Decimal& operator*=(const Decimal& other) { return *this = *this * other; }
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);

  /// By value: 12.5 equals 12.50. Weak, because equal ones may print differently.
  friend bool operator==(const Decimal& a, const Decimal& b) noexcept;
  friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept;
  /// Equal for equal values, whatever their scale.
  std::size_t hash() const noexcept;

 private:
  constexpr Decimal(std::int64_t unscaled, std::uint16_t scale) noexcept : small_(unscaled), scale_(scale) {}

  static Decimal make(bool negative, detail::Magnitude magnitude, std::size_t scale);
  static bool reaches(const detail::Magnitude& magnitude, std::size_t scale) noexcept;
  static Decimal sum(const Decimal& a, const Decimal& b, bool negate_b);
  std::uint64_t small_magnitude() const noexcept;
  detail::Magnitude magnitude() const;
  bool is_negative() const noexcept { return is_big_ ? big_is_negative_ : small_ < 0; }
  Decimal with_more_digits(std::size_t scale) const;

  void assign_wide(bool negative, std::uint64_t magnitude);
  void copy_big(const Decimal& other);
  void drop_big() noexcept;

  // Canonical: is_big_ only when the integer does not fit ±(2^63 - 1).
  union {
    std::int64_t small_;
    detail::Magnitude* big_;  // owned
  };
  std::uint16_t scale_ = 0;
  bool is_big_ = false;
  bool big_is_negative_ = false;
};

constexpr Decimal::Decimal(const Decimal& other) : small_(0) {
  if (other.is_big_) {
    copy_big(other);
  } else {
    small_ = other.small_;
    scale_ = other.scale_;
  }
}

constexpr Decimal::Decimal(Decimal&& other) noexcept : small_(0) { *this = std::move(other); }

constexpr Decimal& Decimal::operator=(const Decimal& other) { return this == &other ? *this : *this = Decimal(other); }

constexpr Decimal& Decimal::operator=(Decimal&& other) noexcept {
  if (this == &other) return *this;
  if (is_big_) drop_big();
  if (other.is_big_) {
    big_ = other.big_;
    other.small_ = 0;
  } else {
    small_ = other.small_;
  }
  scale_ = other.scale_;
  is_big_ = std::exchange(other.is_big_, false);
  big_is_negative_ = other.big_is_negative_;
  return *this;
}

constexpr Decimal::~Decimal() {
  if (is_big_) drop_big();
}

consteval Decimal Decimal::literal(const char* text) {
  std::int64_t unscaled = 0;
  int digits = 0;
  int scale = -1;  // until there was a point
  for (; *text != '\0'; ++text) {
    if (*text == '\'') continue;
    if (*text == '.' && scale < 0) {
      scale = 0;
      continue;
    }
    if (*text < '0' || *text > '9') throw "a decimal literal has only digits and one point";
    if (++digits > 18) throw "a decimal literal has at most 18 digits";
    unscaled = unscaled * 10 + (*text - '0');
    if (scale >= 0) ++scale;
  }
  return Decimal(unscaled, static_cast<std::uint16_t>(scale < 0 ? 0 : scale));
}

namespace literals {

/// `19.99_dec`: checked by the compiler; digits, a point, and `'` between digits. Up to 18 digits, longer ones are
/// for Decimal::parse.
consteval Decimal operator""_dec(const char* text) { return Decimal::literal(text); }

}  // namespace literals
using namespace literals;

}  // namespace tenon

template <>
struct std::hash<tenon::Decimal> {
  std::size_t operator()(const tenon::Decimal& value) const noexcept { return value.hash(); }
};
