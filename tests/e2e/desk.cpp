#include <memory>

#include <tenon/app.hpp>
#include <tenon/http/hooks.hpp>

/// An application behind a key, for the test of what its API page sends.

using namespace tenon;

namespace {

class RequireKey final : public http::Hooks {
 public:
  std::optional<Response> on_request(Request& request) const override {
    if (request.single_header("X-Desk-Key").empty()) throw Unauthorized{"no_key", "Send a key as X-Desk-Key."};
    return std::nullopt;
  }
};

struct Arrived {
  std::string key;
};

}  // namespace

int main(int argc, char** argv) {
  App app{argc, argv};
  app.set_info(
      {.title = "Desk",
       .security_schemes = {
           {.name = "desk_key", .kind = app::ApiKey{.name = "X-Desk-Key"}, .description = "The desk knows it"}}});
  app::Group desk = app.group("/desk", std::make_shared<RequireKey>()).security({"desk_key"});
  desk.get("/arrived", [](Header<"X-Desk-Key", std::string> key) { return Arrived{*key}; });
  app.get("/open", [] { return 1; });
  return app.run();
}
