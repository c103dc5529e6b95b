#include "shop_fixture.hpp"

namespace shop {
namespace {

using tenon::json::Array;
using tenon::json::Object;
using tenon::json::Value;
using tenon::testing::Call;
using testing::HasSubstr;
using namespace std::chrono_literals;

class Orders : public ShopTest {
 protected:
  std::string address(const std::string& customer, const char* line1 = "1 Lane") {
    const auto made = client().post("/api/addresses", Value(Object{{"customerId", customer},
                                                                   {"label", "Home"},
                                                                   {"recipient", "Ada"},
                                                                   {"line1", line1},
                                                                   {"postalCode", "10115"},
                                                                   {"city", "Berlin"},
                                                                   {"country", "DE"}}));
    EXPECT_EQ(made.code(), 201) << made.body;
    return std::string(made.json()["id"].as_string());
  }
};

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

// [errors]
TEST_F(Orders, NameEveryErrorOfTheBodyAtOnce) {
  const auto refused = client().post(
      "/api/orders", Value(Object{{"lines", Array{Object{{"productId", "x"}, {"quantity", 0}}}}, {"colour", "red"}}));
  EXPECT_EQ(refused.code(), 422);
  EXPECT_THAT(refused.body, HasSubstr("/customerId"));
  EXPECT_THAT(refused.body, HasSubstr("/lines/0/quantity"));
  EXPECT_THAT(refused.body, HasSubstr("/colour"));
}
// [errors]

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
  set_stock(rattle, 1);
  const Call call{tenon::http::Method::post,
                  "/api/orders",
                  tenon::json::to_string(order(person, rattle, 2)),
                  {{"Idempotency-Key", "k1"}}};
  EXPECT_EQ(client().send(call).code(), 409);
  set_stock(rattle, 5);
  EXPECT_EQ(client().send(call).code(), 201);
  EXPECT_EQ(stock(rattle), 3);
}

TEST_F(Orders, WithAKeyOfMoreThanADayAgoArePlacedAgain) {
  const std::string rattle = product("wooden-rattle");
  const Call call{tenon::http::Method::post,
                  "/api/orders",
                  tenon::json::to_string(order(customer(), rattle, 2)),
                  {{"Idempotency-Key", "k1"}}};
  const auto first = client().send(call);
  clock.advance(24h);
  EXPECT_EQ(client().send(call).json()["id"].as_string(), first.json()["id"].as_string());
  clock.advance(1s);
  const auto again = client().send(call);
  EXPECT_EQ(again.code(), 201) << again.body;
  EXPECT_NE(again.json()["id"].as_string(), first.json()["id"].as_string());
  EXPECT_EQ(stock(rattle), 86);
  EXPECT_EQ(client().send(call).json()["id"].as_string(), again.json()["id"].as_string());
}

TEST_F(Orders, GoToTheCustomersOwnAddressOnly) {
  const std::string ada = customer();
  const std::string rattle = product("wooden-rattle");
  const auto send_to = [&](const std::string& place) {
    Value wanted = order(ada, rattle, 1);
    wanted.as_object()["addressId"] = place;
    return client().post("/api/orders", wanted);
  };
  EXPECT_EQ(send_to(address(ada)).code(), 201);
  for (const std::string& place : {address(customer("bob@example.com")), std::string("nowhere")}) {
    const auto refused = send_to(place);
    EXPECT_EQ(refused.code(), 422) << refused.body;
    EXPECT_EQ(refused.json()["errors"][0]["pointer"].as_string(), "/addressId");
  }
  EXPECT_EQ(stock(rattle), 89);
}

TEST_F(Orders, KeepTheAddressThatTheyWerePlacedWith) {
  const std::string ada = customer();
  const std::string home = address(ada, "1 Old Lane");
  Value wanted = order(ada, product("wooden-rattle"), 1);
  wanted.as_object()["addressId"] = home;
  const auto placed = client().post("/api/orders", wanted);
  ASSERT_EQ(placed.code(), 201) << placed.body;
  EXPECT_EQ(placed.json()["address"]["line1"].as_string(), "1 Old Lane");
  const std::string path = "/api/orders/" + std::string(placed.json()["id"].as_string()) + "?include=address";

  EXPECT_EQ(client().patch("/api/addresses/" + home, Value(Object{{"line1", "2 New Lane"}})).code(), 200);
  EXPECT_EQ(get(path)["address"]["line1"].as_string(), "1 Old Lane");
  EXPECT_EQ(client().delete_("/api/addresses/" + home).code(), 204);
  EXPECT_EQ(get(path)["address"]["line1"].as_string(), "1 Old Lane");
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
  set_stock(rattle, 100);
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

TEST_F(Orders, AnswerTheirTotalAsItIsReadLater) {
  const auto placed = client().post("/api/orders", order(customer(), product("water-wipes-12-x-60"), 2));
  ASSERT_EQ(placed.code(), 201) << placed.body;
  EXPECT_EQ(placed.json()["total"].as_string(), "59.9");
  EXPECT_EQ(get("/api/orders/" + std::string(placed.json()["id"].as_string()))["total"].as_string(), "59.9");
}

}  // namespace
}  // namespace shop
