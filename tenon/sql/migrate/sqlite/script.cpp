#include <tenon/sql/migrate/sqlite/script.hpp>

#include <sqlite3.h>

#include <algorithm>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>
#include <tenon/sql/sqlite/failure.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using sql::detail::blank_prefix;
using sql::detail::quoted_name;

/// Stands for the script's BEGIN, and below its outermost savepoint: closing it closes all of them.
constexpr std::string_view outermost = "tenon outermost";

bool is_busy(int code) { return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED; }

}  // namespace

void FinalizeStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

std::string Script::engine_message() const { return sqlite3_errmsg(handle_); }

std::string Script::place(std::size_t at) const {
  const std::string_view before = std::string_view{script_}.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(at - start + 1);
}

void Script::run() {
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

void Script::refuse_nul() const {
  const std::size_t nul = script_.find('\0');
  if (nul == std::string_view::npos) return;
  fail(nul, "a NUL byte, which no SQL has (is the file in UTF-16? It has to be UTF-8)");
}

void Script::run_statements() {
  guard_.begin();
  for (;;) {
    at_ = next_ + blank_prefix(std::string_view{script_}.substr(next_));
    if (at_ >= script_.size()) break;
    run_one();
  }
  if (!open_.empty()) {
    fail(opened_at_, "the script begins a transaction or savepoint here, and does not end it");
  }
  enter();
  finish();
  if (frame_.last) frame_.last();
  commit();
}

void Script::begin() {
  if (run_text("BEGIN IMMEDIATE")) return;
  const int code = sqlite3_extended_errcode(handle_);
  if (!is_busy(code) && done_ == 0) {
    if (sql::sqlite::concerns_file(code)) sql::sqlite::throw_failure(handle_, code);
    throw Unavailable{"database_unavailable", engine_message() + "."};
  }
  fail(next_, engine_message());
}

/// The frame begins with the first statement that the transaction holds: what runs outside before it may still fail
/// with nothing done.
void Script::enter() {
  if (entered_) return;
  entered_ = true;
  if (frame_.first) frame_.first();
}

void Script::commit() {
  refuse_deferred();
  if (!run_text("COMMIT")) fail(at_, engine_message());
}

void Script::undo() noexcept {
  if (sqlite3_get_autocommit(handle_) == 0) run_text("ROLLBACK");
}

bool Script::run_text(const std::string& text) noexcept {
  return sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

void Script::run_one() {
  const ScriptStatement statement = read_statement(std::string_view{script_}.substr(at_));
  if (statement.kind == StatementKind::outside && open_.empty()) return run_outside(statement);
  enter();
  switch (statement.kind) {
    case StatementKind::outside:
    case StatementKind::other: return run_statement();
    case StatementKind::rename_table: return rename(statement);
    case StatementKind::foreign_keys:
      run_statement();
      if (open_.empty()) switch_foreign_keys(statement.on);
      return;
    default: return control(statement);
  }
}

/// The statement at at_, and next_ behind it. The length is not given: SQLite would copy all the rest of the script.
Statement Script::prepare() {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const char* start = script_.c_str() + at_;
  const int prepared = sqlite3_prepare_v2(handle_, start, -1, &raw, &tail);
  Statement statement{raw};
  if (prepared != SQLITE_OK) fail_statement(at_);
  next_ = at_ + static_cast<std::size_t>(tail - start);
  return statement;
}

void Script::run_statement() {
  const Statement statement = prepare();
  int result = SQLITE_DONE;
  while (statement && (result = sqlite3_step(statement.get())) == SQLITE_ROW) {
  }
  if (result != SQLITE_DONE) fail_statement(at_);
}

void Script::fail_statement(std::size_t start) {
  const int offset = sqlite3_error_offset(handle_);
  fail(start + static_cast<std::size_t>(std::max(offset, 0)), engine_message());
}

/// The statement is read for its faults and its end; what it would do is done otherwise.
void Script::control(const ScriptStatement& statement) {
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

void Script::open_savepoint(const std::string& name) {
  if (!run_text("SAVEPOINT " + quoted_name(name))) fail(at_, engine_message());
  if (open_.empty()) opened_at_ = at_;
  open_.push_back(name);
}

void Script::close_savepoints(std::size_t first) {
  if (first == 0) refuse_deferred();
  if (!run_text("RELEASE " + quoted_name(open_[first]))) fail(at_, engine_message());
  open_.resize(first);
}

/// The innermost of that name; the one at 0 is not the script's.
std::size_t Script::find_savepoint(std::string_view name) const {
  for (std::size_t i = open_.size(); i > 1; --i) {
    if (text::iequals(open_[i - 1], name)) return i - 1;
  }
  fail(at_, "no such savepoint: " + std::string{name});
}

/// Alone, each statement would commit, and fail if a row then refers to none.
void Script::refuse_deferred() {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(handle_, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  if (current != 0) fail(at_, "FOREIGN KEY constraint failed");
}

void Script::switch_foreign_keys(bool on) {
  int is_on = 0;
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &is_on);
  if (on == (is_on != 0)) return;
  refuse_deferred();
  if (!on) {
    guard_.begin_without_keys();
    switched_at_ = at_;
  }
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0, nullptr);
}

/// Views and triggers that name the table are in SQLite's way while it is gone. When it comes back under its old name,
/// they are right again.
void Script::rename(const ScriptStatement& statement) {
  try {
    run_statement();
  } catch (const Fault& fault) {
    const bool comes_back = guard_.had_table(statement.name);
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
  guard_.renamed(statement.name);
}

void Script::run_outside(const ScriptStatement& statement) {
  outside_ = statement.word;
  if (entered_) {
    commit();
    done_ = at_;
  } else {
    undo();
  }
  run_statement();
  done_ = next_;
  begin();
}

/// What the script may have lost without saying so.
void Script::finish() {
  at_ = script_.size();
  try {
    guard_.restore(script_, frame_.later);
  } catch (const Error& error) {
    fail(at_, error.detail());
  }
  if (const std::string lost = guard_.find_lost_parent(); !lost.empty()) fail(at_, lost);
  if (const std::string orphans = guard_.find_orphans(); !orphans.empty()) fail(switched_at_, orphans);
}

}  // namespace tenon::sql::migrate::sqlite
