#pragma once

#include <tenon/base/detail/name_table.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tenon::detail {

inline constexpr int first_enumerator = -1;
inline constexpr int last_enumerator = 127;

template <class E>
using Underlying = std::underlying_type_t<E>;

/// The first and last value of E that are looked at.
template <class E>
inline constexpr int first_value = std::is_signed_v<Underlying<E>> ? first_enumerator : 0;
template <class E>
inline constexpr int last_value = std::is_same_v<Underlying<E>, bool> ? 1 : last_enumerator;

/// "… [Values = <Color::red, Color::green, (Color)2>]", g++ with braces for "<" and ">". A value without an enumerator
/// is a number behind a cast.
template <auto... Values>
consteval auto values_text() {
  return std::string_view(__PRETTY_FUNCTION__);
}

template <class E, int... I>
consteval std::string_view values_text_of(std::integer_sequence<int, I...>) {
  return values_text<static_cast<E>(first_value<E> + I)...>();
}

struct FoundEnumerators {
  std::array<std::string_view, last_enumerator - first_enumerator + 1> names;
  std::array<std::int8_t, last_enumerator - first_enumerator + 1> values{};
  std::size_t count = 0;
};

constexpr bool is_number(char c) noexcept { return c == '-' || (c >= '0' && c <= '9'); }

constexpr std::size_t printed_size(int number) noexcept {
  return number < 0 ? 1 + printed_size(-number) : number < 10 ? 1 : number < 100 ? 2 : 3;
}

/// Where the element of a list that starts at `start` ends: at a comma or bracket that is not within brackets of its
/// own.
constexpr std::size_t end_of_element(std::string_view text, std::size_t start) noexcept {
  int depth = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    const char c = text[i];
    const bool closes = c == '>' || c == ')' || c == '}';
    if (depth == 0 && (closes || c == ',')) return i;
    if (closes) --depth;
    if (c == '<' || c == '(' || c == '{') ++depth;
  }
  return text.size();
}

/// Reads the list of values_text, whose first element has the value `value`. Most of its hundred elements are casts;
/// they are equally long but for the number, so that after the first they are stepped over without a look at each
/// character: compilers are slow interpreters.
consteval FoundEnumerators find_enumerators(std::string_view text, int value) {
  constexpr std::string_view intro = "Values = ";
  FoundEnumerators found;
  std::size_t cast_size = 0;  // of "(shop::Color)", once one was seen
  for (std::size_t start = text.find(intro) + intro.size() + 1; start < text.size(); ++value) {
    const std::size_t number = start + cast_size;
    std::size_t end = number + printed_size(value);
    if (cast_size == 0 || end >= text.size() || text[start] != '(' || text[number - 1] != ')' ||
        !is_number(text[number])) {
      end = end_of_element(text, start);
      std::string_view name = last_identifier(text.substr(0, end));
      if (is_number(name[0])) {
        cast_size = end - start - printed_size(value);
      } else {
        if (name.size() > 1 && name.back() == '_') name.remove_suffix(1);
        found.names[found.count] = name;
        found.values[found.count++] = static_cast<std::int8_t>(value);
      }
    }
    start = end + 2;
  }
  return found;
}

template <std::size_t Count, std::size_t Size>
struct EnumTable {
  static constexpr std::size_t count = Count;
  std::array<std::int8_t, Count> values;
  NameTable<Count, Size> names;
};

template <class E>
consteval auto make_enum_table() {
  constexpr FoundEnumerators found = find_enumerators(
      values_text_of<E>(std::make_integer_sequence<int, last_value<E> - first_value<E> + 1>{}), first_value<E>);
  constexpr auto names = [&] {
    std::array<std::string_view, found.count> result;
    for (std::size_t i = 0; i < found.count; ++i) result[i] = found.names[i];
    return result;
  }();
  EnumTable<found.count, total_size(names)> table{{}, NameTable<found.count, total_size(names)>(names)};
  for (std::size_t i = 0; i < found.count; ++i) table.values[i] = found.values[i];
  return table;
}

template <class E>
inline constexpr auto enum_table = make_enum_table<E>();

}  // namespace tenon::detail
