#include <algorithm>
#include <functional>
#include <tuple>

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

/// The same columns, in any order.
bool same_column_set(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

bool names_column(const std::vector<std::string>& columns, const std::string& name) {
  return std::find(columns.begin(), columns.end(), name) != columns.end();
}

class KeyComparison {
 public:
  KeyComparison(const std::vector<TableChange>& kept, Difference& out) : kept_(kept), out_(out) {}

  void run() {
    for (const Table* table : out_.dropped) {
      for (const ForeignKey& key : table->foreign_keys) out_.dropped_keys.push_back({table, &key});
    }
    for (const Table* table : out_.created) {
      for (const ForeignKey& key : table->foreign_keys) out_.created_keys.push_back({table, &key});
    }
    for (const TableChange& change : kept_) compare(change);
    std::stable_sort(out_.dropped_keys.begin(), out_.dropped_keys.end(), [](const auto& a, const auto& b) {
      return std::tie(a.table->db_schema, a.table->name) < std::tie(b.table->db_schema, b.table->name);
    });
    // In the order of the tables, which stand in one vector.
    std::stable_sort(out_.created_keys.begin(), out_.created_keys.end(),
                     [](const auto& a, const auto& b) { return std::less<>{}(a.table, b.table); });
  }

 private:
  void compare(const TableChange& change) {
    std::vector<const ForeignKey*> left;
    left.reserve(change.after->foreign_keys.size());
    for (const ForeignKey& key : change.after->foreign_keys) left.push_back(&key);
    const bool joins = is_join_table(*change.before) && is_join_table(*change.after);
    for (const ForeignKey& before : change.before->foreign_keys) {
      const auto after =
          std::find_if(left.begin(), left.end(), [&](const ForeignKey* key) { return same_key(before, *key); });
      if (after == left.end() || !can_stay(change, before)) {
        out_.dropped_keys.push_back({change.before, &before});
        continue;
      }
      if (before.name != (*after)->name && !joins) out_.renamed_keys.push_back({change.after, &before, *after});
      left.erase(after);
    }
    for (const ForeignKey* key : left) out_.created_keys.push_back({change.after, key});
  }

  /// A key is made anew with the type of one of its columns, and where what keeps the other table's rows apart goes:
  /// it could not be dropped while a foreign key needs it.
  bool can_stay(const TableChange& change, const ForeignKey& key) const {
    const bool retyped = std::any_of(change.kept.begin(), change.kept.end(), [&](const ColumnChange& one) {
      return one.type != TypeChange::none && names_column(key.columns, one.before->name);
    });
    return !retyped && std::none_of(kept_.begin(), kept_.end(), [&](const TableChange& other) {
      return other.before->name == key.table && other.before->db_schema == key.table_schema && loses_target(other, key);
    });
  }

  /// `change` is that of the table that the key refers to.
  bool loses_target(const TableChange& change, const ForeignKey& key) const {
    if (change.primary_key_dropped && same_column_set(change.before->primary_key, key.references)) return true;
    const bool recreated = std::any_of(change.kept.begin(), change.kept.end(), [&](const ColumnChange& one) {
      return one.is_recreated() && names_column(key.references, one.before->name);
    });
    return recreated || std::any_of(out_.dropped_indexes.begin(), out_.dropped_indexes.end(), [&](const auto& dropped) {
             if (dropped.table != change.before || !dropped.index->unique) return false;
             std::vector<std::string> columns;
             columns.reserve(dropped.index->columns.size());
             for (const KeyColumn& column : dropped.index->columns) columns.push_back(column.name);
             return same_column_set(columns, key.references);
           });
  }

  const std::vector<TableChange>& kept_;
  Difference& out_;
};

}  // namespace

bool same_keys(const std::vector<ForeignKey>& a, const std::vector<ForeignKey>& b) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const ForeignKey& key) {
           return std::any_of(b.begin(), b.end(), [&](const ForeignKey& other) { return same_key(key, other); });
         });
}

namespace detail {

void compare_keys(const std::vector<TableChange>& kept, Difference& out) { KeyComparison{kept, out}.run(); }

}  // namespace detail
}  // namespace tenon::sql::migrate
