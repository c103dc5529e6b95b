#pragma once

#include <tenon/base/detail/name_table.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace tenon::detail {

/// "consteval auto tenon::detail::type_signature() [with T = shop::Order]"; clang leaves out the "with".
template <class T>
consteval auto type_signature() {
  return std::string_view(__PRETTY_FUNCTION__);
}

consteval std::string_view type_in_signature(std::string_view signature) {
  const std::size_t start = signature.find("T = ") + 4;
  return signature.substr(start, signature.size() - 1 - start);
}

template <class T>
consteval auto make_type_text() {
  constexpr std::array<std::string_view, 1> names{type_in_signature(type_signature<T>())};
  return NameTable<1, total_size(names)>(names);
}

template <class T>
inline constexpr auto type_text = make_type_text<T>();

/// What follows the last "::" that is not within brackets.
constexpr std::string_view last_component(std::string_view name) noexcept {
  int depth = 0;
  for (std::size_t i = name.size(); i > 1; --i) {
    const char c = name[i - 1];
    if (c == '>' || c == ')' || c == '}') ++depth;
    if (c == '<' || c == '(' || c == '{') --depth;
    if (depth == 0 && c == ':' && name[i - 2] == ':') return name.substr(i);
  }
  return name;
}

}  // namespace tenon::detail
