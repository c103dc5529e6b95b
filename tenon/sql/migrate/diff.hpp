#pragma once

#include <string>
#include <vector>

#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate {

/// How a column's type changed.
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

/// What has to be done to turn one structure into another. It owns both structures and points into them.
///
/// Renaming is not seen: it is dropping and adding. Generated columns and collations are left as they are.
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
  std::vector<TableChange> altered;  ///< tables that are changed as they are, by ALTER TABLE
  std::vector<const Table*> dropped;
  std::vector<const Table*> created;
  std::vector<TableChange> rebuilt;  ///< made anew, by name; their indexes are made with them
  std::vector<IndexChange> created_indexes;
  std::vector<IndexRename> renamed_indexes;

  bool empty() const noexcept {
    return dropped_indexes.empty() && altered.empty() && dropped.empty() && created.empty() && rebuilt.empty() &&
           created_indexes.empty() && renamed_indexes.empty();
  }
};

/// What differs between engines when structures are compared.
class DiffRules {
 public:
  virtual ~DiffRules() = default;

  virtual TypeChange type_change(const Column& before, const Column& after) const = 0;
  /// Whether the defaults mean the same: `1.50` and `1.5`.
  virtual bool same_default(const Column& before, const Column& after) const = 0;
  /// Whether the engine has to make the table anew to change it so.
  virtual bool must_be_rebuilt(const TableChange& change) const = 0;
};

/// The table `_prisma_migrations` is left out on both sides.
Difference diff(Structure before, Structure after, const DiffRules& rules);

/// Whether two indexes, or lists of foreign keys, are the same but for their names.
bool same_index(const TableIndex& a, const TableIndex& b);
bool same_keys(const std::vector<ForeignKey>& a, const std::vector<ForeignKey>& b);

}  // namespace tenon::sql::migrate
