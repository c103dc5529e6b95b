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
  std::size_t found = 0;                      ///< migrations in the folder, or in the program
  std::vector<std::string> pending;           ///< among them, and not in the history
  std::vector<std::string> failed;            ///< among them, began and did not end
  std::vector<std::string> edited;            ///< applied, and another script since
  std::vector<std::string> missing;           ///< applied, and not among those found
  std::vector<std::string> failed_of_others;  ///< failed, and not among those found
  bool managed = true;                        ///< false: there are tables but no history
  std::string last_common;                    ///< the last migration that both have, if any

  /// The folder has what the history has not, and the reverse.
  bool diverged() const noexcept { return !pending.empty() && !(missing.empty() && failed_of_others.empty()); }
  /// All that was found is applied, and more behind it: by a newer version of the program.
  bool database_is_newer() const noexcept;
  /// There are no migrations, neither here nor in the database.
  bool has_none() const noexcept { return found == 0 && missing.empty() && failed_of_others.empty(); }
  /// Whether a program with these migrations can serve: none is pending, and none failed. Those that were modified or
  /// are missing stand in nobody's way, so an older version can run again on the newer database; nor does one of a
  /// newer version that failed, for its work is undone (where Prisma has begun it, as good as one of those that are
  /// missing).
  bool ready() const noexcept { return pending.empty() && failed.empty() && (managed || found == 0); }
  /// What `migrate status` and `check` answer by their exit code: 0 if this is true, else 1. Prisma counts neither
  /// edited nor missing migrations here.
  bool up_to_date() const noexcept { return ready() && edited.empty() && missing.empty() && failed_of_others.empty(); }
};

Status status(std::span<const Migration> migrations, Database& database, const Clock& clock);

/// A sentence for each applied migration that was edited or is missing, and for each one of others that failed. None
/// keeps a program from serving: `migrate deploy` and a starting program warn of them.
std::vector<std::string> warnings(const Status& status);

/// The status in a few sentences, with what to do next.
std::string render(const Status& status);

}  // namespace tenon::sql::migrate
