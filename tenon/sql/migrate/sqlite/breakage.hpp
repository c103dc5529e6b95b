#pragma once

#include <map>
#include <string>
#include <vector>

#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate::sqlite {

/// What of a database cannot be used, with SQLite's reason: views that name what is not there, and tables and views
/// with triggers that do. SQLite says nothing of it until somebody uses them.
using Breakage = std::map<std::string, std::string>;

/// Compiles a statement for each, and runs none.
Breakage find_breakage(Database& database);

/// A sentence for each that was not broken before.
std::vector<std::string> new_breakage(const Breakage& before, const Breakage& after);

}  // namespace tenon::sql::migrate::sqlite
