#pragma once

#include <string>
#include <vector>

#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate {

/// How a column's type changed.
enum class TypeChange {
  none,
  safe,          ///< to text, which can hold everything
  risky,         ///< to any other type: values may be changed, or stay as what they were
  not_castable,  ///< no value can be taken over: the column is dropped and added again
};

/// A column that is there before and after.
struct ColumnChange {
  const Column* before = nullptr;
  const Column* after = nullptr;
  TypeChange type = TypeChange::none;
  bool required_changed = false;
  bool default_changed = false;

  bool is_recreated() const noexcept { return type == TypeChange::not_castable; }
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
  bool primary_key_added = false;
  bool primary_key_renamed = false;
  /// What the schema cannot say: a rebuilt table keeps it, unless it names a column that goes.
  std::vector<const TableExtra*> kept_extras;
  std::vector<const TableExtra*> lost_extras;
};

/// An index that is made or dropped, and its table.
struct IndexChange {
  const Table* table = nullptr;
  const TableIndex* index = nullptr;
  /// Dropped: behind the change of its table, which makes a primary key of the same columns.
  bool replaced_by_key = false;
  /// Created: it was there before, and goes with a column that is recreated.
  bool recreated = false;
};

/// An index that differs only in its name.
struct IndexRename {
  const Table* table = nullptr;
  const TableIndex* before = nullptr;
  const TableIndex* after = nullptr;
  bool redefined = false;  ///< the engine renames none: it is dropped and made again
};

/// A foreign key that is made or dropped, and its table.
struct ForeignKeyChange {
  const Table* table = nullptr;
  const ForeignKey* key = nullptr;
};

/// A foreign key that differs only in its name.
struct ForeignKeyRename {
  const Table* table = nullptr;
  const ForeignKey* before = nullptr;
  const ForeignKey* after = nullptr;
};

/// An enum whose values differ. Their order does not count.
struct EnumChange {
  const Enumeration* before = nullptr;
  const Enumeration* after = nullptr;
  std::vector<std::string> added;
  std::vector<std::string> removed;
};

/// An extension that is there, and should be of another version or in another schema.
struct ExtensionChange {
  const InstalledExtension* before = nullptr;
  const InstalledExtension* after = nullptr;
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
  std::vector<const std::string*> created_schemas;
  std::vector<const InstalledExtension*> created_extensions;
  std::vector<ExtensionChange> altered_extensions;
  std::vector<const Enumeration*> created_enums;
  std::vector<EnumChange> altered_enums;
  std::vector<ForeignKeyChange> dropped_keys;
  std::vector<IndexChange> dropped_indexes;
  std::vector<TableChange> altered;  ///< tables that are changed as they are, by ALTER TABLE
  std::vector<const Table*> dropped;
  std::vector<const Enumeration*> dropped_enums;
  std::vector<const Table*> created;
  std::vector<TableChange> rebuilt;  ///< made anew, by name; their indexes are made with them
  std::vector<IndexChange> created_indexes;
  std::vector<ForeignKeyRename> renamed_keys;
  std::vector<ForeignKeyChange> created_keys;
  std::vector<IndexRename> renamed_indexes;

  bool empty() const noexcept;
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
  /// Whether foreign keys, and indexes made by UNIQUE within CREATE TABLE, change with their table only. Else they have
  /// statements of their own: Difference::created_keys and its like.
  virtual bool keys_are_in_tables() const = 0;
  virtual bool can_rename_indexes() const = 0;
};

/// The table `_prisma_migrations` is left out on both sides.
Difference diff(Structure before, Structure after, const DiffRules& rules);

/// Whether two indexes, or lists of foreign keys, are the same but for their names.
bool same_index(const TableIndex& a, const TableIndex& b);
bool same_keys(const std::vector<ForeignKey>& a, const std::vector<ForeignKey>& b);

}  // namespace tenon::sql::migrate
