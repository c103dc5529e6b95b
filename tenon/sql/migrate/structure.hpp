#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/schema.hpp>

/// What stands in a database, or should stand there: the tables, without their rows. Made from a schema or from a
/// database by the Connector of its engine; two of them are compared in diff.hpp.
namespace tenon::sql::migrate {

enum class DefaultOrigin {
  none,
  literal,     ///< a value, `sql` is its SQL literal
  now,         ///< CURRENT_TIMESTAMP
  expression,  ///< any other SQL
};

struct ColumnDefault {
  DefaultOrigin origin = DefaultOrigin::none;
  std::string sql;  ///< as it stands behind DEFAULT
};

struct Column {
  std::string name;
  std::optional<schema::Scalar> scalar;  ///< what the type holds; nothing for types that Prisma does not know
  std::string type;                      ///< in SQL: "INTEGER"
  bool required = false;
  bool autoincrement = false;   ///< the database counts: SQLite by the rowid
  bool client_default = false;  ///< the client makes ids for it: uuid(), cuid(), …
  ColumnDefault default_value;
  std::string collation{};  ///< "NOCASE"; empty: the database's own. No schema says it
  std::string generated{};  ///< a generated column, as it is defined: the database computes it, and no schema says it
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string table;
  std::vector<std::string> references;
  schema::ReferentialAction on_delete = schema::ReferentialAction::no_action;
  schema::ReferentialAction on_update = schema::ReferentialAction::no_action;
};

struct KeyColumn {
  std::string name;
  schema::SortOrder sort = schema::SortOrder::ascending;
  bool sort_given = false;
  std::string collation{};  ///< where it is not that of the column
};

struct TableIndex {
  std::string name;
  std::vector<KeyColumn> columns;
  bool unique = false;
  std::string where;
  bool in_table = false;  ///< made by UNIQUE within CREATE TABLE: it has no statement of its own
  std::string sql{};      ///< the statement that made it in a database
};

/// What a database has and the schema language cannot say. Rebuilding the table keeps it by its own SQL.
struct TableExtra {
  enum class Kind {
    constraint,  ///< stands in CREATE TABLE
    statement,   ///< is made by a statement after it
    option,      ///< cannot be kept
  };
  Kind kind = Kind::option;
  std::string what;  ///< "the trigger `audit`"
  std::string sql;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::string> primary_key;
  std::vector<ForeignKey> foreign_keys;
  std::vector<TableIndex> indexes;
  std::vector<TableExtra> extras;

  const Column* find_column(std::string_view column) const noexcept;
};

struct Structure {
  std::vector<Table> tables;
  /// Whether partial indexes count. A schema without the preview feature does not know of them, and leaves those of the
  /// database alone.
  bool partial_indexes = false;

  const Table* find_table(std::string_view table) const noexcept;
};

/// What the columns of an engine are for the fields of a schema.
class ColumnRules {
 public:
  virtual ~ColumnRules() = default;

  /// Sets `type`, and `scalar` where the type holds one that Prisma knows.
  virtual void set_type(Column& column, const schema::Field& field) const = 0;
  /// What stands behind DEFAULT; none for defaults that the client makes.
  virtual ColumnDefault default_of(const schema::Field& field) const = 0;
  /// The column is all of the table's primary key.
  virtual void set_only_key(Column& column, const schema::Field& id) const = 0;
};

/// The tables that a database of the schema has: one a model, in their order, then those between the models of implicit
/// many-to-many relations, in Prisma's. Ignored models have theirs too; views have none.
Structure structure_of(const schema::Schema& schema, const ColumnRules& rules);

}  // namespace tenon::sql::migrate
