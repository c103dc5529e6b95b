#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::migrate {

/// The values of one row as text, nothing for NULL.
using TextRow = std::vector<std::optional<std::string>>;

/// A connection to the database that is migrated. One thread uses it at a time.
///
/// Both calls throw tenon::Error with the engine's own message as its detail.
class Database {
 public:
  virtual ~Database() = default;

  /// Runs the statements of a script one by one, each committed by itself unless the script says BEGIN. Those before
  /// one that fails stay done, except that a transaction left open is rolled back.
  virtual void execute(const std::string& script) = 0;

  /// Runs one statement with text parameters in the place of its `?`.
  virtual std::vector<TextRow> query(const std::string& statement,
                                     std::span<const std::optional<std::string>> parameters = {}) = 0;

  /// Keeps others from migrating this database until unlock(); waits for them up to 10 seconds, then throws
  /// Unavailable "migration_lock". It does not keep out those who read and write rows.
  virtual void lock() = 0;
  virtual void unlock() noexcept = 0;
};

}  // namespace tenon::sql::migrate
