#pragma once

#include <tenon/sql/order_by.hpp>
#include <tenon/sql/typed/box.hpp>

/// The members of `XOrderBy`. Each element of `.order_by` is one criterion: `.order_by = {{.price = desc}, {.name =
/// asc}}`.
namespace tenon::sql {

/// By a field: `.price = desc`, `.age = {asc, Nulls::last}`.
class Order {
 public:
  explicit Order() noexcept {}
  Order(Sort sort, Nulls nulls = Nulls::database) noexcept  // NOLINT: implicit by design
      : sort_(sort), nulls_(nulls), given_(true) {}

  bool given() const noexcept { return given_; }
  Sort sort() const noexcept { return sort_; }
  Nulls nulls() const noexcept { return nulls_; }

 private:
  Sort sort_ = asc;
  Nulls nulls_ = Nulls::database;
  bool given_ = false;
};

/// By the number of rows at the other end of a to-many relation: `.reviews = {.count = desc}`.
struct OrderByCount {
  Order count{};
};

}  // namespace tenon::sql
