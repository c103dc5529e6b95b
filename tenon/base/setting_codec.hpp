#pragma once

#include <tenon/base/enum_names.hpp>
#include <tenon/base/reflection.hpp>
#include <tenon/base/secret.hpp>
#include <tenon/base/text/text_of.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tenon::settings {

/// A setting without a default: reading fails if its variable is not set.
template <class T>
struct Required {
  std::optional<T> value;

  const T& operator*() const { return value.value(); }
  const T* operator->() const { return &value.value(); }
};

/// What else is to be known of a type; of a container, what its elements are.
struct Traits {
  bool secret = false;    ///< neither the text nor the value may be shown
  bool choice = false;    ///< few values are possible: the help lists them
  bool required = false;  ///< the variable must be set
};

/// How the settings of one type are read and shown, without the type.
struct Codec {
  /// Sets the value if the text is one of the type.
  bool (*read)(std::string_view text, void* value);
  /// The text that would be read as this value, or what may be shown of it; empty for none.
  std::string (*show)(const void* value);
  /// What `read` takes: "a whole number from 0 to 65535".
  std::string (*expects)();
  Traits traits;
};

namespace detail {

/// A unit of time as the ratio of one to a second.
struct Unit {
  std::intmax_t numerator;
  std::intmax_t denominator;
};

bool read_bool(std::string_view text, bool& value);
bool read_signed(std::string_view text, std::int64_t least, std::int64_t most, std::int64_t& value);
bool read_unsigned(std::string_view text, std::uint64_t most, std::uint64_t& value);
bool read_real(std::string_view text, double& value);
bool read_duration(std::string_view text, Unit unit, std::int64_t& count);
bool read_name(std::string_view text, const std::string_view* names, std::size_t count, std::size_t& index);
/// The entries between the commas, without spaces around them; false if one is empty. Empty text is an empty
/// list.
bool split_list(std::string_view text, std::vector<std::string_view>& entries);

std::string show_real(double value);
std::string show_duration(std::int64_t count, Unit unit);
/// The text with what may be secret in its URLs replaced: "postgresql://***@db/shop".
std::string show_text(std::string_view text);

std::string expects_integer(std::int64_t least, std::uint64_t most);
std::string expects_duration(Unit unit);
std::string expects_name(const std::string_view* names, std::size_t count);

}  // namespace detail

/// What a type's variables may hold; specialise it for types of your own, or give them a static `parse(text)` that
/// returns something like std::optional<T>, and a `to_string` (as Uuid, Decimal and Bytes have). A static text
/// `expected` says what errors ask for: "a size such as 64KiB".
///
/// | member                 | text                                                                      |
/// | ---------------------- | ------------------------------------------------------------------------- |
/// | bool                   | true, false, 1, 0, yes, no, on, off                                       |
/// | integers, double       | decimal, in the range of the type                                         |
/// | std::string, Secret    | anything                                                                  |
/// | durations of chrono    | 500us, 500ms, 30s, 5m, 2h, 7d; a plain number is in the member's own unit |
/// | Bytes                  | 65536, 64KiB, 1MB                                                         |
/// | enumerations           | an enumerator's name; capitals do not matter                              |
/// | std::optional<T>       | a T; an empty variable is none                                            |
/// | std::vector<T>         | several T between commas; an empty variable is an empty list              |
/// | Required<T>            | a T, which must be set                                                    |
template <class T>
struct Setting;

template <class T>
concept Readable = requires(std::string_view text, T& value) {
  { Setting<T>::read(text, value) } -> std::same_as<bool>;
};

template <Readable T>
consteval Traits traits_of() {
  if constexpr (requires { Setting<T>::traits; }) return Setting<T>::traits;
  return {};
}

template <>
struct Setting<bool> {
  static bool read(std::string_view text, bool& value) { return detail::read_bool(text, value); }
  static std::string show(bool value) { return value ? "true" : "false"; }
  static std::string expects() { return "true or false"; }
};

template <std::signed_integral T>
struct Setting<T> {
  using Limits = std::numeric_limits<T>;
  static bool read(std::string_view text, T& value) {
    std::int64_t number = 0;
    if (!detail::read_signed(text, Limits::min(), Limits::max(), number)) return false;
    value = static_cast<T>(number);
    return true;
  }
  static std::string show(T value) { return std::to_string(value); }
  static std::string expects() { return detail::expects_integer(Limits::min(), Limits::max()); }
};

template <std::unsigned_integral T>
struct Setting<T> {
  using Limits = std::numeric_limits<T>;
  static bool read(std::string_view text, T& value) {
    std::uint64_t number = 0;
    if (!detail::read_unsigned(text, Limits::max(), number)) return false;
    value = static_cast<T>(number);
    return true;
  }
  static std::string show(T value) { return std::to_string(value); }
  static std::string expects() { return detail::expects_integer(0, Limits::max()); }
};

