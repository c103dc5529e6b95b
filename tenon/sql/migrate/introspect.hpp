#pragma once

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate {

/// The tables of an SQLite database, by name, without SQLite's own and without views. CHECK constraints, triggers,
/// partial indexes and indexes on expressions are no part of the comparison, but named in Table::extras.
Structure introspect(Database& database);

}  // namespace tenon::sql::migrate
