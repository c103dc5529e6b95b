#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include <tenon/sql/detail/held.hpp>

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

/// Where a Given keeps its value: small and trivial ones within itself.
template <class T>
class GivenInside {
 public:
  GivenInside() noexcept {}
  explicit GivenInside(T&& value) noexcept : value_(value) {}
  bool given() const noexcept { return value_.has_value(); }
  const T& value() const noexcept { return *value_; }

 private:
  std::optional<T> value_;
};

/// Enums as numbers, so that code that does not know the enum reads them.
struct GivenNumber {
  enum class State : std::uint8_t { left_out, null, value };

  std::int32_t number = 0;
  State state = State::left_out;
};
template <class T>
class GivenEnum {
 public:
  GivenEnum() noexcept {}
  explicit GivenEnum(T&& value) noexcept {
    if constexpr (std::is_enum_v<T>) {
      held_ = {static_cast<std::int32_t>(value), GivenNumber::State::value};
    } else if (value) {
      held_ = {static_cast<std::int32_t>(*value), GivenNumber::State::value};
    } else {
      held_.state = GivenNumber::State::null;
    }
  }
  bool given() const noexcept { return held_.state != GivenNumber::State::left_out; }
  T value() const noexcept {
    if constexpr (std::is_enum_v<T>) {
      return static_cast<T>(held_.number);
    } else {
      if (held_.state == GivenNumber::State::null) return T();
      return static_cast<typename T::value_type>(held_.number);
    }
  }

 private:
  GivenNumber held_;
};

/// All others elsewhere: most members of most arguments are left out, and a std::string is large.
template <class T>
class GivenElsewhere {
 public:
  GivenElsewhere() noexcept {}
  explicit GivenElsewhere(T&& value) { held_.hold(&value, ops()); }
  GivenElsewhere(const GivenElsewhere& other) { held_.copy(other.held_, ops()); }
  GivenElsewhere(GivenElsewhere&& other) noexcept { held_.move(other.held_, ops()); }
  GivenElsewhere& operator=(const GivenElsewhere& other) {
    held_.assign(other.held_, ops());
    return *this;
  }
  GivenElsewhere& operator=(GivenElsewhere&& other) noexcept {
    held_.assign_moved(other.held_, ops());
    return *this;
  }
  ~GivenElsewhere() {
    if (held_) held_.destroy(ops());
  }
  bool given() const noexcept { return static_cast<bool>(held_); }
  const T& value() const noexcept { return *static_cast<const T*>(held_.get()); }

 private:
  static constexpr const TypeOps& ops() noexcept { return OpsOf<T>::value; }

  BoxBase held_;
};

template <class T>
constexpr auto given_storage() {
  if constexpr (std::is_enum_v<typename Payload<T>::type>) {
    return std::type_identity<GivenEnum<T>>();
  } else if constexpr (std::is_trivially_copyable_v<T> && sizeof(std::optional<T>) <= 8) {
    return std::type_identity<GivenInside<T>>();
  } else {
    return std::type_identity<GivenElsewhere<T>>();
  }
}

}  // namespace detail

/// A member of an argument that may be left out. Left out, it asks nothing and sets nothing. For a field that can be
/// null, T is a std::optional: `std::nullopt` then means null, and is not the same as left out.
///
///     .name = {"x"}        .note = {std::nullopt}        .age = {some_optional}
///
/// Numbers that do not fit the field's type do not compile; say static_cast where the loss is meant.
///
/// `{}` does not compile: it would be left out.
template <class T>
class Given {
 public:
  explicit Given() noexcept {}
  template <class U>
    requires(detail::Gives<U &&, T> && !std::same_as<std::remove_cvref_t<U>, Given>)
  Given(U&& value) : held_(static_cast<T>(std::forward<U>(value))) {}  // NOLINT: implicit by design

  bool given() const noexcept { return held_.given(); }
  /// Only if given.
  decltype(auto) operator*() const noexcept { return held_.value(); }
  const T* operator->() const noexcept { return &held_.value(); }

 private:
  typename decltype(detail::given_storage<T>())::type held_;
};

/// A member that must not be left out: an initialiser without it does not compile.
template <class T>
class Required {
 public:
  template <class U>
    requires(detail::Gives<U &&, T> && !std::same_as<std::remove_cvref_t<U>, Required>)
  Required(U&& value) : value_(std::forward<U>(value)) {}  // NOLINT: implicit by design

  decltype(auto) operator*() const noexcept { return *value_; }
  const T* operator->() const noexcept { return value_.operator->(); }

 private:
  Given<T> value_;
};

}  // namespace tenon::sql
