#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate {

enum class LossKind {
  warning,       ///< data may be lost: somebody should agree first
  unexecutable,  ///< rows that are there make the migration fail
};

struct DataLoss {
  LossKind kind = LossKind::warning;
  std::string text;

  bool operator==(const DataLoss&) const = default;
};

/// What the difference may do to the rows of any database: warnings first, in the order of the script. The texts are
/// Prisma's, since they become a part of the migration's file.
std::vector<DataLoss> possible_losses(const Difference& difference);

/// What it does to the rows of this one, which still has the structure `difference.before`.
std::vector<DataLoss> losses(const Difference& difference, Database& database);

/// A script below a comment that lists the possible losses of its difference: what stands in migration.sql. One that is
/// empty gives empty_migration.
std::string migration_script(const std::string& script, const Difference& difference);

/// What a migration holds that changes nothing.
inline constexpr std::string_view empty_migration = "-- This is an empty migration.";

}  // namespace tenon::sql::migrate
