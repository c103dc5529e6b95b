#include <stdlib.h>

#include <stdexcept>
#include <string_view>
#include <thread>

#include "support/store_app.hpp"

using namespace tenon;

namespace {

struct Keys {
  settings::Required<Secret> card_key;
  settings::Required<std::uint16_t> card_port;

  static constexpr std::string_view meanings[][2] = {{"card_key", "signs library cards"}};
};

/// Errors of every kind that an application can make before it runs.
void make_errors(App& app, store::Client& db, std::string_view kind) {
  if (kind == "declared" || kind == "thrown") {
    app.resource(db.item, "/wares").filter({"colour", "shelf.width"}).sort({"tint"}).default_sort("-hue");
    app.get("/orders/{id}", [](Path<"number", std::string>) { return 1; });
    app.get("/limit", [] { return 1; });
  }
  if (kind == "security") {
    app.set_info({.title = "Store", .security_schemes = {{.name = "api_key", .kind = app::ApiKey{.name = "X-Key"}}}});
    app.group("/desk").security({"api-key"}).get("/report", [] { return 1; });
  }
  if (kind == "thrown") throw Invalid{"no_such_folder", "There is no folder public."};
  if (kind == "foreign") throw std::runtime_error("the payment provider knows no such key");
  if (kind == "required") {
    const auto keys = app.settings<Keys>();
    if (keys.card_key->reveal().empty() && *keys.card_port == 0) app.get("/unset", [] { return 1; });
  }
}

/// Another one is still built while the application runs.
int run_first(App& app, int argc, char** argv) {
  const App second{argc, argv};
  app.get("/terminate", [] {
    std::thread{[] { throw std::runtime_error("nobody catches this"); }}.join();
    return 1;
  });
  app.run();
  throw std::runtime_error("the second one cannot be built");
}

}  // namespace

int main(int argc, char** argv) {
  App app{argc, argv};
  store::Client& db = store::build(app);
  const char* const kind = getenv("ERRORS");
  if (kind) make_errors(app, db, kind);
  if (kind && kind == std::string_view("second")) return run_first(app, argc, argv);
  return app.run();
}
