#pragma once

#include <memory>
#include <string>

#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate {

/// Opens an SQLite file for migrating, and creates it if it is not there; ":memory:" is a database that lives as long
/// as the connection, such as a shadow database. Foreign keys are on, and it waits up to 10 seconds for others who
/// write. Throws Unavailable "database_unavailable".
std::unique_ptr<Database> open_sqlite(const std::string& path);

}  // namespace tenon::sql::migrate
