#pragma once

#include <tenon/base/detail/member_binding.hpp>

#include <cstddef>
#include <cstdlib>
#include <utility>

namespace tenon::detail {

/// Converts to whatever a member is; never evaluated. It has a body because clang asks for one if the type has no
/// linkage (one of an unnamed namespace) and the member is a std::optional of it.
struct Anything {
  template <class T>
  operator T() const noexcept {
    std::abort();
  }
};
template <std::size_t>
using AnythingAt = Anything;

template <class T, class Indexes>
inline constexpr bool takes_sequence = false;
template <class T, std::size_t... I>
inline constexpr bool takes_sequence<T, std::index_sequence<I...>> = requires { T{AnythingAt<I>{}...}; };

/// Whether T can be made of its first `Count` members, the others by their default.
template <class T, std::size_t Count>
inline constexpr bool takes_members = takes_sequence<T, std::make_index_sequence<Count>>;

/// The largest number that T takes, knowing that it takes Low and does not take High.
template <class T, std::size_t Low, std::size_t High>
consteval std::size_t search_between() {
  constexpr std::size_t middle = (Low + High) / 2;
  if constexpr (High - Low == 1) {
    return Low;
  } else if constexpr (takes_members<T, middle>) {
    return search_between<T, middle, High>();
  } else {
    return search_between<T, Low, middle>();
  }
}

template <class T, std::size_t Low, std::size_t Step>
consteval std::size_t search_above() {
  constexpr std::size_t limit = max_members + 1;
  constexpr std::size_t high = Low + Step < limit ? Low + Step : limit;
  if constexpr (!takes_members<T, high>) {
    return search_between<T, Low, high>();
  } else if constexpr (high == limit) {
    return limit;
  } else {
    return search_above<T, high, Step * 2>();
  }
}

/// A T of N members takes 0 … N of them, but at least so many that all those without a default are given. That least
/// number is 0 for almost every type; from there on the answer is found by doubling and halving.
template <class T, std::size_t Least = 0>
consteval std::size_t count_members() {
  static_assert(Least <= max_members, "an aggregate that is reflected has at most 64 members and no base class");
  if constexpr (takes_members<T, Least>) {
    return search_above<T, Least, 4>();
  } else if constexpr (Least <= max_members) {
    return count_members<T, Least + 1>();
  } else {
    return 0;
  }
}

}  // namespace tenon::detail
