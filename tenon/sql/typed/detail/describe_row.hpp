#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <tenon/json/describe.hpp>
#include <tenon/sql/typed/relation.hpp>

/// Descriptions of generated structs for JSON: the names are those of the schema, whatever C++ calls the members.
/// Compiled once, with the generated code, so that who uses a row compiles no reflection of it.
namespace tenon::sql::typed {

/// `,"name":` for each member, in storage of its own.
template <std::size_t Count>
class RowNames {
 public:
  static constexpr std::size_t longest = 64;

  consteval explicit RowNames(const std::string_view (&names)[Count]) {
    for (std::size_t i = 0; i < Count; ++i) {
      if (names[i].size() > longest) throw "a field's name has at most 64 characters";
      char* out = texts_[i];
      *out++ = ',';
      *out++ = '"';
      for (const char c : names[i]) *out++ = c;
      *out++ = '"';
      *out++ = ':';
      sizes_[i] = static_cast<std::size_t>(out - texts_[i]);
    }
  }
  constexpr std::string_view operator[](std::size_t i) const { return {texts_[i], sizes_[i]}; }

 private:
  char texts_[Count][longest + 20] = {};  // JSON's writer copies in blocks of 16
  std::size_t sizes_[Count] = {};
};

template <class Row, class T>
Row row_of(T Row::*);
template <class Row, class T>
T type_of(T Row::*);

template <auto member>
constexpr json::Member row_member(std::string_view quoted) {
  using Row = decltype(row_of(member));
  using T = decltype(type_of(member));
  return json::detail::make_member(quoted, &(json::detail::ghost<Row>.object.*member),
                                   json::detail::Description<T>::type);
}

template <class Row>
constexpr json::ObjectOps row_ops(std::span<const json::Member> members) {
  return {members, &json::detail::ghost<Row>, &json::detail::ObjectFunctions<Row>::defaults};
}

template <class Row>
constexpr json::Type row_type(std::string_view name, const json::ObjectOps& ops) {
  return {.kind = json::Kind::object, .size = sizeof(Row), .name = name, .ops = {.object = &ops}};
}

template <class E>
constexpr json::Type enum_type(std::string_view name, const json::EnumOps& ops) {
  json::Type type = json::detail::plain_type<E>(json::Kind::enumeration);
  type.name = name;
  type.ops.enumeration = &ops;
  return type;
}

}  // namespace tenon::sql::typed
