#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <tenon/async/sleep.hpp>

#include "support/parts.hpp"
#include "support/store_app.hpp"

using namespace tenon;
using namespace std::chrono_literals;
using app::test::Part;

namespace {

using Mill = Part<1>;
using Bakery = Part<2>;

struct MillSettings {
  std::string mill_grain = "rye";

  static constexpr std::string_view meanings[][2] = {{"mill_grain", "what the mill grinds"}};
};

void tell(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

Task<> wait_long() {
  tell("waits");
  co_await async::sleep_for(1h);
}

int grind(const app::Arguments& given) {
  if (*given.find("grain") == "sand") throw 7;
  std::printf("grinds %s, %s times\n", std::string(*given.find("grain")).c_str(),
              std::string(given.find("--times").value_or("once")).c_str());
  return 3;
}

std::vector<app::Command> mill_commands() {
  app::Command describe{.name = "describe", .summary = "Tell of it", .needs = app::Command::Needs::nothing};
  describe.run = [](const app::Arguments&) { return std::puts("It turns."), 0; };
  return {{.name = "grind",
           .summary = "Grind grain",
           .arguments = {{"grain", "which", true}, {"--times", "how often"}},
           .run = grind},
          {.name = "mill", .summary = "Look after the mill", .commands = {std::move(describe)}}};
}

/// With settings, commands and a route, a check of what it has to grind, and a drain that takes its time.
void furnish(Mill& mill, MillSettings& settings) {
  mill.rows = [&settings] { return settings::rows_of(settings); };
  mill.its_commands = mill_commands();
  mill.on_drain = []() -> Task<> { co_await async::sleep_for(300ms); };
  mill.checks.push_back(
      {"grain", [&settings]() -> Task<std::string> { co_return settings.mill_grain == "none" ? "no_grain" : "ok"; }});
  mill.on_routes = [&settings](app::Routing& routes) {
    routes.get("/grain", [&settings] { return settings.mill_grain; });
  };
}

void break_bakery(Bakery& bakery, std::string_view kind) {
  if (kind == "start") bakery.on_start = []() -> Task<> { throw Unavailable{"no_oven", "There is no oven."}; };
  if (kind == "start-waits" || kind == "start-and-drain-wait") bakery.on_start = wait_long;
  if (kind == "start-blocks") {
    bakery.on_start = []() -> Task<> {
      tell("blocks");
      std::this_thread::sleep_for(1h);
      co_return;
    };
  }
  if (kind == "prepare" || kind == "prepare-and-drain-waits")
    bakery.on_prepare = [] { throw Unavailable{"no_oven", "There is no oven."}; };
  if (kind == "prepare-signals") {
    bakery.on_prepare = [] {
      ::kill(::getpid(), SIGTERM);
      std::this_thread::sleep_for(100ms);  // it takes its time, and so the signal is there before the requests
    };
  }
  if (kind == "throws") {
    bakery.on_routes = [](app::Routing&) { throw std::runtime_error("The oven is cold."); };
  }
  if (kind == "throws-int") bakery.on_routes = [](app::Routing&) { throw 7; };
  if (kind == "drain") bakery.on_drain = []() -> Task<> { throw Unavailable{"no_oven", "There is no oven."}; };
  if (kind == "drain-waits") bakery.on_drain = wait_long;
  if (kind == "health") {
    const auto good = []() -> Task<std::string> { co_return "ok"; };
    bakery.checks = {{"grain", good}, {"", good}};
  }
  if (kind == "commands") {
    const auto run = [](const app::Arguments&) { return 0; };
    bakery.its_commands = {{.name = "bake", .summary = "Bake", .arguments = {{"--help", ""}}, .run = run},
                           {.name = "grind", .summary = "Grind too", .run = run},
                           {.name = "serve", .summary = "Serve bread", .run = run}};
  }
}

}  // namespace

/// An application of two components, which tell what is done with them. BREAK names what goes wrong.
int main(int argc, char** argv) {
  App app{argc, argv};
  const char* const variable = getenv("BREAK");
  const std::string_view kind = variable ? variable : "";
  MillSettings settings;
  app.component<Mill>("mill", tell, [&settings, kind](Mill& mill) {
    furnish(mill, settings);
    if (kind == "start-and-drain-wait" || kind == "prepare-and-drain-waits") mill.on_drain = wait_long;
  });
  app.component<Bakery>("bakery", tell, [kind](Bakery& bakery) { break_bakery(bakery, kind); });
  store::build(app);
  if (kind == "on-start") app.on_start([]() -> Task<> { throw Unavailable{"no_flour", "There is no flour."}; });
  if (kind == "late") {
    app.service();
    app.component<Part<3>>("late", tell);
  }
  return app.run();
}
