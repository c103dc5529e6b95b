#include "support/store_app.hpp"

#include <stdexcept>
#include <thread>

#include <tenon/async/blocking.hpp>
#include <tenon/async/sleep.hpp>

namespace store {

using namespace tenon;

namespace {

struct Limits {
  std::int32_t most_items = 10;

  static constexpr std::string_view meanings[][2] = {{"most_items", "items of one order"}};
};

}  // namespace

Client& build(App& app) {
  app.set_info({.title = "Store", .version = "2.1.0", .description = "Shelves with items."});
  const auto limits = app.settings<Limits>();
  auto& db = app.database<Client>();
  app.set_migrations(migrations());

  app.resource(db.shelf, "/shelves").search({"name"}).page_size(2, 5);
  app.resource(db.item, "/items")
      .filter({"name", "kind", "price", "stock", "code", "weight", "ripe", "note", "pickedAt", "shelf", "shelf.name"})
      .search({"name", "note"})
      .include({"shelf"})
      .hide({"secret"})
      .read_only({"stock"})
      .cache(std::chrono::seconds{30});

  app.get("/limit", [limits] { return limits.most_items; }).summary("The limit").tag("Limits");
  app.get("/slow", []() -> Task<std::string> {
    co_await async::sleep_for(std::chrono::milliseconds{400});
    co_return "done";
  });
  app.get("/stuck",
          []() -> std::string {
            while (true) std::this_thread::sleep_for(std::chrono::hours{1});
          })
      .hidden();
  app.get("/blocked",
          []() -> Task<int> {
            co_return co_await async::blocking([]() -> int {
              while (true) std::this_thread::sleep_for(std::chrono::hours{1});
            });
          })
      .hidden();
  app.get("/fail", []() -> std::string { throw std::runtime_error("the password is 1234"); }).hidden();
  return db;
}

}  // namespace store
