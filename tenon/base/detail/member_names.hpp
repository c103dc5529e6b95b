#pragma once

#include <tenon/base/detail/member_binding.hpp>
#include <tenon/base/detail/member_count.hpp>
#include <tenon/base/detail/name_table.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace tenon::detail {

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

/// An object that is declared and never defined: only addresses within it are named, and only at compile time.
template <class T>
struct Imagined {
  T value;
};
template <class T>
extern const Imagined<T> imagined;

struct MemberAddress {
  const void* address;
};

/// g++ writes each address as "…MemberAddress{((const void*)(& tenon::detail::imagined<Line>.….Line::quantity))}",
/// clang as "MemberAddress{&imagined.value.quantity}".
template <MemberAddress... Addresses>
consteval auto addresses_text() {
  return std::string_view(__PRETTY_FUNCTION__);
}

template <class T, std::size_t... I>
consteval std::string_view addresses_text_of(std::index_sequence<I...>) {
  constexpr auto addresses = MemberBinding<sizeof...(I)>::apply(imagined<T>.value, [](auto&... members) {
    return std::array<MemberAddress, sizeof...(I)>{MemberAddress{__builtin_addressof(members)}...};
  });
  return addresses_text<addresses[I]...>();
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

template <std::size_t Count>
consteval std::array<std::string_view, Count> names_in_addresses(std::string_view text) {
#if defined(__clang__)
  constexpr std::string_view end = "}";
#else
  constexpr std::string_view end = "))}";
#endif
  std::array<std::string_view, Count> names;
  std::size_t at = 0;
  for (std::string_view& name : names) {
    at = text.find(end, at);
    name = last_identifier(text.substr(0, at));
    at += end.size();
  }
  return names;
}

template <class T, std::size_t Count>
consteval auto make_member_names() {
  constexpr std::array<std::string_view, Count> names =
      names_in_addresses<Count>(addresses_text_of<T>(std::make_index_sequence<Count>{}));
  return NameTable<Count, total_size(names)>(names);
}

template <class T, std::size_t Count>
inline constexpr auto member_name_table = make_member_names<T, Count>();

}  // namespace tenon::detail
