#include <tenon/sql/migrate/sqlite/render.hpp>

#include <algorithm>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/detail/steps.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using migrate::detail::action_sql;
using sql::detail::quoted_name;
using sql::detail::quoted_names;

std::string column_sql(const Column& column, bool only_key) {
  if (!column.generated.empty()) return column.generated;
  std::string out = quoted_name(column.name) + " " + column.type;
  if (!column.collation.empty()) out += " COLLATE " + column.collation;
  if (column.required) out += " NOT NULL";
  if (only_key) out += " PRIMARY KEY";
  if (only_key && column.autoincrement) out += " AUTOINCREMENT";
  if (column.default_value.origin != DefaultOrigin::none) out += " DEFAULT " + column.default_value.sql;
  return out;
}

std::string foreign_key_sql(const ForeignKey& key) {
  return "CONSTRAINT " + quoted_name(key.name) + " FOREIGN KEY (" + quoted_names(key.columns) + ") REFERENCES " +
         quoted_name(key.table) + " (" + quoted_names(key.references) + ") ON DELETE " +
         std::string{action_sql(key.on_delete)} + " ON UPDATE " + std::string{action_sql(key.on_update)};
}

std::string create_table(const Table& table, const std::string& name,
                         const std::vector<const TableExtra*>& extras = {}) {
  std::string out = "CREATE TABLE " + quoted_name(name) + " (\n";
  bool single = table.primary_key.size() == 1;
  std::string separator;
  for (const Column& column : table.columns) {
    out += separator + "    " + column_sql(column, single && table.primary_key[0] == column.name);
    separator = ",\n";
  }
  if (table.primary_key.size() > 1) {
    out += separator + "\n    PRIMARY KEY (" + quoted_names(table.primary_key) + ")";
  }
  for (const ForeignKey& key : table.foreign_keys) out += separator + "    " + foreign_key_sql(key);
  for (const TableExtra* extra : extras) {
    if (extra->kind == TableExtra::Kind::constraint) out.append(separator).append("    ").append(extra->sql);
  }
  return out + "\n);\n";
}

/// SQLite keeps such names for itself, and `prisma db pull` gives them: a key that CREATE TABLE made by UNIQUE has one.
bool is_reserved(std::string_view name) {
  constexpr std::string_view reserved = "sqlite_";
  return text::iequals(name.substr(0, reserved.size()), reserved);
}

std::string create_index(const Table& table, const TableIndex& index) {
  std::string out = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  out += quoted_name(index.name) + " ON " + quoted_name(table.name) + "(";
  std::string separator;
  for (const KeyColumn& column : index.columns) {
    out += separator + quoted_name(column.name);
    if (!column.collation.empty()) out += " COLLATE " + column.collation;
    if (column.sort_given) out += column.sort == schema::SortOrder::ascending ? " ASC" : " DESC";
    separator = ", ";
  }
  out += ")";
  if (!index.where.empty()) out += " WHERE " + index.where;
  out += ";\n";
  if (!is_reserved(index.name)) return out;
  out.insert(0, "Pragma writable_schema=1;\n");
  out += "Pragma writable_schema=0;\n";
  return out;
}

/// The columns that both tables have, by name. One that becomes required gets its default where it was NULL.
std::string copy_rows(const TableChange& change, const std::string& to) {
  std::vector<const ColumnChange*> kept;
  kept.reserve(change.kept.size());
  for (const ColumnChange& one : change.kept) kept.push_back(&one);
  if (kept.empty()) return {};
  std::sort(kept.begin(), kept.end(),
            [](const ColumnChange* a, const ColumnChange* b) { return a->after->name < b->after->name; });
  std::string columns;
  std::string values;
  for (const ColumnChange* one : kept) {
    std::string name = quoted_name(one->after->name);
    bool filled =
        one->required_changed && one->after->required && one->after->default_value.origin != DefaultOrigin::none;
    if (!columns.empty()) {
      columns += ", ";
      values += ", ";
    }
    columns += name;
    if (filled) {
      values.append("coalesce(").append(name).append(", ").append(one->after->default_value.sql).append(") AS ");
    }
    values += name;
  }
  return "INSERT INTO " + quoted_name(to) + " (" + columns + ") SELECT " + values + " FROM " +
         quoted_name(change.before->name) + ";\n";
}

/// A name for the new table that no other has.
std::string fresh_name(const Difference& difference, const std::string& table) {
  std::string name = "new_" + table;
  auto taken = [&](const Structure& structure) {
    return std::any_of(structure.tables.begin(), structure.tables.end(),
                       [&](const Table& other) { return text::iequals(other.name, name); });
  };
  while (taken(difference.before) || taken(difference.after)) name.insert(0, "new_");
  return name;
}

std::string rebuild(const Difference& difference, const TableChange& change) {
  const Table& table = *change.after;
  std::string fresh = fresh_name(difference, table.name);
  std::string out = create_table(table, fresh, change.kept_extras);
  out += copy_rows(change, fresh);
  out += "DROP TABLE " + quoted_name(table.name) + ";\n";
  out += "ALTER TABLE " + quoted_name(fresh) + " RENAME TO " + quoted_name(table.name) + ";\n";
  for (const TableIndex& index : table.indexes) out += create_index(table, index);
  for (const TableExtra* extra : change.kept_extras) {
    if (extra->kind == TableExtra::Kind::statement) out.append(extra->sql).append(";\n");
  }
  return out;
}

}  // namespace

std::string render(const Difference& difference) {
  migrate::detail::Steps script;
  for (const IndexChange& change : difference.dropped_indexes) {
    script.step("DropIndex", "DROP INDEX " + quoted_name(change.index->name) + ";\n");
  }
  for (const TableChange& change : difference.altered) {
    std::string statements;
    for (const Column* column : change.added) {
      statements +=
          "ALTER TABLE " + quoted_name(change.after->name) + " ADD COLUMN " + column_sql(*column, false) + ";\n";
    }
    script.step("AlterTable", statements);
  }
  for (const Table* table : difference.dropped) {
    script.step("DropTable",
                "PRAGMA foreign_keys=off;\nDROP TABLE " + quoted_name(table->name) + ";\nPRAGMA foreign_keys=on;\n");
  }
  for (const Table* table : difference.created) script.step("CreateTable", create_table(*table, table->name));
  if (!difference.rebuilt.empty()) {
    std::string statements = "PRAGMA defer_foreign_keys=ON;\nPRAGMA foreign_keys=OFF;\n";
    for (const TableChange& change : difference.rebuilt) statements += rebuild(difference, change);
    script.step("RedefineTables", statements + "PRAGMA foreign_keys=ON;\nPRAGMA defer_foreign_keys=OFF;\n");
  }
  for (const IndexChange& change : difference.created_indexes) {
    script.step("CreateIndex", create_index(*change.table, *change.index));
  }
  for (const IndexRename& change : difference.renamed_indexes) {
    script.step("RedefineIndex",
                "DROP INDEX " + quoted_name(change.before->name) + ";\n" + create_index(*change.table, *change.after));
  }
  return script.take();
}

}  // namespace tenon::sql::migrate::sqlite
