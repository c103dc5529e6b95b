#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/migration.hpp>

namespace tenon::sql::migrate {

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

/// The history of one database. Its rows are those that Prisma writes and reads; it throws what the database
/// throws.
class History {
 public:
  explicit History(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  bool exists() const;
  void create();
  /// In the order in which they were started. Empty if the table is not there.
  std::vector<AppliedMigration> rows() const;

  /// A row for a migration that is about to run; nothing is written yet.
  AppliedMigration plan(const Migration& migration) const;
  /// Writes down that it begins.
  void begin(const AppliedMigration& row);
  /// It ran to its end.
  void finish(const AppliedMigration& row);
  /// It did not: the row stays open, with the error. Writes the row if its beginning was undone.
  void fail(const AppliedMigration& row, std::string_view error);

  /// Somebody says that its work is done (`migrate resolve --applied`): failed rows of that name no longer count.
  void mark_applied(const Migration& migration);
  /// Somebody says that it is undone (`--rolled-back`).
  void mark_rolled_back(std::string_view name);

 private:
  std::string now() const;
  static std::string written(Instant time);
  void insert(const AppliedMigration& row);

  Database& database_;
  const Clock& clock_;
};

/// Whether a migration of that name is recorded and not rolled back.
bool is_recorded(const std::vector<AppliedMigration>& rows, std::string_view name);

}  // namespace tenon::sql::migrate
