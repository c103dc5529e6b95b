#include <tenon/sql/migrate/detail/breakage.hpp>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::migrate::detail {
namespace {

using sql::detail::quoted_name;

class Trial {
 public:
  explicit Trial(Database& database) : database_(database) {}

  Breakage run() {
    for (const TextRow& row : database_.query("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")) {
      const std::string name = row[0].value_or("");
      compile("The view `" + name + "` cannot be read", "SELECT * FROM " + quoted_name(name));
    }
    for (const TextRow& row : database_.query(
             "SELECT name, (SELECT min(name) FROM pragma_table_info(m.name)) FROM sqlite_master m WHERE type "
             "IN ('table', 'view') AND EXISTS (SELECT 1 FROM sqlite_master t WHERE t.type = 'trigger' AND "
             "t.tbl_name = m.name COLLATE NOCASE) ORDER BY name")) {
      writes(row[0].value_or(""), row[1].value_or(""));
    }
    return std::move(found_);
  }

 private:
  void writes(const std::string& name, const std::string& column) {
    const std::string table = quoted_name(name);
    const std::string any = quoted_name(column);
    const std::string start = "A trigger keeps rows of `" + name + "` from being ";
    compile(start + "inserted", "INSERT INTO " + table + " (" + any + ") VALUES (NULL)");
    compile(start + "updated", "UPDATE " + table + " SET " + any + " = " + any);
    compile(start + "deleted", "DELETE FROM " + table);
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

}  // namespace tenon::sql::migrate::detail
