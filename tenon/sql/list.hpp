#pragma once

#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

namespace tenon::sql {

/// A list in an argument: absent, or given with any number of elements. The difference matters: `.OR` that is absent
/// asks nothing, `.OR` given without elements (an empty std::vector) matches nothing.
///
///     .OR = {{.price = {3}}, {.name = {"k"}}}          .in = {"a", "b"}          .in = ids   // a std::vector
///
/// Up to eight elements may be braced themselves; plain values may be more, and anything may come as a std::vector. It is
/// no std::initializer_list because g++ 12 does not compile those within `co_await`; and unlike std::vector, a list may be
/// an initialised member of its own element type.
template <class T>
class List {
 public:
  List() noexcept {}
  List(std::vector<T> items) noexcept : items_(std::move(items)), given_(true) {}  // NOLINT: implicit by design
  List(T a) { take(a); }                                                           // NOLINT
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
    items_.reserve(sizeof...(U));
    (items_.emplace_back(std::forward<U>(items)), ...);
    given_ = true;
  }
  List(const List& other) : items_(other.items_), given_(other.given_) {}
  List(List&& other) noexcept : items_(std::move(other.items_)), given_(other.given_) {}
  List& operator=(const List& other) {
    items_ = other.items_;
    given_ = other.given_;
    return *this;
  }
  List& operator=(List&& other) noexcept {
    items_ = std::move(other.items_);
    given_ = other.given_;
    return *this;
  }
  ~List() {}

  bool given() const noexcept { return given_; }
  bool empty() const noexcept { return items_.empty(); }
  std::size_t size() const noexcept { return items_.size(); }
  T& operator[](std::size_t index) noexcept { return items_[index]; }
  const T& operator[](std::size_t index) const noexcept { return items_[index]; }
  const T& front() const noexcept { return items_.front(); }
  T* begin() noexcept { return items_.data(); }
  T* end() noexcept { return items_.data() + items_.size(); }
  const T* begin() const noexcept { return items_.data(); }
  const T* end() const noexcept { return items_.data() + items_.size(); }
  const std::vector<T>& items() const noexcept { return items_; }
  operator const std::vector<T>&() const noexcept { return items_; }  // NOLINT: implicit by design

  void push_back(T item) {
    items_.push_back(std::move(item));
    given_ = true;
  }
  void reserve(std::size_t size) { items_.reserve(size); }

 private:
  template <class... Items>
  void take(Items&... items) {
    items_.reserve(sizeof...(Items));
    (items_.push_back(std::move(items)), ...);
    given_ = true;
  }

  std::vector<T> items_;
  bool given_ = false;
};

}  // namespace tenon::sql
