#include "shop_fixture.hpp"

namespace shop {
namespace {

using tenon::json::Object;
using tenon::json::Value;

class Carts : public ShopTest {
 protected:
  std::string cart() { return std::string(client().post("/api/carts", Value(Object{})).json()["id"].as_string()); }
  tenon::testing::Answer put(const std::string& cart, const std::string& product, int quantity) {
    return client().put("/api/carts/" + cart + "/items/" + product, Value(Object{{"quantity", quantity}}));
  }
};

TEST_F(Carts, AddUpWhatIsInThem) {
  const std::string id = cart();
  put(id, product("wooden-rattle"), 2);
  const auto answer = put(id, product("water-wipes-12-x-60"), 1);
  ASSERT_EQ(answer.code(), 200) << answer.body;
  EXPECT_EQ(answer.json()["items"].as_array().size(), 2U);
  EXPECT_EQ(tenon::Decimal::parse(answer.json()["total"].as_string()), tenon::Decimal::scaled(5375, 2));
}

TEST_F(Carts, HoldAProductOnce) {
  const std::string id = cart();
  const std::string rattle = product("wooden-rattle");
  put(id, rattle, 2);
  const auto answer = put(id, rattle, 5);
  ASSERT_EQ(answer.json()["items"].as_array().size(), 1U);
  EXPECT_EQ(answer.json()["items"][0]["quantity"].as_int64(), 5);
}

TEST_F(Carts, RefuseUnknownProductsAndQuantities) {
  const std::string id = cart();
  EXPECT_EQ(put(id, "no-such-product", 1).code(), 404);
  EXPECT_EQ(put("no-such-cart", product("wooden-rattle"), 1).code(), 404);
  EXPECT_EQ(put(id, product("wooden-rattle"), 0).code(), 422);
  EXPECT_EQ(put(id, product("wooden-rattle"), 100).code(), 422);
  EXPECT_EQ(get("/api/carts/" + id)["items"].as_array().size(), 0U);
}

TEST_F(Carts, HoldAtMostFiftyProducts) {
  const std::string id = cart();
  const Value products = get("/api/products?limit=51&fields=id");
  for (std::size_t i = 0; i < 50; ++i) put(id, std::string(products["items"][i]["id"].as_string()), 1);
  const auto refused = put(id, std::string(products["items"][50]["id"].as_string()), 1);
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(refused.json()["code"].as_string(), "cart_full");
  EXPECT_EQ(get("/api/carts/" + id)["items"].as_array().size(), 50U);
}

TEST_F(Carts, SayWhatIsOutOfStock) {
  const std::string id = cart();
  const std::string rattle = product("wooden-rattle");
  put(id, rattle, 2);
  EXPECT_TRUE(get("/api/carts/" + id)["items"][0]["inStock"].as_bool());
  client().patch("/api/products/" + rattle, Value(Object{{"stock", 1}}));
  EXPECT_FALSE(get("/api/carts/" + id)["items"][0]["inStock"].as_bool());
}

TEST_F(Carts, GiveUpAProduct) {
  const std::string id = cart();
  const std::string rattle = product("wooden-rattle");
  put(id, rattle, 2);
  EXPECT_EQ(client().delete_("/api/carts/" + id + "/items/" + rattle).json()["items"].as_array().size(), 0U);
  EXPECT_EQ(client().delete_("/api/carts/" + id + "/items/" + rattle).code(), 404);
}

TEST_F(Carts, BecomeAnOrderAndAreGone) {
  const std::string id = cart();
  const std::string rattle = product("wooden-rattle");
  put(id, rattle, 2);
  const auto order = client().post("/api/carts/" + id + "/checkout", Value(Object{{"customerId", customer()}}));
  ASSERT_EQ(order.code(), 201) << order.body;
  EXPECT_EQ(order.json()["lines"].as_array().size(), 1U);
  EXPECT_EQ(stock(rattle), 88);
  EXPECT_EQ(client().get("/api/carts/" + id).code(), 404);
}

TEST_F(Carts, AreOrderedOnceByAttemptsAtTheSameTime) {
  const std::string id = cart();
  const std::string rattle = product("wooden-rattle");
  put(id, rattle, 2);
  const tenon::testing::Call call{tenon::http::Method::post,
                                  "/api/carts/" + id + "/checkout",
                                  tenon::json::to_string(Value(Object{{"customerId", customer()}})),
                                  {}};
  int placed = 0;
  for (const auto& answer : client().send_together(std::vector(20, call))) {
    placed += answer.code() == 201;
    EXPECT_TRUE(answer.code() == 201 || answer.code() == 404) << answer.body;
  }
  EXPECT_EQ(placed, 1);
  EXPECT_EQ(stock(rattle), 88);
}

TEST_F(Carts, StayAsTheyAreWhenTheyCannotBeOrdered) {
  const std::string id = cart();
  const std::string rattle = product("wooden-rattle");
  put(id, rattle, 2);
  client().patch("/api/products/" + rattle, Value(Object{{"stock", 1}}));
  const auto refused = client().post("/api/carts/" + id + "/checkout", Value(Object{{"customerId", customer()}}));
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(refused.json()["code"].as_string(), "out_of_stock");
  EXPECT_EQ(get("/api/carts/" + id)["items"].as_array().size(), 1U);
}

TEST_F(Carts, WithoutAnythingCannotBeOrdered) {
  const auto refused = client().post("/api/carts/" + cart() + "/checkout", Value(Object{{"customerId", customer()}}));
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(refused.json()["code"].as_string(), "cart_empty");
}

}  // namespace
}  // namespace shop
