#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include <tenon/json/describe.hpp>

namespace tenon::json {

namespace detail {

std::optional<ValueError> check_count(std::size_t count, std::size_t min, std::size_t max);
void describe_count(Object& schema, std::size_t min, std::size_t max);

}  // namespace detail

/// `min` to `max` items of T, which otherwise behave like a const std::vector<T>; they are changed by assigning new
/// ones. Reading makes no item beyond `max`, however many the document has. Codes: `too_few`, `too_many`. A
/// default-constructed one is empty, whatever `min` says.
template <class T, std::size_t min, std::size_t max = SIZE_MAX>
class Items {
  static_assert(min <= max);

 public:
  using value_type = T;

  static constexpr Constraint constraint{
      [](const void* value) {
        return detail::check_count(static_cast<const std::vector<T>*>(value)->size(), min, max);
      },
      [](Object& schema) { detail::describe_count(schema, min, max); },
      max,
  };

  Items() = default;
  /// Throws Invalid with one of the codes.
  Items(std::vector<T> items) : items_(std::move(items)) {  // NOLINT(*-explicit-*)
    throw_if(constraint.check(&items_));
  }
  Items(std::initializer_list<T> items) : Items(std::vector<T>(items)) {}

  operator const std::vector<T>&() const noexcept { return items_; }  // NOLINT(*-explicit-*): behaves like its value
  const std::vector<T>& value() const noexcept { return items_; }

  bool empty() const noexcept { return items_.empty(); }
  std::size_t size() const noexcept { return items_.size(); }
  const T& operator[](std::size_t index) const noexcept { return items_[index]; }
  const T& front() const noexcept { return items_.front(); }
  const T& back() const noexcept { return items_.back(); }
  auto begin() const noexcept { return items_.begin(); }
  auto end() const noexcept { return items_.end(); }

  friend bool operator==(const Items& a, const Items& b)
    requires std::equality_comparable<T>
  {
    return a.items_ == b.items_;
  }

 private:
  std::vector<T> items_;
};

template <class T, std::size_t min, std::size_t max>
struct Describe<Items<T, min, max>> {
  static constexpr Type describe() {
    return constrained_type<Items<T, min, max>>(Describe<std::vector<T>>::describe(), Items<T, min, max>::constraint);
  }
};

}  // namespace tenon::json

namespace tenon {
using json::Items;
}  // namespace tenon
