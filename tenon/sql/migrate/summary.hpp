#pragma once

#include <string>

#include <tenon/sql/migrate/diff.hpp>

namespace tenon::sql::migrate {

/// The difference for people:
///
///     [+] Added tables
///       - Post
///
///     [*] Changed the `User` table
///       [+] Added column `name`
std::string summarize(const Difference& difference);

}  // namespace tenon::sql::migrate
