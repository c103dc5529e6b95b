#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::migrate {

/// The values of one row as text, nothing for NULL.
using TextRow = std::vector<std::optional<std::string>>;

/// What surrounds a script.
struct ScriptFrame {
  /// Done in the script's transaction, before and behind its statements: both happen with it, or not at all. Statements
  /// that the engine runs outside of transactions only, and with which the script begins, run before the first.
  std::function<void()> first{};
  std::function<void()> last{};
  /// The scripts that will run behind it.
  std::vector<std::string_view> later{};
};

/// What differs between engines in the table `_prisma_migrations`, whose columns all have the names that Prisma gives.
struct HistoryTable {
  std::string_view create;  ///< the statement that makes it
  std::string_view order;   ///< what its rows are ordered by, to stand as they were written: "rowid"
};

/// A connection to the database that is migrated. One thread uses it at a time.
class Database {
 public:
  virtual ~Database() = default;

  /// Runs a script as one transaction: all of it, or nothing. BEGIN, COMMIT and savepoints within it work as they do
  /// alone. Statements that the engine runs outside of transactions only commit what stands before them. What an engine
  /// does besides, for scripts that Prisma writes, stands beside its own (sqlite/database.hpp).
  ///
  /// Throws Invalid "script_failed" with what the engine said, where in the script, and what of it was done: also for a
  /// NUL byte, for a transaction that the script leaves open, and for rows that refer to no other although they did not
  /// before. Throws Unavailable "database_busy" if others write for longer than 10 seconds, and nothing was done.
  void execute(const std::string& script) { execute(script, {}); }
  virtual void execute(const std::string& script, const ScriptFrame& frame) = 0;

  /// Runs one statement with text parameters, one for each `?` of it. Throws Unavailable, with the database's place,
  /// where that cannot be read or written, "database_busy" after 10 seconds of waiting for others; else Internal
  /// "database_error".
  virtual std::vector<TextRow> query(const std::string& statement,
                                     std::span<const std::optional<std::string>> parameters = {}) = 0;

  virtual bool has_table(const std::string& name) = 0;
  /// Whether it has no tables but the engine's own.
  virtual bool is_empty() = 0;
  virtual HistoryTable history_table() const = 0;

  /// Keeps others from migrating this database until unlock(); waits for them up to 10 seconds, then throws
  /// Unavailable "migration_lock". It does not keep out those who read and write rows.
  virtual void lock() = 0;
  virtual void unlock() noexcept = 0;
};

}  // namespace tenon::sql::migrate
