#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <tenon/base/buffer.hpp>
#include <tenon/base/decimal.hpp>
#include <tenon/base/text/text_of.hpp>
#include <tenon/base/time.hpp>
#include <tenon/json/type.hpp>

/// The functions behind a json::Type: what the compiled core cannot do without knowing the C++ type.
namespace tenon::json::detail {

/// Appends `text` as a JSON string.
void append_string(std::string_view text, Buffer& out);

template <class T>
constexpr void* address(T& object) noexcept {
  return std::addressof(object);
}

// --- text

template <class T>
concept Parsable = requires(std::string_view text) {
  { *T::parse(text) } -> std::convertible_to<T>;
} && tenon::text::HasText<T>;

template <class T>
struct TextForm {
  static auto parse(std::string_view text) { return T::parse(text); }
};
template <>
struct TextForm<Instant> {
  static auto parse(std::string_view text) { return parse_instant(text); }
  static constexpr std::size_t room(Instant) { return max_instant_text_size; }
  static char* write_to(char* out, Instant instant) { return tenon::write_to(out, instant); }
};
template <>
struct TextForm<Date> {
  static auto parse(std::string_view text) { return parse_date(text); }
  static constexpr std::size_t room(Date) { return max_date_text_size; }
  static char* write_to(char* out, Date date) { return tenon::write_to(out, date); }
};
template <>
struct TextForm<Decimal> {
  static std::optional<Decimal> parse(std::string_view text);
  static std::size_t room(const Decimal& value) { return value.max_text_size(); }
  static char* write_to(char* out, const Decimal& value) { return value.write_to(out); }
};
template <class T>
  requires requires(const T& value, char* out) { value.write_to(out); }
struct TextForm<T> {
  static auto parse(std::string_view text) { return T::parse(text); }
  static std::size_t room(const T& value) {
    if constexpr (requires { T::text_size; }) {
      return T::text_size;
    } else {
      return value.max_text_size();
    }
  }
  static char* write_to(char* out, const T& value) { return value.write_to(out); }
};

template <class T>
struct TextFunctions {
  static void write(const void* value, Buffer& out) {
    const T& object = *static_cast<const T*>(value);
    if constexpr (requires { TextForm<T>::room(object); }) {
      char* const begin = out.prepare(TextForm<T>::room(object) + 2);
      char* end = begin;
      *end++ = '"';
      end = TextForm<T>::write_to(end, object);
      *end++ = '"';
      out.commit(static_cast<std::size_t>(end - begin));
    } else {
      append_string(tenon::text::text_of(object), out);
    }
  }
  static bool parse(void* value, std::string_view text) {
    auto parsed = TextForm<T>::parse(text);
    if (!parsed) return false;
    *static_cast<T*>(value) = *std::move(parsed);
    return true;
  }
  static const void* fresh() {
    static const T value{};
    return &value;
  }
};

// --- optional

template <class T>
struct OptionalFunctions {
  static const void* get(const void* optional) {
    const T& object = *static_cast<const T*>(optional);
    return object ? std::addressof(*object) : nullptr;
  }
  static void* emplace(void* optional) { return std::addressof(static_cast<T*>(optional)->emplace()); }
  static void reset(void* optional) { static_cast<T*>(optional)->reset(); }
};
template <class Element>
struct OptionalFunctions<std::unique_ptr<Element>> {
  using T = std::unique_ptr<Element>;
  static const void* get(const void* pointer) { return static_cast<const T*>(pointer)->get(); }
  static void* emplace(void* pointer) { return (*static_cast<T*>(pointer) = std::make_unique<Element>()).get(); }
  static void reset(void* pointer) { static_cast<T*>(pointer)->reset(); }
};

// --- array and map

/// The capacity that a full array gets. Room for about a kilobyte at first and then, up to 64 kilobytes, four times as
/// much, so that short arrays do not move their items again and again.
constexpr std::size_t next_capacity(std::size_t capacity, std::size_t item_size) noexcept {
  std::size_t first = 1024 / item_size;
  if (first < 2) first = 2;
  if (first > 16) first = 16;
  if (capacity < first) return first;
  return capacity * (capacity * item_size < std::size_t{16} * 1024 ? 4 : 2);
}

template <class T>
struct ArrayFunctions {
  static ArrayOps::Items items(const void* array) {
    const T& object = *static_cast<const T*>(array);
    return {object.data(), object.size()};
  }
  static void* append(void* array) {
    T& object = *static_cast<T*>(array);
    if constexpr (requires { object.capacity(); }) {
      if (object.size() == object.capacity()) object.reserve(next_capacity(object.size(), sizeof(object[0])));
    }
    return std::addressof(object.emplace_back());
  }
  static void clear(void* array) { static_cast<T*>(array)->clear(); }
};
template <class Element, std::size_t N>
struct ArrayFunctions<std::array<Element, N>> {
  static ArrayOps::Items items(const void* array) {
    return {static_cast<const std::array<Element, N>*>(array)->data(), N};
  }
};

template <class T>
struct MapFunctions {
  static std::size_t size(const void* map) { return static_cast<const T*>(map)->size(); }
  static void each(const void* map, void* context,
                   void (*visit)(void* context, std::string_view name, const void* value)) {
    for (const auto& [name, value] : *static_cast<const T*>(map)) visit(context, name, std::addressof(value));
  }
  static void* insert(void* map, std::string_view name) {
    const auto [place, is_new] = static_cast<T*>(map)->try_emplace(std::string(name));
    return is_new ? std::addressof(place->second) : nullptr;
  }
  static void clear(void* map) { static_cast<T*>(map)->clear(); }
};
template <>
struct MapFunctions<Object> {
  static std::size_t size(const void* map);
  static void each(const void* map, void* context,
                   void (*visit)(void* context, std::string_view name, const void* value));
  static void* insert(void* map, std::string_view name);
  static void clear(void* map);
};

}  // namespace tenon::json::detail
