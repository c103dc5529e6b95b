#include <tenon/sql/migrate/postgres/statements.hpp>

#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/postgres/column_type.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using migrate::detail::action_sql;
using migrate::detail::qualified_name;
using sql::detail::quoted_name;
using sql::detail::quoted_names;

std::string altered(const Table& table) { return "ALTER TABLE " + table_sql(table) + " "; }

/// The columns of a key in CREATE TABLE, where Prisma writes no spaces.
std::string packed_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : ",").append(quoted_name(name));
  return out;
}

}  // namespace

std::string table_sql(const Table& table) { return qualified_name(table.db_schema, table.name); }

std::string column_sql(const Column& column) {
  const ColumnDefault& value = column.default_value;
  std::string_view type = column.type;
  if (value.origin == DefaultOrigin::sequence) {
    const auto counted = read_type(column.type);
    if (counted) type = serial_of(counted->name);
  }
  std::string out = quoted_name(column.name) + " " + std::string{type};
  if (column.required) out += " NOT NULL";
  if (value.origin != DefaultOrigin::sequence && !value.sql.empty()) out += " DEFAULT " + value.sql;
  return out;
}

std::string create_table(const Table& table) {
  std::string out = "CREATE TABLE " + table_sql(table) + " (\n";
  std::string separator;
  for (const Column& column : table.columns) {
    out += separator + "    " + column_sql(column);
    separator = ",\n";
  }
  if (!table.primary_key.empty()) {
    out += separator + "\n    CONSTRAINT " + quoted_name(table.primary_key_name) + " PRIMARY KEY (" +
           packed_names(table.primary_key) + ")";
  }
  return out + "\n);\n";
}

std::string create_index(const Table& table, const TableIndex& index) {
  std::string out = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  out += quoted_name(index.name) + " ON " + table_sql(table);
  if (!index.algorithm.empty()) out += " USING " + index.algorithm + " ";
  out += "(";
  std::string separator;
  for (const KeyColumn& column : index.columns) {
    out += separator + quoted_name(column.name);
    if (!column.operator_class.empty()) out += " " + column.operator_class;
    if (column.sort_given) out += column.sort == schema::SortOrder::ascending ? " ASC" : " DESC";
    separator = ", ";
  }
  out += ")";
  if (!index.where.empty()) out += " WHERE (" + index.where + ")";
  return out + ";\n";
}

std::string drop_index(const Table& table, const TableIndex& index) {
  if (index.in_table) return altered(table) + "DROP CONSTRAINT " + quoted_name(index.name) + ";\n";
  return "DROP INDEX " + qualified_name(table.db_schema, index.name) + ";\n";
}

std::string rename_index(const Table& table, const TableIndex& before, const TableIndex& after) {
  return "ALTER INDEX " + qualified_name(table.db_schema, before.name) + " RENAME TO " + quoted_name(after.name) +
         ";\n";
}

std::string add_foreign_key(const Table& table, const ForeignKey& key) {
  return altered(table) + "ADD CONSTRAINT " + quoted_name(key.name) + " FOREIGN KEY (" + quoted_names(key.columns) +
         ") REFERENCES " + qualified_name(key.table_schema, key.table) + "(" + quoted_names(key.references) +
         ") ON DELETE " + std::string{action_sql(key.on_delete)} + " ON UPDATE " +
         std::string{action_sql(key.on_update)} + ";\n";
}

std::string drop_foreign_key(const Table& table, const ForeignKey& key) {
  return altered(table) + "DROP CONSTRAINT " + quoted_name(key.name) + ";\n";
}

std::string rename_foreign_key(const Table& table, const ForeignKey& before, const ForeignKey& after) {
  return altered(table) + "RENAME CONSTRAINT " + quoted_name(before.name) + " TO " + quoted_name(after.name) + ";\n";
}

std::string create_enum(const Enumeration& enumeration) {
  std::string values;
  for (const std::string& value : enumeration.values) {
    values.append(values.empty() ? "" : ", ").append(sql::detail::quoted_text(value));
  }
  return "CREATE TYPE " + qualified_name(enumeration.db_schema, enumeration.name) + " AS ENUM (" + values + ");\n";
}

}  // namespace tenon::sql::migrate::postgres
