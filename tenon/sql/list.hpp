#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <tenon/sql/detail/original.hpp>

namespace tenon::sql {

/// A list in an argument: absent, or given with any number of elements. The difference matters: `.OR` that is absent
/// asks nothing, `.OR` given without elements (an empty std::vector) matches nothing.
///
///     .OR = {{.price = {3}}, {.name = {"k"}}}          .in = {"a", "b"}          .in = ids   // a std::vector
///
/// Up to eight elements may be braced themselves; plain values may be more, and anything may come as a std::vector.
///
/// Why no std::vector: g++ 12 compiles no braced std::initializer_list within `co_await`, a vector cannot be an initialised
/// member of its own element type, and generated code has many element types, for which this compiles in a fraction of
/// the time.
template <class T>
class List : private detail::Original {
 public:
  List() noexcept {}
  /// A template, so that braces never mean a vector: `{{.stock = {7}}}` is one element, not seven.
  template <class V>
    requires(!std::same_as<V, List> && std::convertible_to<V, std::vector<T>>)
  List(V from) : List() {  // NOLINT: implicit by design
    std::vector<T> items = std::move(from);
    given_ = true;
    reserve(items.size());
    for (T& item : items) add(std::move(item));
  }
  List(T a) : List() { take(a); }  // NOLINT: implicit by design
  List(T a, T b) : List() { take(a, b); }
  List(T a, T b, T c) : List() { take(a, b, c); }
  List(T a, T b, T c, T d) : List() { take(a, b, c, d); }
  List(T a, T b, T c, T d, T e) : List() { take(a, b, c, d, e); }
  List(T a, T b, T c, T d, T e, T f) : List() { take(a, b, c, d, e, f); }
  List(T a, T b, T c, T d, T e, T f, T g) : List() { take(a, b, c, d, e, f, g); }
  List(T a, T b, T c, T d, T e, T f, T g, T h) : List() { take(a, b, c, d, e, f, g, h); }
  template <class... U>
    requires(sizeof...(U) > 8 && (std::convertible_to<U, T> && ...))
  List(U&&... items) : List() {
    given_ = true;
    reserve(sizeof...(U));
    (add(T(std::forward<U>(items))), ...);
  }
  List(const List& other) : List() { copy(other); }
  List(List&& other) : List() {  // NOLINT: may throw where it has to copy
    if (other.is_original()) {
      swap(other);
    } else {
      copy(other);
    }
  }
  List& operator=(List other) noexcept {
    if (!is_original()) forget();
    swap(other);
    return *this;
  }
  ~List() {
    if (!items_ || !is_original()) return;
    for (std::size_t i = 0; i < size_; ++i) items_[i].~T();
    ::operator delete(items_, std::align_val_t{alignof(T)});
  }

  bool given() const noexcept { return given_; }
  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }
  T* data() noexcept { return items_; }
  const T* data() const noexcept { return items_; }
  T& operator[](std::size_t index) noexcept { return items_[index]; }
  const T& operator[](std::size_t index) const noexcept { return items_[index]; }
  const T& front() const noexcept { return items_[0]; }
  T* begin() noexcept { return items_; }
  T* end() noexcept { return items_ + size_; }
  const T* begin() const noexcept { return items_; }
  const T* end() const noexcept { return items_ + size_; }
  std::vector<T> items() const { return {begin(), end()}; }

  void push_back(T item) {
    given_ = true;
    if (size_ == capacity_ || !is_original()) reserve(size_ < 4 ? 4 : size_ * 2);
    add(std::move(item));
  }
  void reserve(std::size_t capacity) {
    if (!is_original()) *this = List(std::as_const(*this));
    if (capacity <= capacity_) return;
    T* const items = static_cast<T*>(::operator new(capacity * sizeof(T), std::align_val_t{alignof(T)}));
    for (std::size_t i = 0; i < size_; ++i) {
      std::construct_at(items + i, std::move(items_[i]));
      items_[i].~T();
    }
    ::operator delete(items_, std::align_val_t{alignof(T)});
    items_ = items;
    capacity_ = capacity;
  }

 private:
  /// There is room for it.
  void add(T&& item) {
    std::construct_at(items_ + size_, std::move(item));
    ++size_;
  }
  void forget() noexcept {
    items_ = nullptr;
    size_ = capacity_ = 0;
    become_original();
  }
  void copy(const List& other) {
    given_ = other.given_;
    reserve(other.size_);
    for (const T& item : other) add(T(item));
  }
  template <class... Items>
  void take(Items&... items) {
    given_ = true;
    reserve(sizeof...(Items));
    (add(std::move(items)), ...);
  }
  void swap(List& other) noexcept {
    std::swap(items_, other.items_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(given_, other.given_);
  }

  T* items_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool given_ = false;
};

}  // namespace tenon::sql
