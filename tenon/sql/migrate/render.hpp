#pragma once

#include <string>
#include <string_view>

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate {

/// What a migration holds that changes nothing.
inline constexpr std::string_view empty_migration = "-- This is an empty migration.";

/// The difference as an SQLite script, in Prisma's words: steps that begin with `-- CreateTable`, with a blank line
/// between them. It runs statement by statement, not in a transaction, since it switches foreign keys off and on.
/// Empty if nothing changes.
std::string render(const Difference& difference);

/// The script that makes everything from nothing.
std::string render_create(const schema::Schema& schema);

/// The difference for people:
///
///     [+] Added tables
///       - Post
///
///     [*] Changed the `User` table
///       [+] Added column `name`
std::string summarize(const Difference& difference);

}  // namespace tenon::sql::migrate
