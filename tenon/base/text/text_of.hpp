#pragma once

#include <concepts>
#include <string>

namespace tenon::text {

template <class T>
concept TextByMember = requires(const T& value) {
  { value.to_string() } -> std::convertible_to<std::string>;
};

template <class T>
concept TextByFunction = requires(const T& value) {
  { to_string(value) } -> std::convertible_to<std::string>;
};

/// Types that know their text form: by a member or by a function beside them.
template <class T>
concept HasText = TextByMember<T> || TextByFunction<T>;

template <HasText T>
std::string text_of(const T& value) {
  if constexpr (TextByMember<T>) {
    return value.to_string();
  } else {
    return std::string(to_string(value));
  }
}

}  // namespace tenon::text
