#include "shop_fixture.hpp"

namespace shop {
namespace {

using tenon::testing::Answer;
using tenon::testing::Call;

class OrderSteps : public ShopTest {
 protected:
  std::string rattle = product("wooden-rattle");
  std::string id = placed();

  std::string placed() {
    const auto made = client().post("/api/orders", order(customer(), rattle, 4));
    EXPECT_EQ(made.code(), 201) << made.body;
    return std::string(made.json()["id"].as_string());
  }

  Call call(const std::string& step) const {
    return {tenon::http::Method::post, "/api/orders/" + id + "/" + step, {}, {}};
  }
  Answer take(const std::string& step) { return client().send(call(step)); }
  int refused(const std::string& step, std::string_view code) {
    const auto answer = take(step);
    EXPECT_EQ(answer.json()["code"].as_string(), code);
    return answer.code();
  }
  std::string status() { return std::string(get("/api/orders/" + id)["status"].as_string()); }
};

TEST_F(OrderSteps, LeadFromPlacedOverPaidToShipped) {
  clock.advance(std::chrono::hours{1});
  const auto paid = take("pay");
  ASSERT_EQ(paid.code(), 200) << paid.body;
  EXPECT_EQ(paid.json()["status"].as_string(), "PAID");
  EXPECT_EQ(paid.json()["paidAt"].as_string(), "2024-01-01T01:00:00.000Z");
  clock.advance(std::chrono::hours{1});
  const auto shipped = take("ship");
  ASSERT_EQ(shipped.code(), 200) << shipped.body;
  EXPECT_EQ(shipped.json()["status"].as_string(), "SHIPPED");
  EXPECT_EQ(shipped.json()["shippedAt"].as_string(), "2024-01-01T02:00:00.000Z");
  EXPECT_EQ(stock(rattle), 86);
}

TEST_F(OrderSteps, AreTakenOnceAndInTheirOrder) {
  EXPECT_EQ(refused("ship", "not_shippable"), 409);
  EXPECT_EQ(status(), "PLACED");
  EXPECT_EQ(take("pay").code(), 200);
  EXPECT_EQ(refused("pay", "not_payable"), 409);
  EXPECT_EQ(take("ship").code(), 200);
  EXPECT_EQ(refused("ship", "not_shippable"), 409);
  EXPECT_EQ(refused("pay", "not_payable"), 409);
  EXPECT_EQ(refused("cancel", "not_cancellable"), 409);
  EXPECT_EQ(status(), "SHIPPED");
  EXPECT_EQ(stock(rattle), 86);
}

TEST_F(OrderSteps, EndWhenTheOrderIsCancelledWhichReturnsItsStock) {
  const auto cancelled = take("cancel");
  EXPECT_EQ(cancelled.code(), 200) << cancelled.body;
  EXPECT_EQ(cancelled.json()["status"].as_string(), "CANCELLED");
  EXPECT_FALSE(cancelled.json()["cancelledAt"].is_null());
  EXPECT_EQ(stock(rattle), 90);
  EXPECT_EQ(refused("cancel", "not_cancellable"), 409);
  EXPECT_EQ(refused("pay", "not_payable"), 409);
  EXPECT_EQ(refused("ship", "not_shippable"), 409);
  EXPECT_EQ(stock(rattle), 90);
}

TEST_F(OrderSteps, CanBeUndoneByCancellingWhatIsPaidAndNotShipped) {
  EXPECT_EQ(take("pay").code(), 200);
  EXPECT_EQ(take("cancel").code(), 200);
  EXPECT_EQ(stock(rattle), 90);
}

TEST_F(OrderSteps, ReturnTheStockOnceWhenCancelledTwentyTimesAtOnce) {
  int cancelled = 0;
  for (const auto& answer : client().send_together(std::vector<Call>(20, call("cancel")))) {
    cancelled += answer.code() == 200;
  }
  EXPECT_EQ(cancelled, 1);
  EXPECT_EQ(stock(rattle), 90);
}

TEST_F(OrderSteps, OfShippingAndCancellingAtOnceOneSucceeds) {
  EXPECT_EQ(take("pay").code(), 200);
  const auto answers = client().send_together({call("ship"), call("cancel")});
  EXPECT_EQ((answers[0].code() == 200) + (answers[1].code() == 200), 1);
  EXPECT_EQ(stock(rattle), status() == "SHIPPED" ? 86 : 90);
}

TEST_F(OrderSteps, OfAnOrderThatDoesNotExistAreNotFound) {
  id = "none";
  for (const char* step : {"pay", "ship", "cancel"}) EXPECT_EQ(refused(step, "not_found"), 404);
}

}  // namespace
}  // namespace shop
