#pragma once

#include <string>

#include <tenon/app/detail/app_state.hpp>

/// What an application does on the command line. Each gives the status that the process ends with.
namespace tenon::app {

/// Reads the arguments and runs the command that they name.
int run_command(App& app, detail::AppState& state);

/// Whether the arguments ask for help and for nothing else, and what is answered.
bool wants_help(const detail::AppState& state);
void print_help(const detail::AppState& state);

int serve(App& app, detail::AppState& state);
int list_routes(detail::AppState& state);
int print_openapi(App& app);
/// Whether the application could serve: its settings, its database, its migrations.
int check(detail::AppState& state);
int migrate_deploy(detail::AppState& state);
int migrate_status(detail::AppState& state);

/// The name of one migration, in the one member that says what it is.
struct Resolution {
  std::string applied;
  std::string rolled_back;
};
int migrate_resolve(detail::AppState& state, const Resolution& resolution);

/// Applies the migrations that the database lacks. Throws as migrate deploy does.
Task<> apply_migrations(detail::AppState& state);
/// Where they are applied by migrate deploy: writes to the log what a starting program should know of them.
void warn_of_migrations(const detail::AppState& state);

}  // namespace tenon::app
