#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <new>
#include <string_view>

#include <tenon/base/reflection.hpp>
#include <tenon/base/text/names.hpp>
#include <tenon/json/type.hpp>

/// The tables of one aggregate.
namespace tenon::json::detail {

/// `,"name":` for each member, one after the other.
constexpr std::size_t quoted_names_size(const std::string_view* names, std::size_t count) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i) size += names[i].size() + 4;
  return size;
}

/// Writes them into `out` and their ends into `ends`.
constexpr void write_quoted_names(const std::string_view* names, std::size_t count, char* out, std::size_t* ends) {
  const char* const begin = out;
  for (std::size_t i = 0; i < count; ++i) {
    *out++ = ',';
    *out++ = '"';
    out = text::write_camel_case(out, names[i]);
    *out++ = '"';
    *out++ = ':';
    ends[i] = static_cast<std::size_t>(out - begin);
  }
}

template <std::size_t Size, std::size_t Count>
struct QuotedNames {
  char text[Size + 16] = {};  // so that it can be copied in blocks
  std::size_t ends[Count + 1] = {};

  constexpr explicit QuotedNames(const std::string_view* names) { write_quoted_names(names, Count, text, ends); }
  constexpr std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    return {text + begin, ends[i] - begin};
  }
  constexpr std::string_view name(std::size_t i) const { return (*this)[i].substr(2, (*this)[i].size() - 4); }
  /// How many members before `end` have that name.
  constexpr std::size_t count(std::string_view wanted, std::size_t end = Count) const {
    std::size_t found = 0;
    for (std::size_t i = 0; i < end; ++i) found += name(i) == wanted;
    return found;
  }
  constexpr bool are_distinct() const {
    for (std::size_t i = 0; i < Count; ++i) {
      if (count(name(i), i) > 0) return false;
    }
    return true;
  }
};

template <class T>
inline constexpr QuotedNames<quoted_names_size(member_names<T>.data(), member_count<T>), member_count<T>> quoted_names{
    member_names<T>.data()};

/// Storage of an object that is never made: constant expressions may take the addresses of its members, which is the
/// one portable way to know at compile time where they lie.
template <class T>
union Ghost {
  char none = 0;
  T object;

  constexpr Ghost() {}
  constexpr ~Ghost() {}
};
template <class T>
constinit inline Ghost<T> ghost;

constexpr Member make_member(std::string_view quoted, const void* place, const Type& type) {
  return {quoted.substr(2, quoted.size() - 4), quoted, place, &type};
}

template <class T>
constexpr std::array<Member, member_count<T>> make_members() {
  return apply_members(ghost<T>.object, [](auto&... members) {
    [[maybe_unused]] std::size_t i = 0;
    return std::array<Member, sizeof...(members)>{make_member(
        quoted_names<T>[i++], std::addressof(members), Description<std::remove_cvref_t<decltype(members)>>::type)...};
  });
}

inline constexpr std::size_t max_alignment = 64;

/// Finds out which members of a type have a default member initialiser. `make` default-initialises an object.
Defaults find_defaults(const Type& type, const void* value, void (*make)(void*), void (*destroy)(void*) noexcept);

template <class T>
struct ObjectFunctions {
  static void make(void* place) { ::new (place) T; }
  static void destroy(void* object) noexcept { static_cast<T*>(object)->~T(); }
  static const Defaults& defaults() {
    static const T value{};
    static const Defaults found = find_defaults(Description<T>::type, std::addressof(value), &make, &destroy);
    return found;
  }
};

template <class T>
struct ObjectTables {
  static_assert(std::default_initializable<T>,
                "JSON: an aggregate must be default-constructible, so that it can be read");
  static_assert(alignof(T) <= max_alignment);
  static_assert(quoted_names<T>.are_distinct(), "JSON: two members have the same name in camelCase");

  static constexpr std::array<Member, member_count<T>> members = make_members<T>();
  static constexpr ObjectOps ops{members, &ghost<T>, &ObjectFunctions<T>::defaults};
};

}  // namespace tenon::json::detail
