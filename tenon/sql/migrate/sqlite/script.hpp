#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/sqlite/script_guard.hpp>
#include <tenon/sql/migrate/sqlite/script_statement.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace tenon::sql::migrate::sqlite {

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const;
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Runs one script on a connection, as Database::execute promises.
///
/// A migration that rebuilds a table (new_A, copy, drop, rename) has to switch foreign keys off, which a PRAGMA does
/// outside of transactions only; here the switch is a setting of the connection, which SQLite takes at any time. And it
/// renames new_A to A while views and triggers name an A that is gone, which SQLite refuses unless it is told not to
/// look at them.
class Script {
 public:
  Script(sqlite3* handle, Database& database, const std::string& script, const ScriptFrame& frame)
      : handle_(handle), guard_(database), script_(script), frame_(frame) {}

  void run();

 private:
  /// Where in the script something is, and what is wrong there.
  struct Fault {
    std::size_t at;
    std::string text;
  };

  void refuse_nul() const;
  void run_statements();
  void run_one();
  void begin();
  void enter();
  void commit();
  void undo() noexcept;

  void open_savepoint(const std::string& name);
  void close_savepoints(std::size_t first);
  std::size_t find_savepoint(std::string_view name) const;
  void control(const ScriptStatement& statement);
  void switch_foreign_keys(bool on);
  void rename(const ScriptStatement& statement);
  void run_outside(const ScriptStatement& statement);

  Statement prepare();
  void run_statement();
  bool run_text(const std::string& text) noexcept;
  void refuse_deferred();
  void finish();

  std::string place(std::size_t at) const;
  [[noreturn]] void fail(std::size_t at, const std::string& text) const { throw Fault{at, text}; }
  [[noreturn]] void fail_statement(std::size_t start);
  std::string engine_message() const;

  sqlite3* handle_;
  ScriptGuard guard_;
  const std::string& script_;
  const ScriptFrame& frame_;

  std::size_t at_ = 0;             ///< the statement that runs
  std::size_t next_ = 0;           ///< behind it
  std::vector<std::string> open_;  ///< the script's own transaction and savepoints, outermost first
  std::size_t opened_at_ = 0;      ///< where the outermost begins
  bool begun_ = false;             ///< by BEGIN: it stays when its savepoints are released
  std::size_t switched_at_ = 0;    ///< where foreign keys were switched off last
  bool entered_ = false;           ///< the frame's beginning is in the transaction, or committed
  std::string outside_;            ///< the last statement that ran outside of the transaction
  std::size_t done_ = 0;           ///< up to here everything is committed
};

}  // namespace tenon::sql::migrate::sqlite
