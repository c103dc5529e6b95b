#include <gtest/gtest.h>

#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/deploy.hpp>

#include "shop_app.hpp"

namespace shop {
namespace {

namespace migrate = tenon::sql::migrate;

TEST(Migrations, KeepTheAddressesOfOrdersThatThereWere) {
  std::vector<migrate::Migration> all;
  for (const auto& made : migrations()) all.push_back({std::string(made.name), std::string(made.script)});
  const auto database = migrate::connector_of(tenon::schema::Provider::sqlite).make_shadow(nullptr);
  const tenon::FakeClock clock;
  ASSERT_EQ(migrate::deploy(std::span(all).first(1), *database, clock).size(), 1U);
  database->execute(R"(
    INSERT INTO "Customer" ("id", "email", "name", "updatedAt") VALUES ('c', 'ada@example.com', 'Ada', 0);
    INSERT INTO "Address" ("id", "customerId", "label", "recipient", "line1", "postalCode", "city", "country")
      VALUES ('a', 'c', 'Home', 'Ada', '1 Lane', '10115', 'Berlin', 'DE');
    INSERT INTO "Order" ("id", "customerId", "addressId", "total") VALUES ('sent', 'c', 'a', 1), ('collected', 'c', NULL, 2);
  )");
  migrate::deploy(all, *database, clock);
  const auto rows = database->query(
      R"(SELECT "Order"."id", "line1" FROM "Order" LEFT JOIN "OrderAddress" ON "orderId" = "Order"."id" ORDER BY "total")");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (migrate::TextRow{"sent", "1 Lane"}));
  EXPECT_EQ(rows[1], (migrate::TextRow{"collected", std::nullopt}));
}

}  // namespace
}  // namespace shop
