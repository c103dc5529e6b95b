#include "shop_fixture.hpp"

namespace shop {
namespace {

using tenon::json::Array;
using tenon::json::Object;
using tenon::json::Value;
using tenon::testing::Call;
using testing::HasSubstr;

class Orders : public ShopTest {};

TEST_F(Orders, TakeTheStockAndKeepThePriceOfTheMoment) {
  const std::string rattle = product("wooden-rattle");
  const auto placed = client().post("/api/orders", order(customer(), rattle, 3));
  ASSERT_EQ(placed.code(), 201) << placed.body;
  const Value json = placed.json();
  EXPECT_EQ(placed.header("location"), "/api/orders/" + std::string(json["id"].as_string()));
  EXPECT_EQ(tenon::Decimal::parse(json["total"].as_string()), tenon::Decimal::scaled(3570, 2));
  EXPECT_EQ(json["lines"][0]["name"].as_string(), "Wooden Rattle");
  EXPECT_EQ(stock(rattle), 87);

  client().patch("/api/products/" + rattle, Value(Object{{"price", "99.00"}}));
  const Value later = get("/api/orders/" + std::string(json["id"].as_string()) + "?include=lines");
  EXPECT_EQ(tenon::Decimal::parse(later["lines"][0]["price"].as_string()), tenon::Decimal::scaled(1190, 2));
}

TEST_F(Orders, AddUpExactlyWhereBinaryFractionsWouldNot) {
  const std::string person = customer();
  Array lines;
  for (const char* slug : {"digital-thermometer-flexible-tip", "wooden-rattle", "saline-drops-30-x-5-ml"}) {
    lines.push_back(Object{{"productId", product(slug)}, {"quantity", 7}});
  }
  const auto placed = client().post("/api/orders", Value(Object{{"customerId", person}, {"lines", lines}}));
  ASSERT_EQ(placed.code(), 201) << placed.body;
  // 7 x (7.90 + 11.90 + 8.90)
  EXPECT_EQ(tenon::Decimal::parse(placed.json()["total"].as_string()), tenon::Decimal::scaled(20090, 2));
}

TEST_F(Orders, AreAllOrNothing) {
  const std::string rattle = product("wooden-rattle");
  const std::string wardrobe = product("wardrobe-two-doors");
  const Value wanted = Object{{"customerId", customer()},
                              {"lines", Array{Object{{"productId", rattle}, {"quantity", 1}},
                                              Object{{"productId", wardrobe}, {"quantity", 5}}}}};
  const auto refused = client().post("/api/orders", wanted);
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(refused.json()["code"].as_string(), "out_of_stock");
  EXPECT_EQ(refused.json()["errors"][0]["pointer"].as_string(), "/lines/1/quantity");
  EXPECT_EQ(stock(rattle), 90);
  EXPECT_EQ(get("/api/orders")["items"].as_array().size(), 0U);
}

// [mistakes]
TEST_F(Orders, NameEveryMistakeOfTheBodyAtOnce) {
  const auto refused = client().post(
      "/api/orders", Value(Object{{"lines", Array{Object{{"productId", "x"}, {"quantity", 0}}}}, {"colour", "red"}}));
  EXPECT_EQ(refused.code(), 422);
  EXPECT_THAT(refused.body, HasSubstr("/customerId"));
  EXPECT_THAT(refused.body, HasSubstr("/lines/0/quantity"));
  EXPECT_THAT(refused.body, HasSubstr("/colour"));
}
// [mistakes]

TEST_F(Orders, OfSomebodyUnknownAreRefused) {
  const auto refused = client().post("/api/orders", order("nobody", product("wooden-rattle"), 1));
  EXPECT_EQ(refused.code(), 422) << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("customerId"));
}

TEST_F(Orders, OfUnknownProductsNameEveryLine) {
  const Value wanted = Object{{"customerId", customer()},
                              {"lines", Array{Object{{"productId", "no-such-product"}, {"quantity", 1}},
                                              Object{{"productId", product("wooden-rattle")}, {"quantity", 1}},
                                              Object{{"productId", "nor-this"}, {"quantity", 1}}}}};
  const auto refused = client().post("/api/orders", wanted);
  EXPECT_EQ(refused.code(), 422);
  const Value problem = refused.json();
  ASSERT_EQ(problem["errors"].as_array().size(), 2U);
  EXPECT_EQ(problem["errors"][0]["pointer"].as_string(), "/lines/0/productId");
  EXPECT_EQ(problem["errors"][1]["pointer"].as_string(), "/lines/2/productId");
}

TEST_F(Orders, OfWhatIsNotSoldAnyMoreAreRefused) {
  const std::string rattle = product("wooden-rattle");
  client().patch("/api/products/" + rattle, Value(Object{{"active", false}}));
  EXPECT_EQ(client().post("/api/orders", order(customer(), rattle, 1)).code(), 422);
  EXPECT_EQ(stock(rattle), 90);
}

TEST_F(Orders, WithTheSameKeyArePlacedOnce) {
  const std::string rattle = product("wooden-rattle");
  const Call call{tenon::http::Method::post,
                  "/api/orders",
                  tenon::json::to_string(order(customer(), rattle, 2)),
                  {{"Idempotency-Key", "k1"}}};
  const auto first = client().send(call);
  const auto second = client().send(call);
  ASSERT_EQ(first.code(), 201) << first.body;
  EXPECT_EQ(second.code(), 201);
  EXPECT_EQ(second.json()["id"].as_string(), first.json()["id"].as_string());
  EXPECT_EQ(stock(rattle), 88);
}

TEST_F(Orders, WithTheSameKeyAtTheSameTimeArePlacedOnce) {
  const std::string rattle = product("wooden-rattle");
  const Call call{tenon::http::Method::post,
                  "/api/orders",
                  tenon::json::to_string(order(customer(), rattle, 2)),
                  {{"Idempotency-Key", "k1"}}};
  for (const auto& answer : client().send_together(std::vector<Call>(20, call))) {
    EXPECT_EQ(answer.code(), 201) << answer.body;
  }
  EXPECT_EQ(stock(rattle), 88);
}

TEST_F(Orders, WithAKeyOfAnotherOrderAreRefused) {
  const std::string person = customer();
  const std::string rattle = product("wooden-rattle");
  const auto send = [&](int quantity) {
    return client().send({tenon::http::Method::post,
                          "/api/orders",
                          tenon::json::to_string(order(person, rattle, quantity)),
                          {{"Idempotency-Key", "k1"}}});
  };
  EXPECT_EQ(send(1).code(), 201);
  const auto refused = send(2);
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(refused.json()["code"].as_string(), "idempotency_key_reused");
  EXPECT_EQ(stock(rattle), 89);
}

TEST_F(Orders, OfTwoCustomersMayHaveTheSameKey) {
  const std::string rattle = product("wooden-rattle");
  const auto send = [&](const std::string& who) {
    return client().send({tenon::http::Method::post,
                          "/api/orders",
                          tenon::json::to_string(order(who, rattle, 1)),
                          {{"Idempotency-Key", "k1"}}});
  };
  const auto ada = send(customer());
  const auto bob = send(customer("bob@example.com"));
  EXPECT_EQ(ada.code(), 201) << ada.body;
  EXPECT_EQ(bob.code(), 201) << bob.body;
  EXPECT_NE(ada.json()["id"].as_string(), bob.json()["id"].as_string());
  EXPECT_EQ(stock(rattle), 88);
}

TEST_F(Orders, LeaveTheKeyFreeWhenTheyAreRefused) {
  const std::string person = customer();
  const std::string rattle = product("wooden-rattle");
  client().patch("/api/products/" + rattle, Value(Object{{"stock", 1}}));
  const Call call{tenon::http::Method::post,
                  "/api/orders",
                  tenon::json::to_string(order(person, rattle, 2)),
                  {{"Idempotency-Key", "k1"}}};
  EXPECT_EQ(client().send(call).code(), 409);
  client().patch("/api/products/" + rattle, Value(Object{{"stock", 5}}));
  EXPECT_EQ(client().send(call).code(), 201);
  EXPECT_EQ(stock(rattle), 3);
}

TEST_F(Orders, GoToTheCustomersOwnAddressOnly) {
  const auto address_of = [&](const std::string& who) {
    const auto made = client().post("/api/addresses", Value(Object{{"customerId", who},
                                                                   {"label", "Home"},
                                                                   {"recipient", "A"},
                                                                   {"line1", "1 Lane"},
                                                                   {"postalCode", "1"},
                                                                   {"city", "Berlin"},
                                                                   {"country", "DE"}}));
    EXPECT_EQ(made.code(), 201) << made.body;
    return std::string(made.json()["id"].as_string());
  };
  const std::string ada = customer();
  const std::string rattle = product("wooden-rattle");
  const auto send_to = [&](const std::string& address) {
    Value wanted = order(ada, rattle, 1);
    wanted.as_object()["addressId"] = address;
    return client().post("/api/orders", wanted);
  };
  EXPECT_EQ(send_to(address_of(ada)).code(), 201);
  for (const std::string& address : {address_of(customer("bob@example.com")), std::string("nowhere")}) {
    const auto refused = send_to(address);
    EXPECT_EQ(refused.code(), 422) << refused.body;
    EXPECT_EQ(refused.json()["errors"][0]["pointer"].as_string(), "/addressId");
  }
  EXPECT_EQ(stock(rattle), 89);
}

TEST_F(Orders, KeepTheirNote) {
  Value wanted = order(customer(), product("wooden-rattle"), 1);
  wanted.as_object()["note"] = "Ring twice. 🛎";
  const auto placed = client().post("/api/orders", wanted);
  ASSERT_EQ(placed.code(), 201) << placed.body;
  EXPECT_EQ(get("/api/orders/" + std::string(placed.json()["id"].as_string()))["note"].as_string(), "Ring twice. 🛎");
}

TEST_F(Orders, OfTwoHundredForAHundredPiecesExactlyAHundredSucceed) {
  const std::string rattle = product("wooden-rattle");
  client().patch("/api/products/" + rattle, Value(Object{{"stock", 100}}));
  const Call call{tenon::http::Method::post, "/api/orders", tenon::json::to_string(order(customer(), rattle, 1)), {}};
  int placed = 0;
  int refused = 0;
  for (const auto& answer : client().send_together(std::vector<Call>(200, call))) {
    placed += answer.code() == 201;
    refused += answer.code() == 409;
  }
  EXPECT_EQ(placed, 100);
  EXPECT_EQ(refused, 100);
  EXPECT_EQ(stock(rattle), 0);
}

TEST_F(Orders, CanBeCancelledOnceAndReturnTheirStock) {
  const std::string rattle = product("wooden-rattle");
  const auto placed = client().post("/api/orders", order(customer(), rattle, 4));
  const std::string path = "/api/orders/" + std::string(placed.json()["id"].as_string()) + "/cancel";
  const auto cancelled = client().send({tenon::http::Method::post, path, {}, {}});
  EXPECT_EQ(cancelled.code(), 200) << cancelled.body;
  EXPECT_EQ(cancelled.json()["status"].as_string(), "CANCELLED");
  EXPECT_FALSE(cancelled.json()["cancelledAt"].is_null());
  EXPECT_EQ(stock(rattle), 90);
  EXPECT_EQ(client().send({tenon::http::Method::post, path, {}, {}}).code(), 409);
  EXPECT_EQ(stock(rattle), 90);
}

TEST_F(Orders, CancelledTwentyTimesAtOnceReturnTheirStockOnce) {
  const std::string rattle = product("wooden-rattle");
  const auto placed = client().post("/api/orders", order(customer(), rattle, 4));
  const Call call{
      tenon::http::Method::post, "/api/orders/" + std::string(placed.json()["id"].as_string()) + "/cancel", {}, {}};
  int cancelled = 0;
  for (const auto& answer : client().send_together(std::vector<Call>(20, call))) cancelled += answer.code() == 200;
  EXPECT_EQ(cancelled, 1);
  EXPECT_EQ(stock(rattle), 90);
}

TEST_F(Orders, ThatDoNotExistCannotBeCancelled) {
  EXPECT_EQ(client().send({tenon::http::Method::post, "/api/orders/none/cancel", {}, {}}).code(), 404);
}

}  // namespace
}  // namespace shop
