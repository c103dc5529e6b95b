#include <algorithm>
#include <functional>

#include <tenon/sql/migrate/detail/compare.hpp>

namespace tenon::sql::migrate {
namespace {

bool same_key(const ForeignKey& a, const ForeignKey& b) {
  return a.columns == b.columns && a.table == b.table && a.table_schema == b.table_schema &&
         a.references == b.references && a.on_delete == b.on_delete && a.on_update == b.on_update;
}

/// Names of the keys of join tables do not count: Prisma has given them others once, and renames none.
bool is_join_table(const Table& table) {
  return table.columns.size() == 2 && table.find_column("A") != nullptr && table.find_column("B") != nullptr;
}

/// A key is made anew with the type of one of its columns.
bool stays(const TableChange& change, const ForeignKey& before, const ForeignKey& after) {
  return same_key(before, after) && std::none_of(change.kept.begin(), change.kept.end(), [&](const ColumnChange& one) {
           return one.type != TypeChange::none &&
                  std::find(before.columns.begin(), before.columns.end(), one.before->name) != before.columns.end();
         });
}

}  // namespace

bool same_keys(const std::vector<ForeignKey>& a, const std::vector<ForeignKey>& b) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const ForeignKey& key) {
           return std::any_of(b.begin(), b.end(), [&](const ForeignKey& other) { return same_key(key, other); });
         });
}

namespace detail {

void compare_keys(const TableChange& change, Difference& out) {
  std::vector<const ForeignKey*> left;
  left.reserve(change.after->foreign_keys.size());
  for (const ForeignKey& key : change.after->foreign_keys) left.push_back(&key);
  const bool joins = is_join_table(*change.before) && is_join_table(*change.after);
  for (const ForeignKey& before : change.before->foreign_keys) {
    const auto after =
        std::find_if(left.begin(), left.end(), [&](const ForeignKey* key) { return stays(change, before, *key); });
    if (after == left.end()) {
      out.dropped_keys.push_back({change.before, &before});
      continue;
    }
    if (before.name != (*after)->name && !joins) out.renamed_keys.push_back({change.after, &before, *after});
    left.erase(after);
  }
  for (const ForeignKey* key : left) out.created_keys.push_back({change.after, key});
}

void create_keys(Difference& out) {
  for (const Table* table : out.created) {
    for (const ForeignKey& key : table->foreign_keys) out.created_keys.push_back({table, &key});
  }
  std::sort(out.created_keys.begin(), out.created_keys.end(), [](const ForeignKeyChange& a, const ForeignKeyChange& b) {
    return std::pair{a.table, a.key} < std::pair{b.table, b.key};
  });
}

}  // namespace detail
}  // namespace tenon::sql::migrate
