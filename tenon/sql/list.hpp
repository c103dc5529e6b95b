#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <tenon/sql/detail/original.hpp>

namespace tenon::sql {

namespace detail {

/// What a List is that nobody wrote; see `absent`.
struct Absent {
  explicit constexpr Absent(int) noexcept {}
};
/// `List<T> in{absent};` is how a member says that it may be left out.
inline constexpr Absent absent{0};

/// The elements of a List.
template <class T>
class Items {
 public:
  Items() noexcept {}
  Items(const Items& other) : Items() {
    given = other.given;
    reserve(other.size);
    for (std::size_t i = 0; i < other.size; ++i) add(T(other.data[i]));
  }
  Items(Items&& other) noexcept { swap(other); }
  Items& operator=(Items other) noexcept {
    swap(other);
    return *this;
  }
  ~Items() {
    if (!data) return;
    for (std::size_t i = 0; i < size; ++i) data[i].~T();
    ::operator delete(data, std::align_val_t{alignof(T)});
  }

  void reserve(std::size_t wanted) {
    if (wanted <= capacity) return;
    T* const room = static_cast<T*>(
        ::operator new(wanted * sizeof(T), std::align_val_t{alignof(T)}));  // NOLINT: T may be a pointer
    for (std::size_t i = 0; i < size; ++i) {
      std::construct_at(room + i, std::move(data[i]));
      data[i].~T();
    }
    ::operator delete(data, std::align_val_t{alignof(T)});
    data = room;
    capacity = wanted;
  }
  /// There is room for it.
  void add(T&& item) {
    std::construct_at(data + size, std::move(item));
    ++size;
  }

  T* data = nullptr;
  std::size_t size = 0;
  std::size_t capacity = 0;
  bool given = false;

 private:
  void swap(Items& other) noexcept {
    std::swap(data, other.data);
    std::swap(size, other.size);
    std::swap(capacity, other.capacity);
    std::swap(given, other.given);
  }
};

}  // namespace detail

/// A list in an argument: absent, or given with any number of elements. The difference matters: `.in` that is left out
/// asks nothing, `.in = {}` matches nothing. Only a member that is not mentioned is absent: a List that is written, copied
/// from a variable or default-constructed is given.
///
///     .OR = {{.price = {3}}, {.name = {"k"}}}          .in = {"a", "b"}          .in = ids   // a std::vector
///
/// Up to eight elements may be braced themselves; plain values may be more, and anything may come as a std::vector.
///
/// Why no std::vector: g++ 12 compiles no braced std::initializer_list within `co_await`, a vector cannot be an initialised
/// member of its own element type, and generated code has many element types, for which this compiles in a fraction of
/// the time.
template <class T>
class List {
 public:
  List() { items_.own().given = true; }
  List(detail::Absent) noexcept {}  // NOLINT: implicit by design
  /// A template, so that braces never mean a vector: `{{.stock = {7}}}` is one element, not seven.
  template <class V>
    requires(!std::same_as<V, List> && std::convertible_to<V, std::vector<T>>)
  List(V from) {  // NOLINT: implicit by design
    std::vector<T> items = std::move(from);
    detail::Items<T>& mine = begin_with(items.size());
    for (T& item : items) mine.add(std::move(item));
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
    detail::Items<T>& mine = begin_with(sizeof...(U));
    (mine.add(T(std::forward<U>(items))), ...);
  }

  bool given() const noexcept { return items_->given; }
  bool empty() const noexcept { return items_->size == 0; }
  std::size_t size() const noexcept { return items_->size; }
  const T* data() const noexcept { return items_->data; }
  const T& operator[](std::size_t index) const noexcept { return items_->data[index]; }
  const T& front() const noexcept { return items_->data[0]; }
  const T* begin() const noexcept { return items_->data; }
  const T* end() const noexcept { return items_->data + items_->size; }
  std::vector<T> items() const { return {begin(), end()}; }

  void push_back(T item) {
    detail::Items<T>& mine = items_.own();
    mine.given = true;
    if (mine.size == mine.capacity) mine.reserve(mine.size < 4 ? 4 : mine.size * 2);
    mine.add(std::move(item));
  }
  void reserve(std::size_t capacity) { items_.own().reserve(capacity); }

 private:
  detail::Items<T>& begin_with(std::size_t size) {
    detail::Items<T>& mine = items_.own();
    mine.given = true;
    mine.reserve(size);
    return mine;
  }
  template <class... Elements>
  void take(Elements&... elements) {
    detail::Items<T>& mine = begin_with(sizeof...(Elements));
    (mine.add(std::move(elements)), ...);
  }

  detail::Original<detail::Items<T>> items_;
};

}  // namespace tenon::sql
