#pragma once

#include <span>
#include <string_view>

#include <tenon/base/clock.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/migration.hpp>

/// `migrate resolve`: somebody decides what a migration is, and the history follows. No script runs.
namespace tenon::sql::migrate {

/// The migration's work is done: by hand, or because the tables were there before there were migrations (a baseline).
/// Makes the history if there is none. Throws
/// - Invalid "P3017" if no migration has that name;
/// - Conflict "P3008" if it is recorded as applied already.
void mark_applied(std::string_view name, std::span<const Migration> migrations, Database& database, const Clock& clock);

/// A failed migration is undone, so that `migrate deploy` runs it again. Throws
/// - Invalid "P3011" if it was never applied;
/// - Conflict "P3012" if it did not fail.
void mark_rolled_back(std::string_view name, Database& database, const Clock& clock);

}  // namespace tenon::sql::migrate
