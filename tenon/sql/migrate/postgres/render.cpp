#include <tenon/sql/migrate/postgres/render.hpp>

#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/detail/sql.hpp>
#include <tenon/sql/migrate/detail/steps.hpp>
#include <tenon/sql/migrate/postgres/alter_enum.hpp>
#include <tenon/sql/migrate/postgres/alter_table.hpp>
#include <tenon/sql/migrate/postgres/statements.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using migrate::detail::qualified_name;
using migrate::detail::Steps;
using sql::detail::quoted_name;

std::string create_extension(const InstalledExtension& extension) {
  std::string out = "CREATE EXTENSION IF NOT EXISTS " + quoted_name(extension.name);
  if (!extension.db_schema.empty() || !extension.version.empty()) out += " WITH";
  if (!extension.db_schema.empty()) out += " SCHEMA " + quoted_name(extension.db_schema);
  if (!extension.version.empty()) out += " VERSION " + quoted_name(extension.version);
  return out + ";\n";
}

std::string alter_extension(const ExtensionChange& change) {
  const std::string start = "ALTER EXTENSION " + quoted_name(change.after->name);
  const auto changes = [](const std::string& is, const std::string& wanted) {
    return !is.empty() && !wanted.empty() && is != wanted;
  };
  std::string out;
  if (changes(change.before->version, change.after->version)) {
    out += start + " UPDATE TO " + quoted_name(change.after->version) + ";\n";
  }
  if (changes(change.before->db_schema, change.after->db_schema)) {
    out += start + " SET SCHEMA " + quoted_name(change.after->db_schema) + ";\n";
  }
  return out;
}

void prepare(Steps& script, const Difference& difference) {
  for (const std::string* name : difference.created_schemas) {
    script.step("CreateSchema", "CREATE SCHEMA IF NOT EXISTS " + quoted_name(*name) + ";\n");
  }
  for (const InstalledExtension* one : difference.created_extensions) {
    script.step("CreateExtension", create_extension(*one));
  }
  for (const ExtensionChange& change : difference.altered_extensions) {
    script.step("AlterExtension", alter_extension(change));
  }
  for (const Enumeration* one : difference.created_enums) script.step("CreateEnum", create_enum(*one));
  for (const EnumChange& change : difference.altered_enums) script.step("AlterEnum", alter_enum(change, difference));
}

/// Those that the primary key of a table replaces, which has just been made.
void drop_replaced_indexes(Steps& script, const Difference& difference, const Table* table) {
  for (const IndexChange& change : difference.dropped_indexes) {
    if (!change.replaced_by_key || change.table != table) continue;
    script.step("DropIndex", drop_index(*change.table, *change.index));
  }
}

void change_tables(Steps& script, const Difference& difference) {
  for (const ForeignKeyChange& change : difference.dropped_keys) {
    script.step("DropForeignKey", drop_foreign_key(*change.table, *change.key));
  }
  for (const IndexChange& change : difference.dropped_indexes) {
    if (!change.replaced_by_key) script.step("DropIndex", drop_index(*change.table, *change.index));
  }
  for (const TableChange& change : difference.altered) {
    script.step("AlterTable", alter_table(change, difference.after));
    drop_replaced_indexes(script, difference, change.before);
  }
  for (const Table* table : difference.dropped) script.step("DropTable", "DROP TABLE " + table_sql(*table) + ";\n");
  for (const Enumeration* one : difference.dropped_enums) {
    script.step("DropEnum", "DROP TYPE " + qualified_name(one->db_schema, one->name) + ";\n");
  }
  for (const Table* table : difference.created) script.step("CreateTable", create_table(*table));
}

void make_indexes_and_keys(Steps& script, const Difference& difference) {
  for (const IndexChange& change : difference.created_indexes) {
    script.step("CreateIndex", create_index(*change.table, *change.index));
  }
  for (const ForeignKeyRename& change : difference.renamed_keys) {
    script.step("RenameForeignKey", rename_foreign_key(*change.table, *change.before, *change.after));
  }
  for (const ForeignKeyChange& change : difference.created_keys) {
    script.step("AddForeignKey", add_foreign_key(*change.table, *change.key));
  }
  for (const IndexRename& change : difference.renamed_indexes) {
    script.step("RenameIndex", rename_index(*change.table, *change.before, *change.after));
  }
}

}  // namespace

std::string render(const Difference& difference) {
  Steps script;
  prepare(script, difference);
  change_tables(script, difference);
  make_indexes_and_keys(script, difference);
  return script.take();
}

}  // namespace tenon::sql::migrate::postgres
