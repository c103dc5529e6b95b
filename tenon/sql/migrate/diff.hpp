#pragma once

#include <string>
#include <vector>

#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate {

/// How a column's type changed. SQLite copies the values as they are and converts them to the new type's affinity.
enum class TypeChange {
  none,
  safe,   ///< to text, which can hold everything
  risky,  ///< to any other type: values may be changed, or stay as what they were
};

/// A column that is there before and after.
struct ColumnChange {
  const Column* before = nullptr;
  const Column* after = nullptr;
  TypeChange type = TypeChange::none;
  bool required_changed = false;
  bool default_changed = false;

  bool any() const noexcept { return type != TypeChange::none || required_changed || default_changed; }
};

/// A table that is there before and after.
struct TableChange {
  const Table* before = nullptr;
  const Table* after = nullptr;
  std::vector<const Column*> added;
  std::vector<const Column*> dropped;
  std::vector<ColumnChange> kept;    ///< every column that stays, changed or not
  bool primary_key_dropped = false;  ///< the old key goes, whether or not a new one comes
  /// What the schema cannot say: a rebuilt table keeps it, unless it names a column that goes.
  std::vector<const TableExtra*> kept_extras;
  std::vector<const TableExtra*> lost_extras;
};

/// An index that is made or dropped, and its table.
struct IndexChange {
  const Table* table = nullptr;
  const TableIndex* index = nullptr;
};

/// An index that differs only in its name.
struct IndexRename {
  const Table* table = nullptr;
  const TableIndex* before = nullptr;
  const TableIndex* after = nullptr;
};

/// What has to be done to turn one structure into another, on SQLite. It owns both structures and points into them.
///
/// SQLite can add an optional column; any other change of a table rebuilds it: a new table is made, the rows are
/// copied, the old one is dropped. Renaming is not seen: it is dropping and adding. Generated columns and collations
/// are left as they are.
///
/// The lists stand in the order in which they are carried out.
struct Difference {
  Difference() = default;
  Difference(Difference&&) noexcept = default;
  Difference& operator=(Difference&&) noexcept = default;
  Difference(const Difference&) = delete;
  Difference& operator=(const Difference&) = delete;

  Structure before;
  Structure after;
  std::vector<IndexChange> dropped_indexes;
  std::vector<TableChange> extended;  ///< tables that get columns by ALTER TABLE
  std::vector<const Table*> dropped;
  std::vector<const Table*> created;
  std::vector<TableChange> rebuilt;  ///< by name; their indexes are rebuilt with them
  std::vector<IndexChange> created_indexes;
  std::vector<IndexRename> renamed_indexes;

  bool empty() const noexcept {
    return dropped_indexes.empty() && extended.empty() && dropped.empty() && created.empty() && rebuilt.empty() &&
           created_indexes.empty() && renamed_indexes.empty();
  }
};

/// The table `_prisma_migrations` is left out on both sides.
Difference diff(Structure before, Structure after);

}  // namespace tenon::sql::migrate
