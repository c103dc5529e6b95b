#pragma once

#include <span>
#include <string>
#include <vector>

#include <tenon/base/time.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/detail/sql_text.hpp>

namespace tenon::sql::detail {

/// Whether a new row that does not set the field gets its value from the database, not from the client.
bool is_filled_by_database(const schema::Field& field);

/// A column that a statement writes.
struct WrittenColumn {
  const schema::Field* field = nullptr;
  Cell cell;
  Change change = Change::set;
};

/// The columns of one row to be written, with the bytes of their cells.
class WrittenColumns {
 public:
  explicit WrittenColumns(const Dialect& dialect) noexcept : dialect_(&dialect) {}

  /// Throws Invalid "ambiguous_value" when the field is set already, "null_violation" for null in a required one.
  void set(const schema::Field& field, const Cell& cell, Change change = Change::set);
  void set(const schema::Field& field, const Value& value, Change change = Change::set);
  /// A part of the key of a relation, which other relations, and the row above, may have set to the same value before.
  /// Throws Invalid "ambiguous_value" when it is another.
  void set_key(const schema::Field& field, const Cell& cell);
  /// The assignments of an input.
  void set(std::span<const Assignment> values);
  /// What a new row gets without being asked; then throws Invalid "required" naming every field that is still missing.
  void complete_new(const schema::Model& model, Instant now);
  /// `@updatedAt`.
  void complete_update(const schema::Model& model, Instant now);

  const WrittenColumn* find(const schema::Field& field) const noexcept;
  const std::vector<WrittenColumn>& all() const noexcept { return columns_; }
  bool empty() const noexcept { return columns_.empty(); }
  Arena& arena() noexcept { return arena_; }

 private:
  const Dialect* dialect_;
  std::vector<WrittenColumn> columns_;
  std::vector<Value> made_;  // defaults: cells may point into them
  Arena arena_;
};

}  // namespace tenon::sql::detail
