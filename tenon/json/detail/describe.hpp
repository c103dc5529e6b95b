#pragma once

#include <tenon/json/describe.hpp>
#include <tenon/json/detail/aggregate.hpp>
#include <tenon/json/detail/operations.hpp>

/// The bodies of tenon/json/describe.hpp.
namespace tenon::json {

namespace detail {

template <class T>
constinit const Type Description<T>::type = Describe<T>::describe();

template <class T>
constexpr Type plain_type(Kind kind) {
  return {.kind = kind,
          .is_plain = std::is_trivially_default_constructible_v<T> &&
                      (std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>),
          .size = sizeof(T)};
}

template <std::integral T>
constexpr Kind integer_kind() {
  constexpr Kind kinds[2][4] = {{Kind::uint8, Kind::uint16, Kind::uint32, Kind::uint64},
                                {Kind::int8, Kind::int16, Kind::int32, Kind::int64}};
  return kinds[std::is_signed_v<T>][sizeof(T) == 8 ? 3 : sizeof(T) / 2];
}

template <class T>
concept Character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
                    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

template <class T>
concept Textual = Parsable<T> || std::same_as<T, Instant> || std::same_as<T, Date>;

template <class T>
concept StringMap = std::same_as<typename T::key_type, std::string> && requires(T& map, std::string name) {
  typename T::key_compare;
  typename T::mapped_type;
  map.try_emplace(name);
};

template <NamedEnum E>
struct EnumTables {
  static constexpr std::size_t count = enum_entries<E>.size();
  static_assert(count > 0, "JSON: an enumeration needs enumerators, with values from -1 to 127");
  static constexpr auto names = [] {
    std::array<std::string_view, count> result;
    for (std::size_t i = 0; i < count; ++i) result[i] = enum_entries<E>[i].name;
    return result;
  }();
  static constexpr auto values = [] {
    std::array<std::int64_t, count> result{};
    for (std::size_t i = 0; i < count; ++i) result[i] = static_cast<std::int64_t>(enum_entries<E>[i].value);
    return result;
  }();
  static constexpr EnumOps ops{names, values};
};

template <class T>
inline constexpr auto lower_first = [] {
  std::array<char, type_name<T>().size()> text{};
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = type_name<T>()[i];
  text[0] = text::to_lower(text[0]);
  return text;
}();

template <class T>
constexpr Tag tag_of() {
  if constexpr (requires { T::tag; }) {
    return T::tag;
  } else {
    return {"type", {lower_first<T>.data(), lower_first<T>.size()}};
  }
}

constexpr bool are_distinct(std::span<const Tag> tags) {
  for (std::size_t i = 1; i < tags.size(); ++i) {
    if (tags[i].name != tags[0].name) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (tags[i].value == tags[j].value) return false;
    }
  }
  return true;
}

template <class... A>
struct VariantTables {
  static_assert((Reflectable<A> && ...), "JSON: every alternative of a std::variant must be an aggregate");
  using T = std::variant<A...>;

  static constexpr std::array<Tag, sizeof...(A)> tags{tag_of<A>()...};
  static_assert(are_distinct(tags), "JSON: the alternatives of a std::variant need tags of one name, different values");
  static_assert(((quoted_names<A>.count(tags[0].name) == 0) && ...),
                "JSON: an alternative has a member named as its tag");

  template <class Held>
  static void* emplace(void* variant) {
    return std::addressof(static_cast<T*>(variant)->template emplace<Held>());
  }
  static std::size_t index(const void* variant) { return static_cast<const T*>(variant)->index(); }
  static const void* get(const void* variant) {
    return std::visit([](const auto& held) -> const void* { return std::addressof(held); },
                      *static_cast<const T*>(variant));
  }

  static constexpr auto alternatives = [] {
    std::size_t i = 0;
    return std::array<Alternative, sizeof...(A)>{Alternative{tags[i++].value, &Description<A>::type, &emplace<A>}...};
  }();
  static constexpr VariantOps ops{tags[0].name, alternatives, &index, &get};
};

template <class T>
inline constexpr TextOps text_ops{text_format<T>, &TextFunctions<T>::write, &TextFunctions<T>::parse,
                                  &TextFunctions<T>::fresh};

template <class T, WhenEmpty when_empty>
inline constexpr OptionalOps optional_ops{&OptionalFunctions<T>::get, &OptionalFunctions<T>::emplace,
                                          &OptionalFunctions<T>::reset, when_empty == WhenEmpty::omitted};

template <class T>
inline constexpr ArrayOps array_ops{&ArrayFunctions<T>::items, &ArrayFunctions<T>::append, &ArrayFunctions<T>::clear};
template <class Element, std::size_t N>
inline constexpr ArrayOps array_ops<std::array<Element, N>>{&ArrayFunctions<std::array<Element, N>>::items, nullptr,
                                                            nullptr};

template <class T>
inline constexpr MapOps map_ops{&MapFunctions<T>::size, &MapFunctions<T>::each, &MapFunctions<T>::insert,
                                &MapFunctions<T>::clear};

template <class T>
inline constexpr bool is_described = false;

}  // namespace detail

