#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include <tenon/base/fixed_string.hpp>
#include <tenon/json/describe.hpp>

namespace tenon::json {

namespace detail {

std::optional<ValueError> check_between(std::int64_t value, std::int64_t min, std::int64_t max);
std::optional<ValueError> check_between(std::uint64_t value, std::uint64_t min, std::uint64_t max);
std::optional<ValueError> check_between(double value, std::string_view min, std::string_view max);
std::optional<ValueError> check_decimal(const Decimal& value, std::string_view min, std::string_view max,
                                        int max_scale);
void describe_between(Object& schema, std::int64_t min, std::int64_t max);
void describe_between(Object& schema, std::uint64_t min, std::uint64_t max);
void describe_between(Object& schema, std::string_view min, std::string_view max);
void describe_decimal(Object& schema, std::string_view min, std::string_view max, int max_scale);
[[noreturn]] void throw_too_small(std::int64_t min);
[[noreturn]] void throw_too_small(std::uint64_t min);
[[noreturn]] void throw_too_large(std::int64_t max);
[[noreturn]] void throw_too_large(std::uint64_t max);

template <std::integral T>
constexpr auto wide(T value) noexcept {
  return static_cast<std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>>(value);
}

/// Whether it is empty or a number without exponent as JSON writes it; double, Decimal and a schema read it alike.
consteval bool is_bound(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == '-') text.remove_prefix(1);
  if (text.size() > 1 && text[0] == '0' && text[1] != '.') return false;
  bool has_point = false;
  bool after_digit = false;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && (c != '.' || has_point || !after_digit)) return false;
    has_point = has_point || !is_digit;
    after_digit = is_digit;
  }
  return after_digit;
}

}  // namespace detail

/// A whole number from `min` to `max`, both included, which otherwise behaves like an integer. Its type is the one
/// that `min` and `max` have in common: int for Between<1, 99>, 64 bits for Between<0, 10'000'000'000>.
/// Codes: `too_small`, `too_large`.
///
/// As with an int, `Between<1, 9> n;` has no value yet, and `Between<1, 9> n{};` is 0, whatever `min` says.
template <auto min, auto max>
  requires std::integral<decltype(min)> && std::integral<decltype(max)>
class Between {
 public:
  using value_type = std::common_type_t<decltype(min), decltype(max)>;
  static_assert(std::in_range<value_type>(min) && std::in_range<value_type>(max) && std::cmp_less_equal(min, max));

  static constexpr Constraint constraint{
      [](const void* value) {
        return detail::check_between(detail::wide(*static_cast<const value_type*>(value)),
                                     detail::wide<value_type>(min), detail::wide<value_type>(max));
      },
      [](Object& schema) {
        detail::describe_between(schema, detail::wide<value_type>(min), detail::wide<value_type>(max));
      },
  };

  Between() = default;
  /// Throws Invalid with one of the codes; in a constant expression it does not compile.
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  constexpr Between(T value) : value_(static_cast<value_type>(value)) {  // NOLINT(*-explicit-*)
    if (std::cmp_less(value, min)) detail::throw_too_small(detail::wide<value_type>(min));
    if (std::cmp_greater(value, max)) detail::throw_too_large(detail::wide<value_type>(max));
  }

  constexpr operator value_type() const noexcept { return value_; }  // NOLINT(*-explicit-*): behaves like its value
  constexpr value_type value() const noexcept { return value_; }

 private:
  value_type value_;
};

/// A whole number from `min` up, as far as the type of `min` reaches.
template <auto min>
using AtLeast = Between<min, std::numeric_limits<decltype(min)>::max()>;

/// A double from `min` to `max`, both included, given as text because that is what template arguments can be:
/// DoubleBetween<"0", "1.5">. An empty one is no bound. Codes: `too_small`, `too_large`. As with a
/// double, one that is not initialised has no value.
template <FixedString min, FixedString max = "">
class DoubleBetween {
  static_assert(detail::is_bound(min) && detail::is_bound(max), "a bound is a number without exponent: \"-0.5\"");

 public:
  static constexpr Constraint constraint{
      [](const void* value) { return detail::check_between(*static_cast<const double*>(value), min, max); },
      [](Object& schema) { detail::describe_between(schema, min.view(), max.view()); },
  };

  DoubleBetween() = default;
  /// Throws Invalid with one of the codes; `too_small` for NaN.
  DoubleBetween(double value) : value_(value) {  // NOLINT(*-explicit-*)
    throw_if(constraint.check(&value_));
  }

  operator double() const noexcept { return value_; }  // NOLINT(*-explicit-*): behaves like its value
  double value() const noexcept { return value_; }

 private:
  double value_;
};

/// A Decimal from `min` to `max`, both included, with at most `max_scale` digits after the point:
/// `DecimalBetween<"0.01", "9999.99", 2> price;`. An empty bound is none.
/// Codes: `too_small`, `too_large`, `too_precise`. A default-constructed one is 0.
template <FixedString min, FixedString max = "", int max_scale = Decimal::max_scale>
class DecimalBetween {
  static_assert(detail::is_bound(min) && detail::is_bound(max), "a bound is a number without exponent: \"-0.5\"");

 public:
  static constexpr Constraint constraint{
      [](const void* value) { return detail::check_decimal(*static_cast<const Decimal*>(value), min, max, max_scale); },
      [](Object& schema) { detail::describe_decimal(schema, min, max, max_scale); },
  };

  DecimalBetween() = default;
  /// Throws Invalid with one of the codes.
  DecimalBetween(Decimal value) : value_(std::move(value)) {  // NOLINT(*-explicit-*)
    throw_if(constraint.check(&value_));
  }

  operator const Decimal&() const noexcept { return value_; }  // NOLINT(*-explicit-*): behaves like its value
  const Decimal& value() const noexcept { return value_; }

 private:
  Decimal value_;
};

template <auto min, auto max>
struct Describe<Between<min, max>> {
  static constexpr Type describe() {
    using T = Between<min, max>;
    return constrained_type<T>(Describe<typename T::value_type>::describe(), T::constraint);
  }
};

template <FixedString min, FixedString max>
struct Describe<DoubleBetween<min, max>> {
  static constexpr Type describe() {
    using T = DoubleBetween<min, max>;
    return constrained_type<T>(Describe<double>::describe(), T::constraint);
  }
};

template <FixedString min, FixedString max, int max_scale>
struct Describe<DecimalBetween<min, max, max_scale>> {
  static constexpr Type describe() {
    using T = DecimalBetween<min, max, max_scale>;
    return constrained_type<T>(Describe<Decimal>::describe(), T::constraint);
  }
};

}  // namespace tenon::json

namespace tenon {
using json::AtLeast;
using json::Between;
using json::DecimalBetween;
using json::DoubleBetween;
}  // namespace tenon
