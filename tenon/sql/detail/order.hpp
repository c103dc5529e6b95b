#pragma once

#include <span>
#include <vector>

#include <tenon/sql/detail/sql_text.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql::detail {

/// The order with the fields of the model's key added that it lacks, so that no two rows are equal in it.
std::vector<OrderBy> total_order(const schema::Model& model, std::vector<OrderBy> order);

/// The same order from its other end.
void reverse(std::vector<OrderBy>& order);

/// What a criterion compares, as an expression on the rows of `table`.
void write_criterion(SqlText& sql, Alias table, const OrderBy& criterion);

/// A part of a position: what a cell holds, whatever that means for its field. Rows are ordered by nothing else. The
/// cell is a view into the value; cell_of() throws Invalid "wrong_position" for a value of a kind that no cell has.
Value place_of(const Cell& cell);
Cell cell_of(const Value& value);

/// ` ORDER BY …`, or nothing.
void write_order(SqlText& sql, Alias table, std::span<const OrderBy> order);

/// The condition that a row comes behind the place of `values` in a total order, or stands at it.
void write_behind(SqlText& sql, Alias table, std::span<const OrderBy> order, std::span<const Value> values,
                  bool inclusive);

}  // namespace tenon::sql::detail