template <class T, class Element, WhenEmpty when_empty>
constexpr Type optional_type() {
  return {.kind = Kind::optional,
          .size = sizeof(T),
          .element = &detail::Description<Element>::type,
          .ops = {.optional = &detail::optional_ops<T, when_empty>}};
}

template <class T, class Element>
constexpr Type array_type() {
  return {.kind = Kind::array,
          .size = sizeof(T),
          .element = &detail::Description<Element>::type,
          .ops = {.array = &detail::array_ops<T>}};
}

template <class T, class Element>
constexpr Type map_type() {
  return {.kind = Kind::map,
          .size = sizeof(T),
          .element = &detail::Description<Element>::type,
          .ops = {.map = &detail::map_ops<T>}};
}

template <class T>
constexpr Type text_type() {
  Type type = detail::plain_type<T>(Kind::text);
  type.ops.text = &detail::text_ops<T>;
  return type;
}

template <Reflectable T>
constexpr Type object_type() {
  return {.kind = Kind::object,
          .size = sizeof(T),
          .name = type_name<T>(),
          .ops = {.object = &detail::ObjectTables<T>::ops}};
}

template <class T>
constexpr Type Describe<T>::describe() {
  using namespace detail;
  if constexpr (std::same_as<T, bool>) {
    return plain_type<T>(Kind::boolean);
  } else if constexpr (std::integral<T> && !Character<T>) {
    return plain_type<T>(integer_kind<T>());
  } else if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
    return plain_type<T>(sizeof(T) == 4 ? Kind::float32 : Kind::float64);
  } else if constexpr (std::same_as<T, std::string>) {
    return {.kind = Kind::string, .size = sizeof(T)};
  } else if constexpr (std::same_as<T, std::string_view>) {
    return {.kind = Kind::string_view, .size = sizeof(T)};
  } else if constexpr (NamedEnum<T>) {
    Type type = plain_type<T>(Kind::enumeration);
    type.name = type_name<T>();
    type.ops.enumeration = &EnumTables<T>::ops;
    return type;
  } else if constexpr (Textual<T>) {
    return text_type<T>();
  } else if constexpr (StringMap<T>) {
    return map_type<T, typename T::mapped_type>();
  } else if constexpr (Reflectable<T>) {
    return object_type<T>();
  } else {
    static_assert(is_described<T>, "JSON: this type is none of those in tenon/json/describe.hpp; specialise Describe");
    return {};
  }
}

template <class T>
struct Describe<std::optional<T>> {
  static constexpr Type describe() { return optional_type<std::optional<T>, T>(); }
};

/// Whether the member was there, and if it was, whether it was null: for PATCH.
template <class T>
struct Describe<std::optional<std::optional<T>>> {
  static constexpr Type describe() {
    return optional_type<std::optional<std::optional<T>>, std::optional<T>, WhenEmpty::omitted>();
  }
};

template <class T>
struct Describe<std::unique_ptr<T>> {
  static constexpr Type describe() { return optional_type<std::unique_ptr<T>, T>(); }
};

template <class T>
struct Describe<std::vector<T>> {
  static_assert(!std::same_as<T, bool>, "JSON: the elements of a std::vector<bool> have no address; use another type");
  static constexpr Type describe() { return array_type<std::vector<T>, T>(); }
};

template <class T, std::size_t N>
struct Describe<std::array<T, N>> {
  static constexpr Type describe() { return array_type<std::array<T, N>, T>(); }
};

template <class... A>
struct Describe<std::variant<A...>> {
  static constexpr Type describe() {
    return {.kind = Kind::variant,
            .size = sizeof(std::variant<A...>),
            .ops = {.variant = &detail::VariantTables<A...>::ops}};
  }
};

template <>
struct Describe<Value> {
  static constexpr Type describe() { return {.kind = Kind::value, .size = sizeof(Value)}; }
};

template <>
struct Describe<Object> {
  static constexpr Type describe() { return map_type<Object, Value>(); }
};

}  // namespace tenon::json
