#pragma once

#include <tenon/base/detail/member_binding.hpp>
#include <tenon/base/detail/member_count.hpp>
#include <tenon/base/detail/member_names.hpp>
#include <tenon/base/detail/member_offsets.hpp>
#include <tenon/base/detail/type_text.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// What the compiler knows about plain aggregates, without macros and without registration:
///
///     struct Line { Uuid product_id; int quantity = 1; };
///
///     member_count<Line>           // 2
///     member_names<Line>           // {"product_id", "quantity"}
///     type_name<Line>()            // "Line"
///     for_each_member(line, [](std::string_view name, auto& member) { … });
///
/// A member may be of any type, one without default constructor included, but no array, reference or bit field; an
/// aggregate has at most 64 members, no base class, and its members are public. Names are found in the text that
/// compilers make for __PRETTY_FUNCTION__ (g++ 12 and clang 16 are tested).
namespace tenon {

template <class T>
concept Reflectable = std::is_aggregate_v<T> && std::is_class_v<T>;

/// How many members T has.
template <Reflectable T>
inline constexpr std::size_t member_count = detail::count_members<std::remove_cv_t<T>>();

/// Calls `function(first, second, …)` with references to all members and returns what it returns. Nothing is
/// instantiated for each member, so this is what to build upon; in a decltype it tells the members' types.
template <class T, class F>
  requires Reflectable<std::remove_cv_t<T>>
constexpr decltype(auto) apply_members(T& object, F&& function) {
  return detail::MemberBinding<member_count<std::remove_cv_t<T>>>::apply(object, std::forward<F>(function));
}

/// The members as a std::tuple of references; const ones when the object is const.
template <class T>
  requires Reflectable<std::remove_cv_t<T>>
constexpr auto tie_members(T& object) {
  return apply_members(object, [](auto&... members) { return std::tuple<decltype(members)...>(members...); });
}

/// The members' names as they stand in C++, in order. The views have static storage.
template <Reflectable T>
inline constexpr std::array<std::string_view, member_count<T>> member_names =
    detail::views_of(detail::member_name_table<std::remove_cv_t<T>, member_count<T>>);

/// Calls `function(name, member)` for each member in order.
template <class T, class F>
  requires Reflectable<std::remove_cv_t<T>>
constexpr void for_each_member(T& object, F&& function) {
  apply_members(object, [&](auto&... members) {
    [[maybe_unused]] const std::string_view* name = member_names<std::remove_cv_t<T>>.data();
    (static_cast<void>(function(*name++, members)), ...);
  });
}

/// Each member's distance in bytes from the start of the object. Needs no object.
template <Reflectable T>
std::array<std::size_t, member_count<T>> member_offsets() noexcept {
  return detail::offsets_of<std::remove_cv_t<T>, member_count<T>>();
}

/// The name of a type without its namespaces: "Order"; a template keeps its arguments as the compiler spells them.
template <class T>
constexpr std::string_view type_name() noexcept {
  return detail::last_component(detail::type_text<T>[0]);
}

/// The name of a type with its namespaces: "shop::Order".
template <class T>
constexpr std::string_view qualified_type_name() noexcept {
  return detail::type_text<T>[0];
}

}  // namespace tenon
