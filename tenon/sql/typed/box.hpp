#pragma once

#include <tenon/sql/detail/held.hpp>

namespace tenon::sql {

/// An argument about a related model, or none. It keeps its value elsewhere, so that arguments may contain each other;
/// a copy copies it. Because it is no aggregate, it is written with one more pair of braces:
///
///     .category = {.is = {{.slug = {"toys"}}}}          .category = {.is = CategoryWhere{.slug = {"toys"}}}
///
/// `{{}}` is a condition that always holds; `{}` does not compile, it would ask for nothing.
template <class T>
class Box {
 public:
  explicit Box() noexcept {}
  Box(T value) { held_.hold(&value, ops()); }  // NOLINT: implicit by design
  Box(const Box& other) { held_.copy(other.held_, ops()); }
  Box(Box&& other) noexcept { held_.move(other.held_, ops()); }
  Box& operator=(const Box& other) {
    held_.assign(other.held_, ops());
    return *this;
  }
  Box& operator=(Box&& other) noexcept {
    held_.assign_moved(other.held_, ops());
    return *this;
  }
  ~Box() {
    if (held_) held_.destroy(ops());
  }

  bool given() const noexcept { return static_cast<bool>(held_); }
  const T& operator*() const noexcept { return *static_cast<const T*>(held_.get()); }
  const T* operator->() const noexcept { return static_cast<const T*>(held_.get()); }

 private:
  static constexpr const detail::TypeOps& ops() noexcept { return detail::OpsOf<T>::value; }

  detail::BoxBase held_;
};

}  // namespace tenon::sql
