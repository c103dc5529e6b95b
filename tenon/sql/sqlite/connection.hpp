#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/async/timer.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/options.hpp>
#include <tenon/sql/sqlite/statement_cache.hpp>

struct sqlite3;
struct sqlite3_file;

namespace tenon::sql::sqlite {

/// One connection to a database file, with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  enum class Role : std::uint8_t { reader, writer };

  /// Opens the file and sets it up: WAL, foreign keys on, sizes and waits as the options say. Waits, and blocks, for up
  /// to `busy_timeout` for other processes that have it locked. Throws Unavailable.
  Connection(const std::string& path, Role role, const SqliteOptions& options);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Runs one statement to its end; gives how many rows it changed. The rows' cells are valid until on_row() returns.
  /// A statement that fails has changed nothing, but see in_transaction().
  std::int64_t run(const Statement& statement, RowHandler* rows);
  /// A statement without parameters and rows: `BEGIN`, `PRAGMA …`.
  void run(std::string_view text) { run(Statement{.text = text}, nullptr); }
  /// The whole number that a statement gives, as pragmas do; 0 when it gives none.
  std::int64_t number(std::string_view text);
  /// From now on a statement is interrupted after this time, or when `stop` becomes true, which any thread may do.
  void limit(async::Duration statement, const std::atomic<bool>* stop = nullptr) noexcept {
    timeout_ = statement;
    stop_ = stop;
  }
  /// Opens what reading needs: SQLite would open it with the first statement.
  void open_files() { run("SELECT count(*) FROM sqlite_schema"); }
  /// Several statements, separated by semicolons, not cached.
  void run_script(const std::string& script);

  /// Whether a transaction is open. SQLite ends it by itself at some failures (disk full, I/O error, interrupt): then
  /// everything since its BEGIN is undone, also what other savepoints had released.
  bool in_transaction() const noexcept;
  /// Whether deferred foreign keys are unresolved, so that COMMIT would fail.
  bool has_deferred_violations() const noexcept;

  /// The WAL index in shared memory, as "WAL-mode File Format" of SQLite describes it; nullptr for a database that is
  /// in another mode. To be asked for again after anything that may have changed the mode.
  const volatile std::uint32_t* wal_index() noexcept;
  /// Counts the commits of everybody; 0 without a WAL.
  std::uint32_t commits() noexcept;

  /// For what stands on libsqlite3 itself.
  sqlite3* handle() noexcept { return handle_; }
  /// The database's file, through which shared memory can be reached; nullptr when it cannot.
  sqlite3_file* file() noexcept;

 private:
  class Clearing;

  static int on_progress(void* self);
  void configure(Role role, const SqliteOptions& options);
  void enter_wal_mode(async::Duration busy_timeout);
  std::int64_t step_all(sqlite3_stmt* statement, std::string_view text, RowHandler* rows);

  const std::string wal_index_path_;
  sqlite3* handle_ = nullptr;
  std::unique_ptr<StatementCache> statements_;
  async::Duration timeout_;
  const std::atomic<bool>* stop_ = nullptr;
  async::Time give_up_at_{};  // of the running statement; set at its first progress report
  std::vector<Cell> cells_;
};

}  // namespace tenon::sql::sqlite
