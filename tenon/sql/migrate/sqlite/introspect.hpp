#pragma once

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/structure.hpp>

namespace tenon::sql::migrate::sqlite {

/// The tables of an SQLite database, by name, without SQLite's own, virtual tables and views. Triggers, CHECK
/// constraints and indexes on expressions are not compared, but kept in Table::extras.
Structure introspect(Database& database);

}  // namespace tenon::sql::migrate::sqlite
