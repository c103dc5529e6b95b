#pragma once

#include <tenon/base/detail/enum_table.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

/// The names of enumerators, without macros:
///
///     enum class Status { pending, paid, delete_ };
///
///     enum_name(Status::paid)          // "paid"
///     enum_value<Status>("delete")     // Status::delete_: a trailing "_" is for C++ and not part of the name
///
/// Enumerators from -1 to 127 are seen; of two with one value the first. Enumerations within class templates are left
/// out: clang does not name their enumerators. Names are found in the text that compilers make for
/// __PRETTY_FUNCTION__ (g++ 12 and clang 16 are tested).
namespace tenon {

/// Enumerations whose type can hold every value of its underlying type: `enum class`, or `enum X : int`.
template <class E>
concept NamedEnum = std::is_enum_v<E> && requires { E{0}; };

template <NamedEnum E>
struct EnumEntry {
  E value;
  std::string_view name;  ///< static storage
};

/// All enumerators with their names, ascending by value.
template <NamedEnum E>
inline constexpr std::array<EnumEntry<E>, detail::enum_table<E>.count> enum_entries = [] {
  constexpr const auto& table = detail::enum_table<E>;
  std::array<EnumEntry<E>, table.count> entries{};
  for (std::size_t i = 0; i < table.count; ++i) entries[i] = {static_cast<E>(table.values[i]), table.names[i]};
  return entries;
}();

/// The enumerator's name; empty if the value has none.
template <NamedEnum E>
constexpr std::string_view enum_name(E value) noexcept {
  for (const auto& entry : enum_entries<E>) {
    if (entry.value == value) return entry.name;
  }
  return {};
}

/// The enumerator of that name, case counts.
template <NamedEnum E>
constexpr std::optional<E> enum_value(std::string_view name) noexcept {
  for (const auto& entry : enum_entries<E>) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

}  // namespace tenon
