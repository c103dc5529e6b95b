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
  EXPECT_EQ(answer.json()["total"].as_string(), "53.75");
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
  set_stock(rattle, 1);
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
  set_stock(rattle, 1);
  const auto refused = client().post("/api/carts/" + id + "/checkout", Value(Object{{"customerId", customer()}}));
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(refused.json()["code"].as_string(), "out_of_stock");
  EXPECT_EQ(get("/api/carts/" + id)["items"].as_array().size(), 1U);
}

TEST_F(Carts, OfACustomerCannotBeOrderedByAnother) {
  const std::string ada = customer();
  const std::string bob = customer("bob@example.com");
  const std::string id(client().post("/api/carts", Value(Object{{"customerId", ada}})).json()["id"].as_string());
  put(id, product("wooden-rattle"), 2);
  const auto refused = client().post("/api/carts/" + id + "/checkout", Value(Object{{"customerId", bob}}));
  EXPECT_EQ(refused.code(), 422) << refused.body;
  EXPECT_EQ(refused.json()["errors"][0]["pointer"].as_string(), "/customerId");
  EXPECT_EQ(stock(product("wooden-rattle")), 90);
  const auto placed = client().post("/api/carts/" + id + "/checkout", Value(Object{{"customerId", ada}}));
  EXPECT_EQ(placed.code(), 201) << placed.body;
  EXPECT_EQ(placed.json()["customerId"].as_string(), ada);
}

TEST_F(Carts, AreOrderedOnceWithAKeyAndAnswerWithTheSameOrderAgain) {
  const std::string id = cart();
  const std::string rattle = product("wooden-rattle");
  put(id, rattle, 2);
  const tenon::testing::Call call{tenon::http::Method::post,
                                  "/api/carts/" + id + "/checkout",
                                  tenon::json::to_string(Value(Object{{"customerId", customer()}})),
                                  {{"Idempotency-Key", "k1"}}};
  const auto first = client().send(call);
  ASSERT_EQ(first.code(), 201) << first.body;
  for (const auto& again : client().send_together(std::vector(20, call))) {
    EXPECT_EQ(again.code(), 201) << again.body;
    EXPECT_EQ(again.json()["id"].as_string(), first.json()["id"].as_string());
  }
  EXPECT_EQ(stock(rattle), 88);
}

TEST_F(Carts, AreNotOrderedWithTheKeyOfAnotherRequest) {
  const std::string ada = customer();
  const std::string rattle = product("wooden-rattle");
  const auto check_out = [&](const std::string& id) {
    put(id, rattle, 1);
    return client().send({tenon::http::Method::post,
                          "/api/carts/" + id + "/checkout",
                          tenon::json::to_string(Value(Object{{"customerId", ada}})),
                          {{"Idempotency-Key", "k1"}}});
  };
  EXPECT_EQ(check_out(cart()).code(), 201);
  const auto refused = check_out(cart());
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(refused.json()["code"].as_string(), "idempotency_key_reused");
  EXPECT_EQ(stock(rattle), 89);
}

TEST_F(Carts, ShowTheirAmountsAsTheProductsShowTheirs) {
  const std::string id = cart();
  EXPECT_EQ(get("/api/carts/" + id)["total"].as_string(), "0");
  put(id, product("wooden-rattle"), 2);
  const Value view = put(id, product("water-wipes-12-x-60"), 2).json();
  EXPECT_EQ(view["items"][0]["price"].as_string(), "11.9");
  EXPECT_EQ(view["items"][0]["total"].as_string(), "23.8");
  EXPECT_EQ(view["items"][1]["total"].as_string(), "59.9");
  EXPECT_EQ(view["total"].as_string(), "83.7");
}

TEST_F(Carts, WithoutAnythingCannotBeOrdered) {
  const auto refused = client().post("/api/carts/" + cart() + "/checkout", Value(Object{{"customerId", customer()}}));
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(refused.json()["code"].as_string(), "cart_empty");
}

}  // namespace
}  // namespace shop
