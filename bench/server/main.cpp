// Tenon in the comparison: the routes that all servers have, in an application with everything that comes by default.

#include <tenon/app.hpp>

#include "bench.hpp"

using namespace tenon;

struct Greeting {
  std::string message;
};

int main(int argc, char** argv) {
  App app{argc, argv};
  auto& db = app.database<bench::Client>();

  app.get("/plaintext", [] { return http::Response::constant("Hello, World!", "text/plain"); });
  app.get("/json", [] { return Greeting{"Hello, World!"}; });
  app.get("/products/{id}", [&db](Path<"id", std::int32_t> id) -> Task<std::optional<bench::Product>> {
    return db.product.find_unique({.where = {.id = *id}});
  });
  app.get("/products", [&db]() -> Task<std::vector<bench::Product>> {
    return db.product.find_many({.order_by = {{.id = sql::asc}}, .take = 50});
  });

  return app.run();
}
