#include <tenon/app/commands/commands.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <sstream>

#include <tenon/base/error.hpp>
#include <tenon/base/text/redact.hpp>

namespace tenon::app {

int run_command(App& app, detail::AppState& state) {
  CLI::App command_line{state.info.description, state.program};
  command_line.footer("\nSettings (variables of the environment, or lines of .env):\n" + state.settings_help);
  command_line.require_subcommand(0, 1);
  command_line.add_subcommand("serve", "Serve requests (the default)");
  CLI::App* const work_command = command_line.add_subcommand("work", "Run background jobs only");
  CLI::App* const migrate_command = command_line.add_subcommand("migrate", "Change the database's tables");
  CLI::App* const deploy_command = migrate_command->add_subcommand("deploy", "Apply pending migrations");
  CLI::App* const status_command =
      migrate_command->add_subcommand("status", "Show which migrations are pending, failed, modified or missing");
  Resolution resolution;
  CLI::App* const resolve_command =
      migrate_command->add_subcommand("resolve", "Mark a migration in the history, without running it");
  CLI::Option_group* const resolutions = resolve_command->add_option_group("which");
  resolutions->add_option("--applied", resolution.applied,
                          "Its work is done: by hand, or before there were migrations");
  resolutions->add_option("--rolled-back", resolution.rolled_back, "It failed and is undone: deploy runs it again");
  resolutions->require_option(1);
  migrate_command->require_subcommand(1);
  CLI::App* const routes_command = command_line.add_subcommand("routes", "List what is served");
  CLI::App* const openapi_command = command_line.add_subcommand("openapi", "Print the OpenAPI document");
  CLI::App* const check_command = command_line.add_subcommand("check", "Check settings, database and migrations");

  std::vector<std::string> reversed(state.arguments.rbegin(), state.arguments.rend());
  try {
    command_line.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const bool is_asked = command_line.exit(error, out, out) == 0;  // --help
    std::fputs(text::redact_urls(out.str()).c_str(), is_asked ? stdout : stderr);
    return is_asked ? 0 : 2;
  }
  try {
    if (*routes_command) return list_routes(state);
    if (*openapi_command) return print_openapi(app);
    state.require_settings();
    if (*deploy_command) return migrate_deploy(state);
    if (*status_command) return migrate_status(state);
    if (*resolve_command) return migrate_resolve(state, resolution);
    if (*check_command) return check(state);
    if (*work_command) {
      std::fprintf(stderr, "There are no background jobs in this version.\n");
      return 1;
    }
    return serve(app, state);
  } catch (const Error& error) {
    detail::print(error);
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", text::redact_urls(error.what()).c_str());
    return 1;
  }
}

}  // namespace tenon::app
