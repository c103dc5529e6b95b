#pragma once

#include <utility>

#include <tenon/sql/detail/original.hpp>

namespace tenon::sql {

/// An argument about a related model, or none. It keeps its value elsewhere, so that arguments may contain each other;
/// a copy copies it. Because it is no aggregate, it is written with one more pair of braces:
///
///     .category = {.is = {{.slug = {"toys"}}}}          .category = {.is = CategoryWhere{.slug = {"toys"}}}
template <class T>
class Box : private detail::Original {
 public:
  Box() noexcept {}
  Box(T value) : held_(new T(std::move(value))) {}  // NOLINT: implicit by design
  Box(const Box& other) : Original(), held_(other.held_ ? new T(*other.held_) : nullptr) {}
  Box(Box&& other)  // NOLINT: may throw where it has to copy
      : held_(other.is_original() ? std::exchange(other.held_, nullptr) : Box(std::as_const(other)).release()) {}
  Box& operator=(Box other) noexcept {
    if (!is_original()) held_ = nullptr;
    become_original();
    std::swap(held_, other.held_);
    return *this;
  }
  ~Box() {
    if (is_original()) delete held_;
  }

  bool given() const noexcept { return held_ != nullptr; }
  const T& operator*() const noexcept { return *held_; }
  const T* operator->() const noexcept { return held_; }

 private:
  T* release() noexcept { return std::exchange(held_, nullptr); }

  T* held_ = nullptr;
};

}  // namespace tenon::sql
