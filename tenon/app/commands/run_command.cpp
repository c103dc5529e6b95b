#include <cstdio>
#include <exception>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/app_state.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/standard_output.hpp>
#include <tenon/base/text/redact.hpp>

namespace tenon::app {

std::vector<Command> own_commands(detail::AppState& state) {
  using enum Command::Needs;
  const auto calling = [&state](int (*command)(detail::AppState&)) {
    return [&state, command](const Arguments&) { return command(state); };
  };
  return {
      {.name = "serve", .summary = "Serve requests (the default)", .run = calling(serve)},
      {.name = "routes", .summary = "List what is served", .needs = nothing, .run = calling(list_routes)},
      {.name = "openapi", .summary = "Print the OpenAPI document", .needs = nothing, .run = calling(print_openapi)},
      {.name = "check", .summary = "Check settings, routes and migrations", .needs = settings, .run = calling(check)},
  };
}

int run_command(detail::AppState& state) {
  const detail::CommandCall call = state.call();
  if (!call.command) {
    std::fputs(call.output.c_str(), call.wants_help() ? stdout : stderr);
    return finish_output(call.status);
  }
  try {
    state.compose();
    if (call.command->needs != Command::Needs::nothing) state.require_application();
    return finish_output(call.command->run(call.arguments));
  } catch (const Error& error) {
    detail::print(error);
    return error.code() == "bad_command" ? 2 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", text::redact_urls(error.what()).c_str());
    return 1;
  } catch (...) {
    std::fputs("The command threw something that is no std::exception.\n", stderr);
    return 1;
  }
}

}  // namespace tenon::app
