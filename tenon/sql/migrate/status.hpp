#pragma once

#include <span>
#include <string>
#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/migration.hpp>

namespace tenon::sql::migrate {

/// How a database stands to its migrations.
struct Status {
  std::size_t found = 0;             ///< migrations in the folder
  std::vector<std::string> pending;  ///< in the folder, not in the history
  std::vector<std::string> failed;   ///< began and did not end
  std::vector<std::string> missing;  ///< in the history, not in the folder
  bool managed = true;               ///< false: there are tables but no history
  std::string last_common;           ///< the last migration that both have, if any

  /// The folder has what the history has not, and the reverse.
  bool diverged() const noexcept { return !pending.empty() && !missing.empty(); }
  /// What `migrate status` answers by its exit code: 0 if this is true, else 1. Like Prisma, it counts neither edited
  /// files nor missing ones at the end of the history.
  bool up_to_date() const noexcept { return pending.empty() && failed.empty() && (managed || found == 0); }
};

Status status(std::span<const Migration> migrations, Database& database, const Clock& clock);

/// The status in a few sentences, with what to do next.
std::string render(const Status& status);

}  // namespace tenon::sql::migrate
