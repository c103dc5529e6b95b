#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include <tenon/sql/detail/original.hpp>

namespace tenon::sql {

namespace detail {

/// Whether every U has its like among the T: no bits are lost when one becomes the other.
template <class U, class T>
constexpr bool fits() {
  if constexpr (std::is_integral_v<T> && std::is_integral_v<U>) {
    if (std::is_same_v<T, bool> || std::is_same_v<U, bool>) return std::is_same_v<T, U>;
    return std::numeric_limits<U>::digits <= std::numeric_limits<T>::digits &&
           (std::is_signed_v<T> || !std::is_signed_v<U>);
  } else if constexpr (std::is_integral_v<T> && std::is_floating_point_v<U>) {
    return false;
  } else {
    return true;
  }
}

template <class T>
struct Payload {
  using type = T;
};
template <class T>
  requires requires(const T& value) {
    value.has_value();
    *value;
  }
struct Payload<T> {
  using type = std::remove_cvref_t<decltype(*std::declval<const T&>())>;
};

/// What a member of type T takes: a value, and for std::optional also nothing; but never a std::optional where T is
/// none, because "no value" would silently ask for nothing.
template <class U, class T>
concept Gives = std::convertible_to<U, T> && fits<std::remove_cvref_t<U>, typename Payload<T>::type>();

}  // namespace detail

/// A member of an argument that may be left out. Left out, it asks nothing and sets nothing. For a field that can be null,
/// T is a std::optional: `std::nullopt` then means null, and is not the same as left out.
///
///     .name = {"x"}        .note = {std::nullopt}        .age = {some_optional}
///
/// Numbers that do not fit the field's type do not compile; say static_cast where the loss is meant.
template <class T>
class Given {
 public:
  explicit Given() noexcept {}  // explicit: `.equals = {}` does not compile, it would ask for nothing
  template <class U>
    requires(detail::Gives<U &&, T> && !std::same_as<std::remove_cvref_t<U>, Given>)
  Given(U&& value)  // NOLINT: implicit by design
      : value_(std::optional<T>(std::in_place, static_cast<T>(std::forward<U>(value)))) {}

  bool given() const noexcept { return value_->has_value(); }
  /// Only if given.
  const T& operator*() const noexcept { return **value_; }
  const T* operator->() const noexcept { return &**value_; }

 private:
  detail::Original<std::optional<T>> value_;
};

/// A member that must not be left out: an initialiser without it does not compile.
template <class T>
class Required {
 public:
  template <class U>
    requires(detail::Gives<U &&, T> && !std::same_as<std::remove_cvref_t<U>, Required>)
  Required(U&& value) : value_(std::forward<U>(value)) {}  // NOLINT: implicit by design

  const T& operator*() const noexcept { return *value_; }
  const T* operator->() const noexcept { return &*value_; }

 private:
  Given<T> value_;
};

}  // namespace tenon::sql
