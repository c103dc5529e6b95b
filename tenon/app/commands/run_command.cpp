#include <tenon/app/commands/commands.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <sstream>

#include <tenon/base/error.hpp>
#include <tenon/base/text/redact.hpp>

namespace tenon::app {

namespace {

/// The command line of an application.
class CommandLine {
 public:
  explicit CommandLine(const detail::AppState& state) : line_{state.info.description, state.program} {
    line_.footer("\nSettings (variables of the environment, or lines of .env):\n" + state.settings_help());
    line_.require_subcommand(0, 1);
    migrate_->require_subcommand(1);
    CLI::Option_group* const resolutions = resolve_->add_option_group("which");
    resolutions->add_option("--applied", resolution_.applied,
                            "Its work is done: by hand, or before there were migrations");
    resolutions->add_option("--rolled-back", resolution_.rolled_back, "It failed and is undone: deploy runs it again");
    resolutions->require_option(1);
  }

  CLI::App line_;
  CLI::App* serve_ = line_.add_subcommand("serve", "Serve requests (the default)");
  CLI::App* work_ = line_.add_subcommand("work", "Run background jobs only");
  CLI::App* migrate_ = line_.add_subcommand("migrate", "Change the database's tables");
  CLI::App* deploy_ = migrate_->add_subcommand("deploy", "Apply pending migrations");
  CLI::App* status_ =
      migrate_->add_subcommand("status", "Show which migrations are pending, failed, modified or missing");
  CLI::App* resolve_ = migrate_->add_subcommand("resolve", "Mark a migration in the history, without running it");
  Resolution resolution_;
  CLI::App* routes_ = line_.add_subcommand("routes", "List what is served");
  CLI::App* openapi_ = line_.add_subcommand("openapi", "Print the OpenAPI document");
  CLI::App* check_ = line_.add_subcommand("check", "Check settings, routes and migrations");
};

int run(App& app, detail::AppState& state, const CommandLine& command) {
  state.compose();
  if (*command.routes_) return list_routes(state);
  if (*command.openapi_) return print_openapi(app);
  state.require_application();
  if (*command.deploy_) return migrate_deploy(state);
  if (*command.status_) return migrate_status(state);
  if (*command.resolve_) return migrate_resolve(state, command.resolution_);
  if (*command.check_) return check(state);
  if (*command.work_) {
    std::fprintf(stderr, "There are no background jobs in this version.\n");
    return 1;
  }
  return serve(app, state);
}

}  // namespace

bool wants_help(const detail::AppState& state) {
  return std::any_of(state.arguments.begin(), state.arguments.end(),
                     [](const std::string& argument) { return argument == "--help" || argument == "-h"; });
}

void print_help(const detail::AppState& state) {
  const CommandLine command{state};
  std::fputs(text::redact_urls(command.line_.help()).c_str(), stdout);
}

int run_command(App& app, detail::AppState& state) {
  CommandLine command{state};
  std::vector<std::string> reversed(state.arguments.rbegin(), state.arguments.rend());
  try {
    command.line_.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const bool is_asked = command.line_.exit(error, out, out) == 0;  // --help
    std::fputs(text::redact_urls(out.str()).c_str(), is_asked ? stdout : stderr);
    return is_asked ? 0 : 2;
  }
  try {
    return run(app, state, command);
  } catch (const Error& error) {
    detail::print(error);
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", text::redact_urls(error.what()).c_str());
    return 1;
  }
}

}  // namespace tenon::app
