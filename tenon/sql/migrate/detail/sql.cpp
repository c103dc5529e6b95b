#include <tenon/sql/migrate/detail/sql.hpp>

#include <algorithm>

#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::migrate::detail {

std::string_view action_sql(schema::ReferentialAction action) {
  switch (action) {
    case schema::ReferentialAction::cascade: return "CASCADE";
    case schema::ReferentialAction::restrict_: return "RESTRICT";
    case schema::ReferentialAction::no_action: return "NO ACTION";
    case schema::ReferentialAction::set_null: return "SET NULL";
    case schema::ReferentialAction::set_default: return "SET DEFAULT";
  }
  return "";
}

std::string qualified_name(std::string_view db_schema, std::string_view name) {
  std::string out;
  if (!db_schema.empty()) {
    sql::detail::write_name(out, db_schema);
    out += '.';
  }
  sql::detail::write_name(out, name);
  return out;
}

std::string time_text(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c == 'T' || c == 't'; }, ' ');
  if (text.ends_with('Z') || text.ends_with('z')) text.replace(text.size() - 1, 1, "+00:00");
  if (text.size() > 6) text.insert(text.size() - 6, " ");
  return text;
}

}  // namespace tenon::sql::migrate::detail
