#include <algorithm>
#include <cstdio>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/commands/migrate.hpp>
#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/detail/server_certificate.hpp>
#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/method.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/json/write.hpp>

namespace tenon::app {

int list_routes(detail::AppState& state) {
  state.compose();
  std::size_t width = 0;
  for (const http::Route& route : state.router->routes()) width = std::max(width, route.pattern.size());
  for (const http::Route& route : state.router->routes()) {
    const std::string_view method = http::to_string(route.method);
    const std::string summary = route.operation ? route.operation->summary : std::string();
    std::printf("%-7.*s %-*s  %s\n", static_cast<int>(method.size()), method.data(), static_cast<int>(width),
                route.pattern.c_str(), summary.c_str());
  }
  return 0;
}

int print_openapi(detail::AppState& state) {
  state.compose();
  std::printf("%s\n", json::to_pretty_string(state.openapi).c_str());
  return 0;
}

int check(detail::AppState& state) {
  state.compose();
  (void)detail::read_certificate(state);
  std::printf("settings    ok\nroutes      ok, %zu\n", state.router->routes().size());
  const detail::DatabaseComponent& database = *state.database;
  if (!database.client() || database.url().is_ephemeral()) return 0;
  const int status = migrate_status(database);
  const char* const found = database.migrations().empty() ? "none" : "ok";
  std::printf("migrations  %s\n", status == 0 ? found : "not up to date");
  return status;
}

}  // namespace tenon::app
