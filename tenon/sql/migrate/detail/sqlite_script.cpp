#include <tenon/sql/migrate/detail/sqlite_script.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/migrate/detail/sql_text.hpp>
#include <tenon/sql/migrate/detail/sql_tokens.hpp>

namespace tenon::sql::migrate::detail {
namespace {

/// Stands for the script's BEGIN, and below its outermost savepoint: closing it closes all of them.
constexpr std::string_view outermost = "tenon outermost";

bool is_busy(int code) { return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED; }

}  // namespace

void FinalizeStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

std::string SqliteScript::engine_message() const { return sqlite3_errmsg(handle_); }

std::string SqliteScript::place(std::size_t at) const {
  const std::string_view before = std::string_view{script_}.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(at - start + 1);
}

void SqliteScript::run() {
  try {
    refuse_nul();
    begin();
    run_statements();
  } catch (const Fault& fault) {
    const bool busy = is_busy(sqlite3_errcode(handle_)) && done_ == 0;
    undo();
    const std::string what = fault.text + ", at " + place(fault.at) + ".";
    if (busy) throw Unavailable{"database_busy", "Somebody else writes to the database: " + what};
    throw Invalid{"script_failed",
                  what + (done_ == 0 ? " Nothing of the script was done."
                                     : " What stands before " + place(done_) + " is done, because `" + outside_ +
                                           "` cannot run within a transaction; nothing behind it is.")};
  } catch (...) {
    undo();
    throw;
  }
}

void SqliteScript::refuse_nul() const {
  const std::size_t nul = script_.find('\0');
  if (nul == std::string_view::npos) return;
  fail(nul, "a NUL byte, which no SQL has (is the file in UTF-16? It has to be UTF-8)");
}

void SqliteScript::run_statements() {
  note_tables();
  note_dependents();
  if (frame_.first) frame_.first();
  for (;;) {
    at_ = next_ + blank_prefix(std::string_view{script_}.substr(next_));
    if (at_ >= script_.size()) break;
    run_one();
  }
  if (!open_.empty()) {
    fail(opened_at_, "the script begins a transaction or savepoint here, and does not end it");
  }
  at_ = script_.size();
  restore_dependents();
  refuse_new_orphans();
  if (frame_.last) frame_.last();
  commit();
}

void SqliteScript::begin() {
  if (run_text("BEGIN IMMEDIATE")) return;
  if (!is_busy(sqlite3_errcode(handle_))) throw Unavailable{"database_unavailable", engine_message() + "."};
  fail(next_, engine_message());
}

void SqliteScript::commit() {
  refuse_deferred();
  if (!run_text("COMMIT")) fail(at_, engine_message());
}

void SqliteScript::undo() noexcept {
  if (sqlite3_get_autocommit(handle_) == 0) run_text("ROLLBACK");
}

bool SqliteScript::run_text(const std::string& text) noexcept {
  return sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

void SqliteScript::run_one() {
  const ScriptStatement statement = read_statement(std::string_view{script_}.substr(at_));
  switch (statement.kind) {
    case StatementKind::other: return run_statement();
    case StatementKind::rename_table: return rename(statement);
    case StatementKind::foreign_keys:
      run_statement();
      if (open_.empty()) switch_foreign_keys(statement.on);
      return;
    case StatementKind::outside: return run_outside(statement);
    default: return control(statement);
  }
}

/// The statement at at_, and next_ behind it. The length is not given: SQLite would copy all the rest of the script.
SqliteStatement SqliteScript::prepare() {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const char* start = script_.c_str() + at_;
  const int prepared = sqlite3_prepare_v2(handle_, start, -1, &raw, &tail);
  SqliteStatement statement{raw};
  if (prepared != SQLITE_OK) fail_statement(at_);
  next_ = at_ + static_cast<std::size_t>(tail - start);
  return statement;
}

void SqliteScript::run_statement() {
  const SqliteStatement statement = prepare();
  int result = SQLITE_DONE;
  while (statement && (result = sqlite3_step(statement.get())) == SQLITE_ROW) {
  }
  if (result != SQLITE_DONE) fail_statement(at_);
}

void SqliteScript::fail_statement(std::size_t start) {
  const int offset = sqlite3_error_offset(handle_);
  fail(start + static_cast<std::size_t>(std::max(offset, 0)), engine_message());
}

/// The statement is read for its faults and its end; what it would do is done otherwise.
void SqliteScript::control(const ScriptStatement& statement) {
  prepare();
  switch (statement.kind) {
    case StatementKind::begin:
      if (!open_.empty()) fail(at_, "cannot start a transaction within a transaction");
      begun_ = true;
      return open_savepoint(std::string{outermost});
    case StatementKind::savepoint:
      if (open_.empty()) {
        begun_ = false;
        open_savepoint(std::string{outermost});
      }
      return open_savepoint(statement.name);
    case StatementKind::commit:
      if (open_.empty()) fail(at_, "cannot commit - no transaction is active");
      return close_savepoints(0);
    case StatementKind::roll_back:
      if (open_.empty()) fail(at_, "cannot rollback - no transaction is active");
      if (!run_text("ROLLBACK TO " + quoted_name(outermost))) fail(at_, engine_message());
      return close_savepoints(0);
    case StatementKind::release: {
      const std::size_t found = find_savepoint(statement.name);
      return close_savepoints(found == 1 && !begun_ ? 0 : found);
    }
    default:
      open_.resize(find_savepoint(statement.name) + 1);
      if (!run_text("ROLLBACK TO " + quoted_name(statement.name))) fail(at_, engine_message());
  }
}

void SqliteScript::open_savepoint(const std::string& name) {
  if (!run_text("SAVEPOINT " + quoted_name(name))) fail(at_, engine_message());
  if (open_.empty()) opened_at_ = at_;
  open_.push_back(name);
}

void SqliteScript::close_savepoints(std::size_t first) {
  if (first == 0) refuse_deferred();
  if (!run_text("RELEASE " + quoted_name(open_[first]))) fail(at_, engine_message());
  open_.resize(first);
}

/// The innermost of that name; the one at 0 is not the script's.
std::size_t SqliteScript::find_savepoint(std::string_view name) const {
  for (std::size_t i = open_.size(); i > 1; --i) {
    if (text::iequals(open_[i - 1], name)) return i - 1;
  }
  fail(at_, "no such savepoint: " + std::string{name});
}

/// Alone, each statement would commit, and fail if a row then refers to none.
void SqliteScript::refuse_deferred() {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(handle_, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  if (current != 0) fail(at_, "FOREIGN KEY constraint failed");
}

void SqliteScript::switch_foreign_keys(bool on) {
  int is_on = 0;
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &is_on);
  if (on == (is_on != 0)) return;
  refuse_deferred();
  if (!on && !switched_off_) {
    before_ = orphans();
    switched_off_ = true;
  }
  if (!on) switched_at_ = at_;
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0, nullptr);
}

/// Views and triggers that name the table are in SQLite's way while it is gone. When it comes back under its old name,
/// they are right again.
void SqliteScript::rename(const ScriptStatement& statement) {
  try {
    run_statement();
  } catch (const Fault& fault) {
    const bool comes_back = tables_.contains(text::to_lower(statement.name));
    if (!comes_back || !fault.text.starts_with("error in ")) throw;
    run_text("PRAGMA legacy_alter_table=ON");
    try {
      run_statement();
    } catch (const Fault&) {
      run_text("PRAGMA legacy_alter_table=OFF");
      throw;
    }
    run_text("PRAGMA legacy_alter_table=OFF");
  }
  keep_sequence(statement.name);
}

/// A table that is made anew goes on counting where it was, so that no id is given twice.
void SqliteScript::keep_sequence(const std::string& table) {
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

void SqliteScript::run_outside(const ScriptStatement& statement) {
  if (!open_.empty()) return run_statement();
  commit();
  done_ = at_;
  outside_ = statement.word;
  run_statement();
  done_ = next_;
  begin();
}

void SqliteScript::note_tables() {
  for (const TextRow& row : database_.query("SELECT name FROM sqlite_master WHERE type = 'table'")) {
    tables_.insert(text::to_lower(row[0].value_or("")));
  }
  if (!tables_.contains("sqlite_sequence")) return;
  for (const TextRow& row : database_.query("SELECT name, seq FROM sqlite_sequence")) {
    sequences_[text::to_lower(row[0].value_or(""))] = row[1].value_or("0");
  }
}

void SqliteScript::note_dependents() {
  for (const TextRow& row : database_.query(
           "SELECT name, tbl_name, sql FROM sqlite_master m WHERE type = 'trigger' OR (type = 'index' AND sql IS NOT "
           "NULL "
           "AND (EXISTS (SELECT 1 FROM pragma_index_list(m.tbl_name) l WHERE l.name = m.name AND l.partial = 1) OR "
           "EXISTS (SELECT 1 FROM pragma_index_xinfo(m.name) x WHERE x.cid = -2))) ORDER BY rowid")) {
    const std::string table = row[1].value_or("");
    dependents_.push_back({row[0].value_or(""), table, row[2].value_or(""), columns_of(table)});
  }
}

std::vector<std::string> SqliteScript::columns_of(const std::string& table) {
  const std::optional<std::string> name{table};
  std::vector<std::string> out;
  try {
    for (const TextRow& row : database_.query("SELECT name FROM pragma_table_xinfo(?)", {&name, 1})) {
      out.push_back(row[0].value_or(""));
    }
  } catch (const Error&) {
    // A view that names what is not there has no columns.
  }
  return out;
}

/// Whether it went with its table, which came back, and nobody decided about it.
bool SqliteScript::is_wanted_again(const Dependent& dependent) {
  const std::optional<std::string> names[] = {dependent.name, dependent.table};
  const TextRow there = database_.query(
      "SELECT count(*) FILTER (WHERE name = ?1), count(*) FILTER (WHERE name = ?2 COLLATE NOCASE AND type IN ('table', "
      "'view')) FROM sqlite_master",
      names)[0];
  if (there[0] != "0" || there[1] == "0" || mentions(script_, dependent.name)) return false;
  const std::vector<std::string> now = columns_of(dependent.table);
  return std::none_of(frame_.later.begin(), frame_.later.end(),
                      [&](std::string_view script) { return mentions(script, dependent.name); }) &&
         std::none_of(dependent.columns.begin(), dependent.columns.end(), [&](const std::string& column) {
           return std::find(now.begin(), now.end(), column) == now.end() && mentions(dependent.sql, column);
         });
}

void SqliteScript::restore_dependents() {
  for (const Dependent& dependent : dependents_) {
    if (!is_wanted_again(dependent) || run_text(dependent.sql)) continue;
    fail(at_, "`" + dependent.name + "`, which went with the table `" + dependent.table + "`, cannot be made again: " +
                  engine_message() + ". If it is to go, write DROP INDEX or DROP TRIGGER into the script");
  }
}

SqliteScript::Orphans SqliteScript::orphans() {
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
      // A key that names a table without the unique columns cannot be checked, and is for SQLite to complain of.
    }
  }
  return out;
}

void SqliteScript::refuse_new_orphans() {
  if (!switched_off_) return;
  for (const auto& [key, count] : orphans()) {
    if (count <= before_[key]) continue;
    fail(switched_at_,
         std::to_string(count) + (count == 1 ? " row of " : " rows of ") + key + ", where there is no such row");
  }
}

}  // namespace tenon::sql::migrate::detail
