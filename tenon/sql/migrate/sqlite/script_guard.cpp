#include <tenon/sql/migrate/sqlite/script_guard.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>
#include <tenon/sql/migrate/sqlite/columns.hpp>
#include <tenon/sql/migrate/sqlite/object_change.hpp>

namespace tenon::sql::migrate::sqlite {

using sql::detail::mentions;

void ScriptGuard::begin() {
  for (const TextRow& row : database_.query("SELECT name FROM sqlite_master WHERE type = 'table'")) {
    tables_.insert(text::to_lower(row[0].value_or("")));
  }
  if (had_table("sqlite_sequence")) {
    for (const TextRow& row : database_.query("SELECT name, seq FROM sqlite_sequence")) {
      sequences_[text::to_lower(row[0].value_or(""))] = row[1].value_or("0");
    }
  }
  for (const TextRow& row : database_.query(
           "SELECT type, name, tbl_name, sql FROM sqlite_master m WHERE type = 'trigger' OR (type = 'index' AND sql IS "
           "NOT NULL AND (EXISTS (SELECT 1 FROM pragma_index_list(m.tbl_name) l WHERE l.name = m.name AND l.partial = "
           "1) OR EXISTS (SELECT 1 FROM pragma_index_xinfo(m.name) x WHERE x.cid = -2))) ORDER BY rowid")) {
    const std::string table = row[2].value_or("");
    dependents_.push_back({row[0].value_or(""), row[1].value_or(""), table, row[3].value_or(""),
                           columns_of(database_, table, Columns::all)});
  }
}

void ScriptGuard::begin_without_keys() {
  if (without_keys_) return;
  orphans_ = orphans();
  without_keys_ = true;
}

bool ScriptGuard::had_table(std::string_view name) const { return tables_.contains(text::to_lower(name)); }

void ScriptGuard::renamed(const std::string& table) {
  renamed_.insert(text::to_lower(table));
  keep_sequence(table);
}

/// A table that is rebuilt goes on counting where it was, so that no id is given twice.
void ScriptGuard::keep_sequence(const std::string& table) {
  const auto found = sequences_.find(text::to_lower(table));
  if (found == sequences_.end()) return;
  const std::optional<std::string> values[] = {found->second, table};
  database_.query("UPDATE sqlite_sequence SET seq = max(seq, CAST(?1 AS INTEGER)) WHERE name = ?2 COLLATE NOCASE",
                  values);
  database_.query(
      "INSERT INTO sqlite_sequence (name, seq) SELECT name, CAST(?1 AS INTEGER) FROM sqlite_master WHERE type = "
      "'table' "
      "AND name = ?2 COLLATE NOCASE AND upper(sql) LIKE '%AUTOINCREMENT%' AND NOT EXISTS "
      "(SELECT 1 FROM sqlite_sequence WHERE name = ?2 COLLATE NOCASE)",
      values);
}

/// Whether it went with its table, which came back, and nobody decided about it. A later script that makes it is left
/// to do so; one that drops it first needs it.
bool ScriptGuard::is_wanted_again(const Dependent& dependent, std::string_view script,
                                  std::span<const std::string_view> later) {
  const std::optional<std::string> names[] = {dependent.type, dependent.name, dependent.table};
  const TextRow there = database_.query(
      "SELECT count(*) FILTER (WHERE type = ?1 AND name = ?2 COLLATE NOCASE), count(*) FILTER (WHERE name = ?3 COLLATE "
      "NOCASE AND type IN ('table', 'view')) FROM sqlite_master",
      names)[0];
  if (there[0] != "0" || there[1] == "0") return false;
  if (first_change(script, dependent.type, dependent.name) != ObjectChange::none) return false;
  for (std::string_view other : later) {
    const ObjectChange change = first_change(other, dependent.type, dependent.name);
    if (change == ObjectChange::makes) return false;
    if (change == ObjectChange::drops) break;
  }
  const std::vector<std::string> now = columns_of(database_, dependent.table, Columns::all);
  return std::none_of(dependent.columns.begin(), dependent.columns.end(), [&](const std::string& column) {
    return std::find(now.begin(), now.end(), column) == now.end() && mentions(dependent.sql, column);
  });
}

void ScriptGuard::restore(std::string_view script, std::span<const std::string_view> later) {
  for (const Dependent& dependent : dependents_) {
    if (!is_wanted_again(dependent, script, later)) continue;
    try {
      database_.query(dependent.sql);
    } catch (const Error& error) {
      throw Invalid{"script_failed", "`" + dependent.name + "`, which went with the table `" + dependent.table +
                                         "`, cannot be made again: " + error.detail() +
                                         ". If it is to go, write DROP INDEX or DROP TRIGGER into the script"};
    }
  }
}

ScriptGuard::Orphans ScriptGuard::orphans() {
  Orphans out;
  for (const TextRow& table : database_.query("SELECT name FROM sqlite_master m WHERE type = 'table' AND EXISTS "
                                              "(SELECT 1 FROM pragma_foreign_key_list(m.name))")) {
    try {
      for (const TextRow& row : database_.query(
               "SELECT c.parent, count(*), (SELECT group_concat(\"from\", '`, `') FROM pragma_foreign_key_list(?1) l "
               "WHERE l.id = c.fkid) FROM pragma_foreign_key_check(?1) c GROUP BY c.parent, c.fkid",
               {&table[0], 1})) {
        out["`" + table[0].value_or("") + "` refer by `" + row[2].value_or("") + "` to `" + row[0].value_or("") +
            "`"] += std::atol(row[1].value_or("0").c_str());
      }
    } catch (const Error&) {
      continue;  // A key that names a table without the unique columns cannot be checked: for SQLite to complain of.
    }
  }
  return out;
}

std::string ScriptGuard::find_orphans() {
  if (!without_keys_) return {};
  for (const auto& [key, count] : orphans()) {
    if (count <= orphans_[key]) continue;
    return std::to_string(count) + (count == 1 ? " row of " : " rows of ") + key + ", where there is no such row";
  }
  return {};
}

/// `ALTER TABLE users RENAME TO old` turns the keys of other tables to old, also for a moment in which users is
/// rebuilt.
std::string ScriptGuard::find_lost_parent() {
  for (const TextRow& row : database_.query(
           "SELECT m.name, f.\"table\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' "
           "AND NOT EXISTS (SELECT 1 FROM sqlite_master p WHERE p.type = 'table' AND p.name = f.\"table\" COLLATE "
           "NOCASE)")) {
    const std::string child = row[0].value_or("");
    const std::string parent = row[1].value_or("");
    if (!renamed_.contains(text::to_lower(parent))) continue;
    std::string out = "the foreign keys of `";
    out.append(child).append("` refer to `").append(parent);
    return out.append(
        "`, which is gone: a renamed table takes the keys of others with it. Make the new table under another name, "
        "drop "
        "the old one, and rename the new one");
  }
  return {};
}

}  // namespace tenon::sql::migrate::sqlite
