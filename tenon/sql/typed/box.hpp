#pragma once

#include <utility>

#include <tenon/sql/detail/original.hpp>

namespace tenon::sql {

namespace detail {

/// A value elsewhere, or none; a copy copies it.
template <class T>
class Copied {
 public:
  Copied() noexcept {}
  explicit Copied(T&& value) : value_(new T(std::move(value))) {}
  Copied(const Copied& other) : value_(other.value_ ? new T(*other.value_) : nullptr) {}
  Copied(Copied&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  Copied& operator=(Copied other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Copied() { delete value_; }

  const T* get() const noexcept { return value_; }

 private:
  T* value_ = nullptr;
};

}  // namespace detail

/// An argument about a related model, or none. It keeps its value elsewhere, so that arguments may contain each other;
/// a copy copies it. Because it is no aggregate, it is written with one more pair of braces:
///
///     .category = {.is = {{.slug = {"toys"}}}}          .category = {.is = CategoryWhere{.slug = {"toys"}}}
template <class T>
class Box {
 public:
  explicit Box() noexcept {}  // explicit: `.some = {}` does not compile, it would ask for nothing; `{{}}` asks for any
  Box(T value) : held_(detail::Copied<T>(std::move(value))) {}  // NOLINT: implicit by design

  bool given() const noexcept { return held_->get() != nullptr; }
  const T& operator*() const noexcept { return *held_->get(); }
  const T* operator->() const noexcept { return held_->get(); }

 private:
  detail::Original<detail::Copied<T>> held_;
};

}  // namespace tenon::sql
