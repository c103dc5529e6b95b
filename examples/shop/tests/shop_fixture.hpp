#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include <tenon/app/testing/client.hpp>
#include <tenon/base/clock.hpp>

#include "shop.hpp"
#include "shop_app.hpp"

namespace shop {

// [fixture]
/// A shop of its own for each test: a private database with the whole catalogue in it.
class ShopTest : public testing::Test {
 protected:
  ShopTest() {
    app.set_clock(clock);
    build(app);
  }

  tenon::testing::Client& client() {
    if (!client_) client_ = std::make_unique<tenon::testing::Client>(app);
    return *client_;
  }

  tenon::json::Value get(std::string target) { return client().get(std::move(target)).json(); }

  std::string product(std::string_view slug) {
    return std::string(get("/api/products?slug=" + std::string(slug))["items"][0]["id"].as_string());
  }

  std::int64_t stock(const std::string& id) { return get("/api/products/" + id)["stock"].as_int64(); }

  void set_stock(const std::string& id, std::int64_t pieces) {
    const auto changed = client().post("/api/products/" + id + "/stock",
                                       tenon::json::Value(tenon::json::Object{{"change", pieces - stock(id)}}));
    EXPECT_EQ(changed.code(), 200) << changed.body;
  }

  std::string customer(std::string email = "ada@example.com") {
    const auto made =
        client().post("/api/customers", tenon::json::Value(tenon::json::Object{{"email", email}, {"name", "Ada"}}));
    EXPECT_EQ(made.code(), 201) << made.body;
    return std::string(made.json()["id"].as_string());
  }

  static tenon::json::Value order(const std::string& customer, const std::string& product, int quantity) {
    using tenon::json::Array, tenon::json::Object;
    return Object{{"customerId", customer}, {"lines", Array{Object{{"productId", product}, {"quantity", quantity}}}}};
  }

  tenon::FakeClock clock;
  tenon::App app{tenon::testing::environment()};

 private:
  std::unique_ptr<tenon::testing::Client> client_;
};
// [fixture]

}  // namespace shop
