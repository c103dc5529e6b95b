#include <tenon/sql/migrate/resolve.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/database_lock.hpp>
#include <tenon/sql/migrate/detail/code.hpp>
#include <tenon/sql/migrate/history.hpp>

namespace tenon::sql::migrate {
namespace {

/// Prisma's hint, for whoever passed the name without its time.
std::string hint(std::span<const Migration> migrations, std::string_view name) {
  for (const Migration& migration : migrations) {
    if (!name.empty() && migration.name.ends_with(name)) return " Did you mean " + code(migration.name) + "?";
  }
  return " Did you pass in the whole migration name (\"20201207184859_initial_migration\")?";
}

}  // namespace

void mark_applied(std::string_view name, std::span<const Migration> migrations, Database& database,
                  const Clock& clock) {
  const auto migration =
      std::find_if(migrations.begin(), migrations.end(), [&](const Migration& one) { return one.name == name; });
  if (migration == migrations.end()) {
    throw Invalid{"P3017", "The migration " + code(name) + " could not be found." + hint(migrations, name)};
  }
  const DatabaseLock lock{database};
  History history{database, clock};
  if (!history.exists()) history.create();
  const std::vector<AppliedMigration> rows = history.rows();
  const bool applied = std::any_of(rows.begin(), rows.end(), [&](const AppliedMigration& row) {
    return row.name == name && row.state == RowState::applied;
  });
  if (applied) {
    throw Conflict{"P3008", "The migration " + code(name) + " is already recorded as applied in the database."};
  }
  history.mark_applied(*migration);
}

void mark_rolled_back(std::string_view name, Database& database, const Clock& clock) {
  const DatabaseLock lock{database};
  History history{database, clock};
  const std::vector<AppliedMigration> rows = history.rows();
  auto is_in = [&](RowState state) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const AppliedMigration& row) { return row.name == name && row.state == state; });
  };
  if (is_in(RowState::failed)) return history.mark_rolled_back(name);
  if (is_in(RowState::applied)) {
    throw Conflict{"P3012", "Migration " + code(name) + " cannot be rolled back because it is not in a failed state."};
  }
  throw Invalid{"P3011", "Migration " + code(name) +
                             " cannot be rolled back because it was never applied to the database." + hint({}, name)};
}

}  // namespace tenon::sql::migrate
