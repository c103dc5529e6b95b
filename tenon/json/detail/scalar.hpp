#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include <tenon/json/detail/number_scan.hpp>
#include <tenon/json/type.hpp>

/// What reading documents and reading parameters have in common: setting one scalar of a described type.
namespace tenon::json::detail {

/// Sets an integer of `size` bytes, or an enumerator. By memcpy, because an enumeration and `long long` are no
/// std::int64_t to the compiler.
inline void store_integer(void* value, std::size_t size, std::int64_t integer) noexcept {
  const auto store = [value](auto narrow) { std::memcpy(value, &narrow, sizeof narrow); };
  switch (size) {
    case 1: return store(static_cast<std::int8_t>(integer));
    case 2: return store(static_cast<std::int16_t>(integer));
    case 4: return store(static_cast<std::int32_t>(integer));
    default: return store(integer);
  }
}

/// Sets an integer of any width; an error "out_of_range" if the type cannot hold it, or that of the type's constraint.
std::optional<ValueError> set_integer(const Type& type, void* value, const Number& number);

/// Sets a float or a double.
std::optional<ValueError> set_real(const Type& type, void* value, const Number& number);

/// What is wrong with a text that is none of the type.
ValueError format_error(const TextOps& ops);

/// Sets a `Kind::text`.
std::optional<ValueError> set_text(const Type& type, void* value, std::string_view text);

/// Sets the enumerator of that name.
std::optional<ValueError> set_enumerator(const Type& type, void* value, std::string_view name);

/// The error of "one_of": "Must be one of pending, paid."
template <class Range, class Name>
ValueError none_of(const Range& range, Name name) {
  ValueError error{"one_of", "Must be one of "};
  const char* separator = "";
  for (const auto& entry : range) {
    error.detail += separator;
    error.detail += name(entry);
    separator = ", ";
  }
  error.detail += '.';
  return error;
}

}  // namespace tenon::json::detail
