#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <tenon/json/describe.hpp>

namespace tenon::sql {

/// The row at the other end of a relation, as a member of a row: not loaded (it was not included), loaded and absent,
/// or loaded and there. A copy copies the row. In JSON it is left out, null, or an object.
///
///     if (product.category) use(product.category->name);
template <class T>
class One {
 public:
  using Row = std::unique_ptr<T>;

  One() noexcept;
  One(T row);  // NOLINT: implicit by design
  One(const One& other);
  One(One&& other) noexcept;
  One& operator=(One other) noexcept;
  ~One();

  bool loaded() const noexcept { return loaded_; }
  explicit operator bool() const noexcept { return row_ != nullptr; }
  T& operator*() noexcept { return *row_; }
  const T& operator*() const noexcept { return *row_; }
  T* operator->() noexcept { return row_.get(); }
  const T* operator->() const noexcept { return row_.get(); }

  /// Loaded from now on. The row itself, null until it is set.
  Row& load() noexcept {
    loaded_ = true;
    return row_;
  }
  void unload() noexcept;
  const Row& row() const noexcept { return row_; }

 private:
  Row row_;
  bool loaded_ = false;
};

/// The rows at the other end of a relation, as a member of a row: not loaded, or any number of them. In JSON it is left
/// out, or an array.
///
///     for (const OrderLine& line : order.lines) total += line.total;
template <class T>
class Many {
 public:
  using Rows = std::vector<T>;

  Many() noexcept;
  Many(std::vector<T> rows) noexcept;  // NOLINT: implicit by design
  Many(const Many& other);
  Many(Many&& other) noexcept;
  Many& operator=(Many other) noexcept;
  ~Many();

  bool loaded() const noexcept { return loaded_; }
  bool empty() const noexcept { return rows_.empty(); }
  std::size_t size() const noexcept { return rows_.size(); }
  Rows& operator*() noexcept { return rows_; }
  const Rows& operator*() const noexcept { return rows_; }
  T& operator[](std::size_t index) noexcept { return rows_[index]; }
  const T& operator[](std::size_t index) const noexcept { return rows_[index]; }
  auto begin() noexcept { return rows_.begin(); }
  auto end() noexcept { return rows_.end(); }
  auto begin() const noexcept { return rows_.begin(); }
  auto end() const noexcept { return rows_.end(); }

  /// Loaded from now on. The rows themselves.
  Rows& load() noexcept {
    loaded_ = true;
    return rows_;
  }
  void unload() noexcept;
  const Rows& rows() const noexcept { return rows_; }

 private:
  Rows rows_;
  bool loaded_ = false;
};

// Not in the classes: then they are compiled with the generated code and nowhere else, and a unit that holds a row
// compiles nothing of those that it is related to.

template <class T>
One<T>::One() noexcept {}
template <class T>
One<T>::One(T row) : row_(new T(std::move(row))), loaded_(true) {}
template <class T>
One<T>::One(const One& other) : row_(other.row_ ? new T(*other.row_) : nullptr), loaded_(other.loaded_) {}
template <class T>
One<T>::One(One&& other) noexcept : row_(std::move(other.row_)), loaded_(std::exchange(other.loaded_, false)) {}
template <class T>
One<T>& One<T>::operator=(One other) noexcept {
  row_ = std::move(other.row_);
  loaded_ = other.loaded_;
  return *this;
}
template <class T>
One<T>::~One() {}
template <class T>
void One<T>::unload() noexcept {
  loaded_ = false;
  row_.reset();
}

template <class T>
Many<T>::Many() noexcept {}
template <class T>
Many<T>::Many(std::vector<T> rows) noexcept : rows_(std::move(rows)), loaded_(true) {}
template <class T>
Many<T>::Many(const Many& other) : rows_(other.rows_), loaded_(other.loaded_) {}
template <class T>
Many<T>::Many(Many&& other) noexcept : rows_(std::move(other.rows_)), loaded_(std::exchange(other.loaded_, false)) {}
template <class T>
Many<T>& Many<T>::operator=(Many other) noexcept {
  rows_ = std::move(other.rows_);
  loaded_ = other.loaded_;
  return *this;
}
template <class T>
Many<T>::~Many() {}
template <class T>
void Many<T>::unload() noexcept {
  loaded_ = false;
  rows_.clear();
}

namespace detail {

template <class R>
struct RelationFunctions {
  static const void* get(const void* relation) {
    const R& r = *static_cast<const R*>(relation);
    if constexpr (requires { r.rows(); }) {
      return r.loaded() ? &r.rows() : nullptr;
    } else {
      return r.loaded() ? &r.row() : nullptr;
    }
  }
  static void* emplace(void* relation) { return &static_cast<R*>(relation)->load(); }
  static void reset(void* relation) { static_cast<R*>(relation)->unload(); }
};

template <class R>
inline constexpr json::OptionalOps relation_ops{&RelationFunctions<R>::get, &RelationFunctions<R>::emplace,
                                                &RelationFunctions<R>::reset, true};

template <class R, class Loaded>
constexpr json::Type relation_type() {
  return {.kind = json::Kind::optional,
          .size = sizeof(R),
          .element = &json::detail::Description<Loaded>::type,
          .ops = {.optional = &relation_ops<R>}};
}

}  // namespace detail

}  // namespace tenon::sql

template <class T>
struct tenon::json::Describe<tenon::sql::One<T>> {
  static constexpr Type describe() { return sql::detail::relation_type<sql::One<T>, typename sql::One<T>::Row>(); }
};

template <class T>
struct tenon::json::Describe<tenon::sql::Many<T>> {
  static constexpr Type describe() { return sql::detail::relation_type<sql::Many<T>, typename sql::Many<T>::Rows>(); }
};
