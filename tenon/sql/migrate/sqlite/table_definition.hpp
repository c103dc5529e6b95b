#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::migrate::sqlite {

/// What a CREATE TABLE says beyond what SQLite's pragmas tell. Columns are found by their names in lower case.
struct TableDefinition {
  std::map<std::string, std::string> columns;     ///< each as it is written
  std::map<std::string, std::string> collations;  ///< of the columns that have one
  std::vector<std::string> checks;   ///< `CONSTRAINT "positive" CHECK (b > 0)`, of columns and of the table
  std::vector<std::string> options;  ///< behind the parentheses: "STRICT", "WITHOUT ROWID"
};

/// Reads a statement that SQLite has accepted. A table made by `CREATE TABLE … AS SELECT` gives what SQLite wrote for
/// it.
TableDefinition read_table_definition(std::string_view sql);

}  // namespace tenon::sql::migrate::sqlite
