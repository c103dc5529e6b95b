#pragma once

#include <memory>
#include <utility>

namespace tenon::sql {

/// An argument about a related model, or none. It keeps its value elsewhere, so that arguments may contain each other;
/// a copy copies it. Because it is no aggregate, it is written with one more pair of braces:
///
///     .category = {.is = {{.slug = {"toys"}}}}          .category = {.is = CategoryWhere{.slug = {"toys"}}}
template <class T>
class Box {
 public:
  Box() noexcept {}
  Box(T value) : held_(new T(std::move(value))) {}  // NOLINT: implicit by design
  Box(const Box& other) : held_(other.held_ ? new T(*other.held_) : nullptr) {}
  Box(Box&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  Box& operator=(Box other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~Box() { delete held_; }

  bool given() const noexcept { return held_ != nullptr; }
  const T& operator*() const noexcept { return *held_; }
  const T* operator->() const noexcept { return held_; }

 private:
  T* held_ = nullptr;
};

}  // namespace tenon::sql
