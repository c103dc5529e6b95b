#include <tenon/sql/migrate/postgres/diff.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <tenon/sql/migrate/postgres/column_default.hpp>
#include <tenon/sql/migrate/postgres/expression.hpp>
#include <tenon/sql/migrate/postgres/type_change.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

class PostgresDiff final : public DiffRules {
 public:
  TypeChange type_change(const Column& before, const Column& after) const override {
    return postgres::type_change(before, after);
  }
  bool same_default(const Column& before, const Column& after) const override {
    return postgres::same_default(before, after);
  }
  bool must_be_rebuilt(const TableChange&) const override { return false; }
  bool keys_are_in_tables() const override { return false; }
  bool can_rename_indexes() const override { return true; }
};

void sort_columns(TableChange& change) {
  const auto by_name = [](const Column* a, const Column* b) { return a->name < b->name; };
  std::sort(change.added.begin(), change.added.end(), by_name);
  std::sort(change.dropped.begin(), change.dropped.end(), by_name);
  // All of them stand in one vector.
  std::sort(change.kept.begin(), change.kept.end(),
            [](const ColumnChange& a, const ColumnChange& b) { return std::less<>{}(a.before, b.before); });
}

/// The server writes conditions of indexes its own way: one that means the same as the schema's takes its words.
void adopt_conditions(Structure& before, const Structure& after) {
  for (Table& table : before.tables) {
    const Table* next = after.find_table(table);
    if (next == nullptr) continue;
    for (TableIndex& index : table.indexes) {
      const auto same = std::find_if(next->indexes.begin(), next->indexes.end(), [&](const TableIndex& one) {
        return plain_expression(one.where) == plain_expression(index.where);
      });
      if (same != next->indexes.end()) index.where = same->where;
    }
  }
}

}  // namespace

Difference diff(Structure before, Structure after) {
  adopt_conditions(before, after);
  Difference out = migrate::diff(std::move(before), std::move(after), PostgresDiff{});
  for (TableChange& change : out.altered) sort_columns(change);
  return out;
}

}  // namespace tenon::sql::migrate::postgres
