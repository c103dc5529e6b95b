#pragma once

#include <span>

#include <tenon/sql/detail/plans.hpp>
#include <tenon/sql/detail/row_storage.hpp>
#include <tenon/sql/detail/sql_text.hpp>
#include <tenon/sql/selection.hpp>

namespace tenon::sql::detail {

/// Whether the field has a column whose values a Value and a Cell can hold. Lists of scalars are left to the database.
bool holds_values(const schema::Field& field) noexcept;
/// The fields that the client shows, of those that hold values.
std::vector<const schema::Field*> visible_columns(const schema::Model& model);

/// What a row is found by again: the primary key, else the first unique one.
const schema::Index& key_of(const schema::Model& model) noexcept;

/// Decides which columns are read: those of the selection, then what its includes need.
void plan_columns(Rows::Storage& rows, const Plans& plans, const schema::Model& model, const Selection& selection);
/// Adds a column that is needed besides, unless it is read already.
void need_column(Rows::Storage& rows, const schema::Field& field);
/// Adds the order's columns, so that Rows::position() can give them.
void need_order(Rows::Storage& rows, std::span<const OrderBy> order);

/// Behind SELECT, for the first table of a statement: the columns, the counts and the criteria of the order that are no
/// columns; c0, c1, … if `named`. Sets what the storage knows about its cells.
void write_columns(SqlText& sql, Alias table, Rows::Storage& rows, const Selection& selection, bool named = false);

}  // namespace tenon::sql::detail