template <>
struct Setting<double> {
  static bool read(std::string_view text, double& value) { return detail::read_real(text, value); }
  static std::string show(double value) { return detail::show_real(value); }
  static std::string expects() { return "a number"; }
};

template <>
struct Setting<std::string> {
  static bool read(std::string_view text, std::string& value) { return value = text, true; }
  static std::string show(const std::string& value) { return detail::show_text(value); }
  static std::string expects() { return "text"; }
};

template <>
struct Setting<Secret> {
  static constexpr Traits traits{.secret = true};
  static bool read(std::string_view text, Secret& value) { return value = Secret(std::string(text)), true; }
  static std::string show(const Secret& value) { return value.to_string(); }
  static std::string expects() { return "a secret"; }
};

template <std::integral Rep, class Period>
struct Setting<std::chrono::duration<Rep, Period>> {
  using Duration = std::chrono::duration<Rep, Period>;
  static constexpr detail::Unit unit{Period::num, Period::den};
  static bool read(std::string_view text, Duration& value) {
    std::int64_t count = 0;
    if (!detail::read_duration(text, unit, count) || !std::in_range<Rep>(count)) return false;
    value = Duration(static_cast<Rep>(count));
    return true;
  }
  static std::string show(Duration value) { return detail::show_duration(value.count(), unit); }
  static std::string expects() { return detail::expects_duration(unit); }
};

template <NamedEnum T>
struct Setting<T> {
  static constexpr Traits traits{.choice = true};
  static constexpr auto names = [] {
    std::array<std::string_view, enum_entries<T>.size()> all;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = enum_entries<T>[i].name;
    return all;
  }();
  static bool read(std::string_view text, T& value) {
    std::size_t index = 0;
    if (!detail::read_name(text, names.data(), names.size(), index)) return false;
    value = enum_entries<T>[index].value;
    return true;
  }
  static std::string show(T value) { return std::string(enum_name(value)); }
  static std::string expects() { return detail::expects_name(names.data(), names.size()); }
};

/// Types that read themselves.
template <class T>
  requires std::is_class_v<T> && text::HasText<T> && requires(std::string_view text) {
    { *T::parse(text) } -> std::convertible_to<T>;
  }
struct Setting<T> {
  static bool read(std::string_view text, T& value) {
    auto parsed = T::parse(text);
    if (!parsed) return false;
    value = *std::move(parsed);
    return true;
  }
  static std::string show(const T& value) { return text::text_of(value); }
  static std::string expects() {
    if constexpr (requires { std::string(T::expected); }) return std::string(T::expected);
    return "a " + std::string(type_name<T>());
  }
};

template <Readable T>
struct Setting<std::optional<T>> {
  static constexpr Traits traits = traits_of<T>();
  static bool read(std::string_view text, std::optional<T>& value) {
    value.reset();
    if (text.empty()) return true;
    if (Setting<T>::read(text, value.emplace())) return true;
    value.reset();
    return false;
  }
  static std::string show(const std::optional<T>& value) { return value ? Setting<T>::show(*value) : std::string(); }
  static std::string expects() { return Setting<T>::expects(); }
};

template <Readable T>
struct Setting<Required<T>> {
  static constexpr Traits traits{traits_of<T>().secret, traits_of<T>().choice, true};
  static bool read(std::string_view text, Required<T>& value) { return Setting<T>::read(text, value.value.emplace()); }
  static std::string show(const Required<T>& value) { return Setting<std::optional<T>>::show(value.value); }
  static std::string expects() { return Setting<T>::expects(); }
};

template <Readable T>
struct Setting<std::vector<T>> {
  static constexpr Traits traits = traits_of<T>();
  static bool read(std::string_view text, std::vector<T>& value) {
    value.clear();
    std::vector<std::string_view> entries;
    if (!detail::split_list(text, entries)) return false;
    for (std::string_view entry : entries) {
      T one{};
      if (!Setting<T>::read(entry, one)) return false;
      value.push_back(std::move(one));
    }
    return true;
  }
  static std::string show(const std::vector<T>& value) {
    std::string shown;
    for (const T& one : value) shown += (shown.empty() ? "" : ",") + Setting<T>::show(one);
    return shown;
  }
  static std::string expects() { return "a list with commas, each " + Setting<T>::expects(); }
};

/// The Codec of a type.
template <Readable T>
inline constexpr Codec codec_of{
    .read = [](std::string_view text, void* value) { return Setting<T>::read(text, *static_cast<T*>(value)); },
    .show = [](const void* value) { return std::string(Setting<T>::show(*static_cast<const T*>(value))); },
    .expects = [] { return Setting<T>::expects(); },
    .traits = traits_of<T>(),
};

}  // namespace tenon::settings
