#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace tenon::sql::detail {

/// What arguments keep their values in: it tells an object that was made from a copy of its bytes.
///
/// g++ 12 makes the members of an aggregate that is written within a co_await expression, copies their bytes into the
/// aggregate, and destroys both (tenon/async/README.md, rule 6); and `co_await db.product.find_many({.where = …})` is how
/// the client is meant to be used. So an owner remembers where it was made. A copy of its bytes, which lies elsewhere, may
/// be read while the original lives (to the end of the expression), is copied where it would be moved, and leaves it to
/// the original to destroy what they share. tests/sql/typed/argument_test.cpp holds compilers to it.
///
/// T is an ordinary value, of which a copy of the bytes can be read.
template <class T>
class Original {
 public:
  Original() noexcept : value_() {}
  explicit Original(T value) : value_(std::move(value)) {}
  Original(const Original& other) : value_(other.value_) {}
  Original(Original&& other)  // NOLINT: may throw where it has to copy
      : value_(other.made_at_ == &other ? T(std::move(other.value_)) : T(std::as_const(other.value_))) {}
  Original& operator=(Original other) noexcept {
    if (made_at_ == this) value_.~T();
    std::construct_at(&value_, std::move(other.value_));
    made_at_ = this;
    return *this;
  }
  ~Original() {
    if (made_at_ == this) value_.~T();
  }

  const T& operator*() const noexcept { return value_; }
  const T* operator->() const noexcept { return &value_; }
  /// To change it: from here on it is an original.
  T& own() {
    if (made_at_ != this) *this = Original(std::as_const(*this));
    return value_;
  }

 private:
  union {
    T value_;
  };
  const Original* made_at_ = this;
};

/// What owns nothing: a copy of its bytes is as good as any.
template <class T>
  requires std::is_trivially_copyable_v<T>
class Original<T> {
 public:
  Original() noexcept {}
  explicit Original(T value) noexcept : value_(value) {}

  const T& operator*() const noexcept { return value_; }
  const T* operator->() const noexcept { return &value_; }

 private:
  T value_{};
};

}  // namespace tenon::sql::detail
