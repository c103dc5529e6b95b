#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/schema/schema.hpp>

/// What stands in a database, or should stand there: tables and what they need, without their rows. Made from a schema
/// or from a database by the Connector of its engine; two of them are compared in diff.hpp.
///
/// `db_schema` is the schema of the database that something stands in, as `@@schema` says: "blog". It is empty for the
/// schema of the connection, and always for engines that have none.
namespace tenon::sql::migrate {

enum class DefaultOrigin {
  none,
  literal,     ///< a value, `sql` is its SQL literal
  now,         ///< CURRENT_TIMESTAMP
  sequence,    ///< the next number of a sequence, `sql` is its name
  expression,  ///< any other SQL; without `sql` it is there, but the schema does not say what it is
};

struct ColumnDefault {
  DefaultOrigin origin = DefaultOrigin::none;
  std::string sql;  ///< as it stands behind DEFAULT, unless `origin` says otherwise
};

struct Column {
  std::string name;
  std::optional<schema::Scalar> scalar;  ///< what the type holds; nothing for types that Prisma does not know
  std::string type;                      ///< in SQL: "INTEGER"
  bool required = false;
  bool autoincrement = false;   ///< the database counts: SQLite by the rowid
  bool client_default = false;  ///< the client makes ids for it: uuid(), cuid(), …
  ColumnDefault default_value;
  std::string collation{};    ///< "NOCASE"; empty: the database's own. No schema says it
  std::string generated{};    ///< a generated column, as it is defined: the database computes it, and no schema says it
  bool list = false;          ///< a list of such values, where the engine has lists
  std::string enumeration{};  ///< the Enumeration that is its type; empty for all other types
  std::string enum_schema{};  ///< its db_schema
  std::string type_word{};    ///< the type in the words of the schema language: "VarChar(10)"; empty: that of `scalar`
};

/// An enum that is a type of the database.
struct Enumeration {
  std::string name;
  std::string db_schema{};
  std::vector<std::string> values;  ///< as the database has them
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string table;
  std::vector<std::string> references;
  schema::ReferentialAction on_delete = schema::ReferentialAction::no_action;
  schema::ReferentialAction on_update = schema::ReferentialAction::no_action;
  std::string table_schema{};  ///< db_schema of `table`
};

struct KeyColumn {
  std::string name;
  schema::SortOrder sort = schema::SortOrder::ascending;
  bool sort_given = false;
  std::string collation{};       ///< where it is not that of the column
  std::string operator_class{};  ///< "jsonb_path_ops"; empty: the type's own
  bool own_class = false;        ///< `operator_class` is given, and is the type's own
};

struct TableIndex {
  std::string name;
  std::vector<KeyColumn> columns;
  bool unique = false;
  std::string where;
  bool in_table = false;    ///< made by UNIQUE within CREATE TABLE: it has no statement of its own
  std::string sql{};        ///< the statement that made it in a database
  std::string algorithm{};  ///< "GIN"; empty: the engine's default
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
  std::string db_schema{};
  std::string primary_key_name{};  ///< empty where keys have no names

  const Column* find_column(std::string_view column) const noexcept;
};

/// An extension of PostgreSQL that is installed, or should be.
struct InstalledExtension {
  std::string name;
  std::string db_schema{};  ///< empty: whatever it is
  std::string version{};    ///< the same

  bool operator==(const InstalledExtension&) const = default;
};

struct Structure {
  std::vector<Table> tables;
  std::vector<Enumeration> enums{};
  std::vector<std::string> schemas{};  ///< db_schemas that are there, or should be; none where no `@@schema` is used
  std::vector<InstalledExtension> extensions{};
  /// The schema of the connection, where the structure is that of a database which has such: "public".
  std::string own_schema{};
  /// Whether partial indexes count. A schema without the preview feature does not know of them, and leaves those of the
  /// database alone.
  bool partial_indexes = false;

  const Table* find_table(std::string_view table, std::string_view db_schema = {}) const noexcept;
  /// The table that has the same name: in another structure, as a rule.
  const Table* find_table(const Table& table) const noexcept { return find_table(table.name, table.db_schema); }
  const Enumeration* find_enum(std::string_view name, std::string_view db_schema = {}) const noexcept;
};

/// What the columns, keys and indexes of an engine are for those of a schema.
class StructureRules {
 public:
  virtual ~StructureRules() = default;

  /// Sets `type`, and `scalar` where the type holds one that Prisma knows.
  virtual void set_type(Column& column, const schema::Field& field) const = 0;
  /// What stands behind DEFAULT; none for defaults that the client makes.
  virtual ColumnDefault default_of(const schema::Field& field) const = 0;
  /// The column is all of the table's primary key.
  virtual void set_only_key(Column& column, const schema::Field& id) const = 0;
  /// Sets `algorithm`.
  virtual void set_algorithm(TableIndex& index, const schema::Index& of) const = 0;
  /// Whether a primary key keeps the rows of join tables apart; else it is a unique index.
  virtual bool has_join_keys() const = 0;
  /// How many bytes a name may have, 0 for any number.
  virtual std::size_t max_name_bytes() const = 0;
};

/// The tables that a database of the schema has: one a model, in their order, then those between the models of implicit
/// many-to-many relations, in Prisma's. Ignored models have theirs too; views have none.
Structure structure_of(const schema::Schema& schema, const StructureRules& rules);

}  // namespace tenon::sql::migrate
