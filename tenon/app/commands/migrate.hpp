#pragma once

#include <string_view>

#include <tenon/app/command.hpp>

/// The migrations of an application, and its commands for them. All of these block, and throw as opening the database
/// and the functions of tenon/sql/migrate do.
namespace tenon::app::detail {

class DatabaseComponent;

/// `migrate deploy`, `status` and `resolve`.
Command migrate_command(const DatabaseComponent& database);
int migrate_status(const DatabaseComponent& database);

/// Applies the migrations that the database lacks.
void apply_migrations(const DatabaseComponent& database);
/// Where they are applied by migrate deploy: writes to the log what a starting program should know of them.
void warn_of_migrations(const DatabaseComponent& database);
/// "ok" if none of the application's migrations is "pending" or "failed".
std::string_view state_of_migrations(const DatabaseComponent* database);

}  // namespace tenon::app::detail
