#include <tenon/sql/migrate/sqlite/columns.hpp>

#include <optional>
#include <string_view>

#include <tenon/base/error.hpp>

namespace tenon::sql::migrate::sqlite {

std::vector<std::string> columns_of(Database& database, const std::string& table, Columns which) {
  const std::string_view pragma = which == Columns::all ? "pragma_table_xinfo" : "pragma_table_info";
  const std::optional<std::string> name{table};
  std::vector<std::string> out;
  try {
    for (const TextRow& row : database.query("SELECT name FROM " + std::string(pragma) + "(?)", {&name, 1})) {
      out.push_back(row[0].value_or(""));
    }
  } catch (const Error&) {
    return {};
  }
  return out;
}

}  // namespace tenon::sql::migrate::sqlite
