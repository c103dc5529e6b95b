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
  /// one that fails stay done.
  virtual void execute(const std::string& script) = 0;

  /// Runs one statement with text parameters in the place of its `?`.
  virtual std::vector<TextRow> query(const std::string& statement,
                                     std::span<const std::optional<std::string>> parameters = {}) = 0;
};

}  // namespace tenon::sql::migrate
