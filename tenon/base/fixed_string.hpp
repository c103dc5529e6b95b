#pragma once

#include <cstddef>
#include <string_view>

namespace tenon {

/// A text as a template argument: `template <FixedString Name> struct Path;` makes `Path<"id">` possible.
template <std::size_t N>
struct FixedString {
  char text[N + 1] = {};

  consteval FixedString(const char (&literal)[N + 1]) noexcept {  // NOLINT: implicit by design
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }

  static constexpr std::size_t size() noexcept { return N; }
  constexpr std::string_view view() const noexcept { return {text, N}; }
  constexpr operator std::string_view() const noexcept { return view(); }  // NOLINT: implicit by design

  template <std::size_t M>
  constexpr bool operator==(const FixedString<M>& other) const noexcept {
    return view() == other.view();
  }
};
template <std::size_t N>
FixedString(const char (&)[N]) -> FixedString<N - 1>;

}  // namespace tenon
