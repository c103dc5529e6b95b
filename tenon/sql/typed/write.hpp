#pragma once

#include <tenon/sql/list.hpp>
#include <tenon/sql/typed/box.hpp>
#include <tenon/sql/typed/given.hpp>

/// The members of `XCreate` and `XUpdate` that are more than a value.
namespace tenon::sql {

/// A change of a number: `.stock = {5}` sets it, `.stock = {.decrement = 3}` counts down, computed by the database. One
/// of them.
template <class T>
struct Number {
  using Amount = typename detail::Payload<T>::type;
  Given<T> set{};
  Given<Amount> increment{};
  Given<Amount> decrement{};
  Given<Amount> multiply{};
  Given<Amount> divide{};
};

/// `connect` to the row that `where` names, or create it when there is none: `.where`, an XWhereUnique, and `.create`,
/// an XCreate. Defined with each model, so that a relation to it does not need it.
template <class C, class U>
struct OrCreate;

/// The row at the other end of a to-one relation of a new row. One of them.
template <class C, class U>
struct NestedCreateOne {
  Box<C> create{};
  U connect{};
  Box<OrCreate<C, U>> connect_or_create{};
};

/// The rows at the other end of a to-many relation of a new row.
template <class C, class U>
struct NestedCreateMany {
  List<C> create{};
  List<U> connect{};
  List<OrCreate<C, U>> connect_or_create{};
};

template <class C, class U>
struct NestedUpdateOne {
  Box<C> create{};
  U connect{};
  Box<OrCreate<C, U>> connect_or_create{};
  bool disconnect = false;  ///< there is none any more
};

template <class C, class U>
struct NestedUpdateMany {
  List<U> set{detail::absent};  ///< these belong to it and no others, `{}`: none; before the other members
  List<C> create{};
  List<U> connect{};
  List<OrCreate<C, U>> connect_or_create{};
  List<U> disconnect{};  ///< these belong to it no more
};

}  // namespace tenon::sql
