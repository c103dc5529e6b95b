#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/migration.hpp>

namespace tenon::sql::migrate {

/// `migrate deploy`: applies every migration that the history does not have, in the order of their names, and gives
/// the names of those applied. Nothing else is compared: neither edited files nor what the tables look like.
///
/// While it runs it is alone: a second one waits, and then finds nothing left to do. Throws
/// - Conflict "P3005" if there are tables but no history: an existing database needs a baseline first;
/// - Conflict "P3009" if the history has a failed migration;
/// - Invalid "P3018" if a migration fails: what it did is undone (Database::execute), and the history has the error;
/// - Unavailable if the database cannot be written now: nothing was done, nothing is in the history.
std::vector<std::string> deploy(std::span<const Migration> migrations, Database& database, const Clock& clock);

/// Runs all of them, in this order, on a new database that keeps no history. Throws Invalid `code` for the one that
/// does not run: "The migration `…` <failed>: <why>".
void run_scripts(std::span<const Migration> migrations, Database& database, const std::string& code,
                 std::string_view failed);

}  // namespace tenon::sql::migrate
