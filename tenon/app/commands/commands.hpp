#pragma once

#include <vector>

#include <tenon/app/command.hpp>

/// What an application does on the command line. Each gives the status that the process ends with.
namespace tenon::app {

namespace detail {
struct AppState;
}

/// The commands of every application, `serve` and what describes it. The state must outlive them.
std::vector<Command> own_commands(detail::AppState& state);

/// Reads the arguments and runs the command that they name.
int run_command(detail::AppState& state);

int serve(detail::AppState& state);
int list_routes(detail::AppState& state);
int print_openapi(detail::AppState& state);
/// Whether the application could serve: its settings, its database, its migrations.
int check(detail::AppState& state);

}  // namespace tenon::app
