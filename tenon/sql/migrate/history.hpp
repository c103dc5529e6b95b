#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/migration.hpp>

namespace tenon::sql::migrate {

/// The table in which Prisma and Tenon write down what was applied.
inline constexpr std::string_view history_table = "_prisma_migrations";

enum class RowState {
  applied,      ///< it ran to its end
  failed,       ///< it began and did not end: nothing more is applied until somebody has decided
  rolled_back,  ///< marked as undone by hand; the row no longer counts
};

/// One row of the history.
struct AppliedMigration {
  std::string id;  ///< UUID
  std::string name;
  std::string checksum;
  RowState state = RowState::applied;
  std::optional<Instant> started_at;
  std::string logs;  ///< the error of a failed one
};

/// The history of one SQLite database. Its rows are those that Prisma writes and reads; it throws what the database
/// throws.
class History {
 public:
  explicit History(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  bool exists() const;
  void create();
  /// In the order in which they were started. Empty if the table is not there.
  std::vector<AppliedMigration> rows() const;

  /// Writes down that a migration begins, and gives the id of its row.
  std::string begin(const Migration& migration);
  /// The migration ran to its end.
  void finish(const std::string& id);
  /// It did not: the row stays open, with the error.
  void fail(const std::string& id, std::string_view error);

 private:
  std::string now() const;

  Database& database_;
  const Clock& clock_;
};

/// Whether a migration of that name is recorded and not rolled back.
bool is_recorded(const std::vector<AppliedMigration>& rows, std::string_view name);

}  // namespace tenon::sql::migrate
