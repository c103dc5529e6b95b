#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/schema/types.hpp>
#include <tenon/sql/migrate/migration.hpp>

namespace tenon::sql::migrate {

/// A migrations folder on disk, in Prisma's layout:
///
///     migrations/migration_lock.toml                   which engine the history is for
///     migrations/20260131120000_add_price/migration.sql
///
/// Every call reads the disk again. All throw Unavailable "migration_folder" if a file cannot be read or written.
class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const noexcept { return path_; }

  /// Every migration, in the byte order of their names; none if the folder is not there. Throws Invalid "P3015" for a
  /// folder without migration.sql.
  std::vector<Migration> migrations() const;

  /// Which engine the lock file names; none without a file.
  schema::Provider provider() const;

  /// Throws Conflict "P3019" if the lock file names another provider. A missing file is no fault.
  void check_provider(schema::Provider provider) const;

  /// Writes a migration, and the lock file if it is missing. Gives the migration with its whole name, which is the time
  /// in UTC (the next second that no other has) and the name in lower case with `_` for anything but letters and
  /// digits: "Add price!" → "…_add_price".
  Migration add(std::string_view name, std::string script, schema::Provider provider, const Clock& clock) const;

 private:
  std::string path_;
};

}  // namespace tenon::sql::migrate
