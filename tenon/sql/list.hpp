#pragma once

#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace tenon::sql {

/// A list in an argument: absent, or given with any number of elements. The difference matters: `.OR` that is absent
/// asks nothing, `.OR` given without elements matches nothing.
///
///     .OR = {{.price = {3}}, {.name = {"k"}}}          .in = {"a", "b"}          .in = ids   // a std::vector
///
/// Unlike std::vector it may be an initialised member of its own element type.
template <class T>
class List {
 public:
  List() noexcept {}
  List(std::initializer_list<T> items) : items_(items), given_(true) {}
  List(std::vector<T> items) noexcept : items_(std::move(items)), given_(true) {}  // NOLINT: implicit by design
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
  auto begin() noexcept { return items_.begin(); }
  auto end() noexcept { return items_.end(); }
  auto begin() const noexcept { return items_.begin(); }
  auto end() const noexcept { return items_.end(); }
  const std::vector<T>& items() const noexcept { return items_; }

  void push_back(T item) {
    items_.push_back(std::move(item));
    given_ = true;
  }

 private:
  std::vector<T> items_;
  bool given_ = false;
};

}  // namespace tenon::sql
