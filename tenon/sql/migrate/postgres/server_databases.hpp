#pragma once

#include <memory>

#include <tenon/sql/migrate/postgres/database.hpp>

/// The databases of a server, as whole ones.
namespace tenon::sql::migrate::postgres {

/// Throws Unavailable where no server answers or lets us in.
bool database_exists(const PostgresOptions& options);

/// Opens it; creates it, and the schema of the options, if they are not there.
std::unique_ptr<PostgresDatabase> open_database(const PostgresOptions& options);

/// Opens it and creates nothing; one that is not there is empty and cannot be written. Throws Unavailable "P1003" where
/// not even that could be looked at.
std::unique_ptr<PostgresDatabase> look_at_database(const PostgresOptions& options);

/// An empty database with a random name beside that of the options, dropped when it is closed. Throws Unavailable
/// "P3014" where it cannot be created.
std::unique_ptr<PostgresDatabase> make_shadow_database(const PostgresOptions& options);

}  // namespace tenon::sql::migrate::postgres
