#include <tenon/sql/migrate/sqlite/schema_copy.hpp>

namespace tenon::sql::migrate::sqlite {

/// A virtual table makes its own shadow tables.
void copy_schema(Database& from, Database& to) {
  for (const TextRow& row :
       from.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "
                  "tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow') "
                  "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 1 ELSE 2 END, rowid")) {
    to.query(row[0].value_or(""));
  }
}

}  // namespace tenon::sql::migrate::sqlite
