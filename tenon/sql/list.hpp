#pragma once

#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

#include <tenon/sql/detail/held.hpp>

namespace tenon::sql {

namespace detail {

/// What a List is that nobody wrote; see `absent`.
struct Absent {
  explicit constexpr Absent(int) noexcept {}
};
/// `List<T> in{absent};` is how a member says that it may be left out.
inline constexpr Absent absent{0};

}  // namespace detail

/// A list in an argument: absent, or given with any number of elements. The difference matters: `.in` that is left out
/// asks nothing, `.in = {}` matches nothing. Only a member that is not mentioned is absent: a List that is written,
/// copied from a variable or default-constructed is given.
///
///     .OR = {{.price = {3}}, {.name = {"k"}}}          .in = {"a", "b"}          .in = ids   // a std::vector
///
/// Up to eight elements may be braced themselves; plain values may be more, and anything may come as a std::vector.
///
/// Why no std::vector: g++ 12 compiles no braced std::initializer_list within `co_await`, a vector cannot be an
/// initialised member of its own element type, and generated code has many element types, of which this compiles
/// nothing.
template <class T>
class List {
 public:
  List() noexcept { items_.give(); }
  List(detail::Absent) noexcept {}  // NOLINT: implicit by design
  /// A template, so that braces never mean a vector: `{{.stock = {7}}}` is one element, not seven.
  template <class V>
    requires(!std::same_as<V, List> && std::convertible_to<V, std::vector<T>>)
  List(V from) {  // NOLINT: implicit by design
    std::vector<T> items = std::move(from);
    items_.add(static_cast<void*>(items.data()), items.size(), ops());
  }
  List(T a) { take(a); }  // NOLINT: implicit by design
  List(T a, T b) { take(a, b); }
  List(T a, T b, T c) { take(a, b, c); }
  List(T a, T b, T c, T d) { take(a, b, c, d); }
  List(T a, T b, T c, T d, T e) { take(a, b, c, d, e); }
  List(T a, T b, T c, T d, T e, T f) { take(a, b, c, d, e, f); }
  List(T a, T b, T c, T d, T e, T f, T g) { take(a, b, c, d, e, f, g); }
  List(T a, T b, T c, T d, T e, T f, T g, T h) { take(a, b, c, d, e, f, g, h); }
  template <class... U>
    requires(sizeof...(U) > 8 && (std::convertible_to<U, T> && ...))
  List(U&&... items) {
    items_.reserve(sizeof...(U), ops());
    (push_back(T(std::forward<U>(items))), ...);
  }
  List(const List& other) { items_.copy(other.items_, ops()); }
  List(List&& other) noexcept { items_.move(other.items_, ops()); }
  List& operator=(const List& other) {
    items_.assign(other.items_, ops());
    return *this;
  }
  List& operator=(List&& other) noexcept {
    items_.assign_moved(other.items_, ops());
    return *this;
  }
  ~List() { items_.destroy(ops()); }

  bool given() const noexcept { return items_.given(); }
  bool empty() const noexcept { return items_.size() == 0; }
  std::size_t size() const noexcept { return items_.size(); }
  const T* data() const noexcept { return static_cast<const T*>(items_.data()); }
  const T& operator[](std::size_t index) const noexcept { return data()[index]; }
  const T& front() const noexcept { return data()[0]; }
  const T* begin() const noexcept { return data(); }
  const T* end() const noexcept { return data() + size(); }
  std::vector<T> items() const { return {begin(), end()}; }

  void push_back(T item) { items_.add(static_cast<void*>(&item), 1, ops()); }
  void reserve(std::size_t capacity) { items_.reserve(capacity, ops()); }

 private:
  static constexpr const detail::TypeOps& ops() noexcept { return detail::OpsOf<T>::value; }
  template <class... Elements>
  void take(Elements&... elements) {
    items_.reserve(sizeof...(Elements), ops());
    (items_.add(static_cast<void*>(&elements), 1, ops()), ...);
  }

  detail::ListBase items_;
};

}  // namespace tenon::sql
