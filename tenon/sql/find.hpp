#pragma once

#include <cstdint>
#include <optional>

#include <tenon/sql/list.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/selection.hpp>
#include <tenon/sql/unique.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql {

class Dialect;

/// Which rows of a model are read, in which order.
///
/// Paging by `take` and `skip` or, better for long lists, by `cursor` or `after`. These two add the primary key to the
/// order as its last criterion, so that no row is missed or given twice where others are equal in the order.
struct FindMany {
  Where where{};
  List<OrderBy> order_by{};
  /// At most so many rows; below zero: the last ones, still in the order asked for; 0: none, without a query.
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  /// Begins with this row, which is part of the answer (`skip = 1` leaves it out); there is no answer when the row is
  /// gone.
  std::optional<Unique> cursor{};
  /// Begins behind the place that Rows::position() has given: one value for each criterion of `order_by`, then those of
  /// the primary key, as the database keeps them. The row itself need not exist any more. Not together with `cursor`.
  List<Value> after{};
  /// Of the rows that are equal in these fields only the first.
  List<const schema::Field*> distinct{};
  Selection selection{};
};

/// Whether a row can hold this value, as the database keeps it, in the column of a field: for a place that comes back
/// from outside.
bool is_position(const Dialect& dialect, const schema::Field& field, const Value& value);

struct FindUnique {
  Unique where{};
  Selection selection{};
};

}  // namespace tenon::sql
