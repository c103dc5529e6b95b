#include "shop_app.hpp"

#include "carts.hpp"
#include "catalogue.hpp"
#include "orders.hpp"
#include "shop.hpp"

namespace shop {

void build(tenon::App& app) {
  app.set_info({.title = "Baby shop",
                .version = "1.0.0",
                .description = "Categories, products, customers, carts, orders and reviews of a baby-care shop."});
  auto& db = app.database<Client>();
  app.set_migrations(migrations());
  add_catalogue_routes(app, db);
  add_cart_routes(app, db);
  add_order_routes(app, db);
  app.on_start([&app, &db] { return seed(app, db); });
}

}  // namespace shop
