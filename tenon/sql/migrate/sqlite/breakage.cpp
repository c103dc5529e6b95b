#include <tenon/sql/migrate/sqlite/breakage.hpp>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>
#include <tenon/sql/migrate/sqlite/columns.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using sql::detail::quoted_name;
using sql::detail::sql_tokens;
using sql::detail::SqlToken;

class Trial {
 public:
  explicit Trial(Database& database) : database_(database) {}

  Breakage run() {
    for (const TextRow& row : database_.query("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")) {
      const std::string name = row[0].value_or("");
      compile("The view `" + name + "` cannot be read", "SELECT * FROM " + quoted_name(name));
    }
    for (const TextRow& row :
         database_.query("SELECT m.name, t.sql FROM sqlite_master m JOIN sqlite_master t ON t.type = 'trigger' AND "
                         "t.tbl_name = m.name COLLATE NOCASE WHERE m.type IN ('table', 'view') ORDER BY m.name")) {
      fire(row[0].value_or(""), row[1].value_or(""));
    }
    return std::move(found_);
  }

 private:
  /// The word of a trigger that says what it waits for.
  static std::string event_of(const std::string& trigger) {
    for (const SqlToken& token : sql_tokens(trigger)) {
      for (const char* event : {"insert", "update", "delete"}) {
        if (token.is(event)) return event;
      }
    }
    return {};
  }

  /// All columns are updated, for the trigger may be of one of them.
  void fire(const std::string& name, const std::string& trigger) {
    const std::vector<std::string> columns = columns_of(database_, name, Columns::assigned);
    if (columns.empty()) return;
    std::string assignments;
    for (const std::string& name_of_column : columns) {
      const std::string column = quoted_name(name_of_column);
      assignments.append(assignments.empty() ? "" : ", ").append(column).append(" = ").append(column);
    }
    const std::string table = quoted_name(name);
    const std::string start = "A trigger keeps rows of `" + name + "` from being ";
    const std::string event = event_of(trigger);
    if (event == "insert") {
      compile(start + "inserted", "INSERT INTO " + table + " (" + quoted_name(columns.front()) + ") VALUES (NULL)");
    } else if (event == "update") {
      compile(start + "updated", "UPDATE " + table + " SET " + assignments);
    } else {
      compile(start + "deleted", "DELETE FROM " + table);
    }
  }

  void compile(const std::string& what, const std::string& statement) {
    try {
      database_.query("EXPLAIN " + statement);
    } catch (const Error& error) {
      found_[what] = error.detail();
    }
  }

  Database& database_;
  Breakage found_;
};

}  // namespace

Breakage find_breakage(Database& database) { return Trial{database}.run(); }

std::vector<std::string> new_breakage(const Breakage& before, const Breakage& after) {
  std::vector<std::string> out;
  for (const auto& [what, reason] : after) {
    if (before.contains(what)) continue;
    std::string& text = out.emplace_back(what);
    text.append(" any more: ").append(reason).append(".");
  }
  return out;
}

}  // namespace tenon::sql::migrate::sqlite
