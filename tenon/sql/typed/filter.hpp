#pragma once

#include <optional>
#include <string>

#include <tenon/sql/list.hpp>
#include <tenon/sql/typed/box.hpp>
#include <tenon/sql/typed/given.hpp>
#include <tenon/sql/where.hpp>

/// The members of `XWhere`. A condition holds when all that is given holds. The types are aggregates whose first member
/// asks for equality: `.slug = {"toys"}` is `.slug = {.equals = "toys"}`. Lower bounds stand before upper ones:
/// `.price = {.gte = 8, .lt = 20}`.
namespace tenon::sql {

/// A field that is never null.
template <class T>
struct Filter {
  using Scalar = T;
  Given<T> equals{};
  Given<T> not_{};
  List<T> in{detail::absent};  ///< none of no values: `.in = {}` matches nothing
  List<T> not_in{detail::absent};
  Given<T> gt{};
  Given<T> gte{};
  Given<T> lt{};
  Given<T> lte{};
};

/// A field that may be null. Rows that hold null match `equals = std::nullopt` and none of the comparisons; `not_`
/// leaves them out too, except `not_ = std::nullopt`, which asks for a value.
template <class T>
struct Filter<std::optional<T>> {
  using Scalar = T;
  Given<std::optional<T>> equals{};
  Given<std::optional<T>> not_{};
  List<T> in{detail::absent};
  List<T> not_in{detail::absent};
  Given<T> gt{};
  Given<T> gte{};
  Given<T> lt{};
  Given<T> lte{};
};

/// A text; S is std::string or std::optional<std::string>. `%` and `_` mean themselves.
template <class S>
struct TextFilter {
  Given<S> equals{};
  Given<S> not_{};
  List<std::string> in{detail::absent};
  List<std::string> not_in{detail::absent};
  Given<std::string> gt{};
  Given<std::string> gte{};
  Given<std::string> lt{};
  Given<std::string> lte{};
  Given<std::string> contains{};
  Given<std::string> starts_with{};
  Given<std::string> ends_with{};
  Mode mode = Mode::sensitive;  ///< Mode::insensitive: case-insensitive
};

/// A Boolean, Json or Bytes.
template <class T>
struct EqualityFilter {
  Given<T> equals{};
  Given<T> not_{};
};

template <class T>
struct EnumFilter {
  Given<T> equals{};
  Given<T> not_{};
  List<typename detail::Payload<T>::type> in{detail::absent};
  List<typename detail::Payload<T>::type> not_in{detail::absent};
};

/// A relation to one row, or none.
template <class W>
struct ToOne {
  Box<W> is{};            ///< there is one, and it fulfils this
  Box<W> is_not{};        ///< there is none, or it does not fulfil this
  Given<bool> is_null{};  ///< true: there is none; false: there is one
};

/// A relation to many rows. `.some = OrderWhere{}`: there is at least one.
template <class W>
struct ToMany {
  Box<W> some{};
  Box<W> every{};  ///< also when there are none
  Box<W> none{};
};

}  // namespace tenon::sql
