#include <tenon/sql/migrate/sqlite/diff.hpp>

#include <algorithm>
#include <utility>

#include <tenon/sql/migrate/sqlite/column_default.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

/// SQLite adds a column to a table that has rows only if it can be NULL or constant.
bool can_be_added(const Column& column) {
  const DefaultOrigin origin = column.default_value.origin;
  return !column.required && (origin == DefaultOrigin::none || origin == DefaultOrigin::literal);
}

/// A key made by UNIQUE within CREATE TABLE is dropped only together with its table.
bool loses_inner_index(const TableChange& change) {
  return std::any_of(change.before->indexes.begin(), change.before->indexes.end(), [&](const TableIndex& index) {
    return index.in_table && std::none_of(change.after->indexes.begin(), change.after->indexes.end(),
                                          [&](const TableIndex& other) { return same_index(index, other); });
  });
}

class SqliteDiff final : public DiffRules {
 public:
  /// It converts values to the new type's affinity where that loses nothing, and else keeps them as they are.
  TypeChange type_change(const Column& before, const Column& after) const override {
    const bool same = before.scalar == after.scalar && (before.scalar || before.type == after.type);
    if (same) return TypeChange::none;
    return after.scalar == schema::Scalar::string ? TypeChange::safe : TypeChange::risky;
  }

  bool same_default(const Column& before, const Column& after) const override {
    return sqlite::same_default(before.default_value, after.default_value, after.scalar);
  }

  bool must_be_rebuilt(const TableChange& change) const override {
    return !change.dropped.empty() || change.before->primary_key != change.after->primary_key ||
           !same_keys(change.before->foreign_keys, change.after->foreign_keys) || loses_inner_index(change) ||
           std::any_of(change.kept.begin(), change.kept.end(), [](const ColumnChange& one) { return one.any(); }) ||
           !std::all_of(change.added.begin(), change.added.end(), [](const Column* one) { return can_be_added(*one); });
  }

  bool keys_are_in_tables() const override { return true; }
  bool can_rename_indexes() const override { return false; }
};

}  // namespace

Difference diff(Structure before, Structure after) {
  return migrate::diff(std::move(before), std::move(after), SqliteDiff{});
}

}  // namespace tenon::sql::migrate::sqlite
