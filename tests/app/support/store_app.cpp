#include "support/store_app.hpp"

#include <atomic>
#include <cstdio>
#include <memory>
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
  app.get("/bytes/{count}",
          [](Path<"count", std::int32_t> count) { return std::string(static_cast<std::size_t>(*count), 'x'); })
      .hidden();
  const auto streamed = std::make_shared<std::atomic<std::int64_t>>(0);
  app.get("/stream",
          [streamed](http::Request&) -> Task<http::Response> {
            co_return http::Response::stream(
                [streamed](http::BodyWriter& out) -> Task<> {
                  for (int i = 0; i < 200; ++i, *streamed += 40'000) co_await out.write(std::string(40'000, 'x'));
                },
                "text/plain");
          })
      .hidden();
  app.get("/streamed", [streamed] { return streamed->load(); }).hidden();
  app.get("/held",
          [] {
            std::this_thread::sleep_for(std::chrono::milliseconds{300});
            return 1;
          })
      .hidden();
  app.get("/stuck",
          []() -> std::string {
            std::fputs("the loop is stuck\n", stderr);
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
