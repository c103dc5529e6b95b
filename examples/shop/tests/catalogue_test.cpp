#include <set>

#include "shop_fixture.hpp"

namespace shop {
namespace {

using tenon::json::Array;
using tenon::json::Object;
using tenon::json::Value;
using testing::HasSubstr;

class CatalogueRoutes : public ShopTest {};

std::vector<std::string> texts(const Value& page, std::string_view field) {
  std::vector<std::string> texts;
  for (const Value& item : page["items"].as_array()) texts.emplace_back(item[field].as_string());
  return texts;
}

TEST_F(CatalogueRoutes, HoldAHundredAndFiftyTwoProductsInTwelveCategories) {
  EXPECT_EQ(get("/api/categories")["items"].as_array().size(), 12U);
  std::set<std::string> seen;
  std::string cursor;
  do {
    const Value page = get("/api/products?limit=50" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const std::string& id : texts(page, "id")) EXPECT_TRUE(seen.insert(id).second) << "listed twice";
    cursor = page["nextCursor"].is_null() ? "" : std::string(page["nextCursor"].as_string());
  } while (!cursor.empty());
  EXPECT_EQ(seen.size(), 152U);
}

TEST_F(CatalogueRoutes, FilterSearchSortAndSelect) {
  const Value toys = get("/api/products?category.slug=toys&sort=-price&limit=3&fields=name,price");
  EXPECT_THAT(texts(toys, "name"), testing::ElementsAre("Play Kitchen", "Balance Bike 12 Inch", "Activity Gym"));
  EXPECT_EQ(toys["items"][0].as_object().size(), 2U);
  const Value bottles = get("/api/products?q=BOTTLE%20glass");
  EXPECT_THAT(texts(bottles, "slug"), testing::ElementsAre("glass-bottle-240-ml-with-sleeve"));
  const Value cheap = get("/api/products?price%5Blte%5D=6&sort=price");
  EXPECT_THAT(texts(cheap, "price"), testing::Each(testing::StartsWith("5.9")));
}

TEST_F(CatalogueRoutes, IncludeTheCategoryWhenAsked) {
  const Value page = get("/api/products?limit=1&include=category&sort=name");
  EXPECT_TRUE(page["items"][0]["category"]["slug"].is_string());
  EXPECT_TRUE(get("/api/products?limit=1")["items"][0]["category"].is_null());
}

TEST_F(CatalogueRoutes, RefuseEveryErrorOfAQueryAtOnce) {
  const auto refused = client().get("/api/products?limit=0&sort=colour&nonsense=1&price=cheap&cursor=x&fields=secret");
  EXPECT_EQ(refused.code(), 422);
  std::set<std::string> pointers;
  const Value problem = refused.json();
  for (const Value& error : problem["errors"].as_array()) pointers.emplace(error["pointer"].as_string());
  EXPECT_THAT(pointers, testing::ElementsAre("cursor", "fields", "limit", "nonsense", "price", "sort"));
}

TEST_F(CatalogueRoutes, KeepTheirPlaceWhileRowsComeAndGo) {
  const Value first = get("/api/products?limit=2&sort=price");
  const std::string last(first["items"][1]["id"].as_string());
  client().delete_("/api/products/" + last);
  const Value second = get("/api/products?limit=2&sort=price&cursor=" + std::string(first["nextCursor"].as_string()));
  EXPECT_EQ(second["items"].as_array().size(), 2U);
  EXPECT_NE(second["items"][0]["id"].as_string(), first["items"][0]["id"].as_string());
}

TEST_F(CatalogueRoutes, RefuseACursorOfAnotherOrder) {
  const Value page = get("/api/products?limit=2&sort=price");
  EXPECT_EQ(client().get("/api/products?sort=name&cursor=" + std::string(page["nextCursor"].as_string())).code(), 422);
}

TEST_F(CatalogueRoutes, CreateChangeReplaceAndDelete) {
  const auto made = client().post("/api/categories",
                                  Value(Object{{"slug", "gifts"}, {"name", "Gifts"}, {"description", "For births."}}));
  ASSERT_EQ(made.code(), 201) << made.body;
  const std::string path(made.header("location"));
  EXPECT_EQ(client().get(path).body, made.body);
  EXPECT_EQ(client().patch(path, Value(Object{{"name", "Presents"}})).json()["name"].as_string(), "Presents");
  EXPECT_EQ(client().put(path, Value(Object{{"slug", "gifts"}, {"name", "All gifts"}})).code(), 422);
  EXPECT_EQ(client().put(path, Value(Object{{"slug", "gifts"}, {"name", "All gifts"}, {"description", "."}})).code(),
            200);
  EXPECT_EQ(client().delete_(path).code(), 204);
  EXPECT_EQ(client().get(path).code(), 404);
  EXPECT_EQ(client().delete_(path).code(), 404);
}

TEST_F(CatalogueRoutes, NameTheFieldOfADuplicate) {
  const auto refused =
      client().post("/api/categories", Value(Object{{"slug", "toys"}, {"name", "T"}, {"description", "."}}));
  EXPECT_EQ(refused.code(), 409);
  EXPECT_THAT(refused.body, HasSubstr("slug"));
}

TEST_F(CatalogueRoutes, KeepACategoryThatHasProducts) {
  const std::string toys(get("/api/categories?slug=toys")["items"][0]["id"].as_string());
  EXPECT_EQ(client().delete_("/api/categories/" + toys).code(), 409);
  EXPECT_EQ(client().get("/api/categories/" + toys).code(), 200);
}

TEST_F(CatalogueRoutes, SetNothingThatTheServerGives) {
  const auto refused = client().patch("/api/products/" + product("wooden-rattle"),
                                      Value(Object{{"id", "mine"}, {"createdAt", "2020-01-01T00:00:00Z"}}));
  EXPECT_EQ(refused.code(), 422);
  EXPECT_THAT(refused.body, HasSubstr("read_only"));
}

TEST_F(CatalogueRoutes, LetNobodyOverwriteWhatHeHasNotSeen) {
  const std::string path = "/api/products/" + product("wooden-rattle");
  const std::string tag(client().get(path).header("etag"));
  const auto change = [&](const std::string& known, const char* price) {
    return client().send({tenon::http::Method::patch,
                          path,
                          tenon::json::to_string(Value(Object{{"price", price}})),
                          {{"If-Match", known}}});
  };
  const auto changed = change(tag, "12.50");
  EXPECT_EQ(changed.code(), 200);
  EXPECT_EQ(change(tag, "12.80").code(), 412);
  EXPECT_EQ(change(std::string(changed.header("etag")), "12.80").code(), 200);
  const auto unchanged = client().send(
      {tenon::http::Method::get, path, {}, {{"If-None-Match", std::string(client().get(path).header("etag"))}}});
  EXPECT_EQ(unchanged.code(), 304);
  EXPECT_EQ(unchanged.body, "");
}

TEST_F(CatalogueRoutes, ChangeTheStockByADifferenceOnly) {
  const std::string rattle = product("wooden-rattle");
  const auto change = [&](int pieces) {
    return client().post("/api/products/" + rattle + "/stock", Value(Object{{"change", pieces}}));
  };
  EXPECT_EQ(change(10).json()["stock"].as_int64(), 100);
  EXPECT_EQ(change(-100).json()["stock"].as_int64(), 0);
  const auto refused = change(-1);
  EXPECT_EQ(refused.code(), 409);
  EXPECT_EQ(refused.json()["code"].as_string(), "stock_out_of_range");
  EXPECT_EQ(change(10'001).code(), 422);
  EXPECT_EQ(stock(rattle), 0);
  EXPECT_EQ(client().patch("/api/products/" + rattle, Value(Object{{"stock", 5}})).code(), 422);
  EXPECT_EQ(client().post("/api/products/none/stock", Value(Object{{"change", 1}})).code(), 404);
}

TEST_F(CatalogueRoutes, LoseNoneOfManyChangesOfAStockAtOnce) {
  const std::string rattle = product("wooden-rattle");
  const tenon::testing::Call more{
      tenon::http::Method::post, "/api/products/" + rattle + "/stock", R"({"change": 3})", {}};
  for (const auto& answer : client().send_together(std::vector(20, more))) EXPECT_EQ(answer.code(), 200);
  EXPECT_EQ(stock(rattle), 150);
}

TEST_F(CatalogueRoutes, KeepTheStockWhenAProductIsReplaced) {
  const std::string path = "/api/products/" + product("wooden-rattle");
  Value rattle = get(path);
  Object input;
  for (const char* field : {"sku", "slug", "name", "description", "price", "imageUrl", "categoryId"}) {
    input[field] = rattle[field];
  }
  const auto replaced = client().put(path, Value(input));
  ASSERT_EQ(replaced.code(), 200) << replaced.body;
  EXPECT_EQ(replaced.json()["stock"].as_int64(), 90);
}

TEST_F(CatalogueRoutes, TakeOneReviewACustomer) {
  const std::string rattle = product("wooden-rattle");
  const auto review = [&](const std::string& who, int rating) {
    return client().post("/api/reviews", Value(Object{{"productId", rattle},
                                                      {"customerId", who},
                                                      {"rating", rating},
                                                      {"title", "Fine"},
                                                      {"body", "It rattles."}}));
  };
  const std::string ada = customer();
  EXPECT_EQ(review(ada, 5).code(), 201);
  EXPECT_EQ(review(ada, 4).code(), 409);
  EXPECT_EQ(review(customer("bob@example.com"), 4).code(), 201);
  EXPECT_EQ(review(ada, 6).code(), 422);
  const Value rating = get("/api/products/" + rattle + "/rating");
  EXPECT_EQ(rating["count"].as_int64(), 2);
  EXPECT_EQ(rating["average"].as_string(), "4.5");
}

TEST_F(CatalogueRoutes, AreDescribed) {
  const Value spec = get("/openapi.json");
  EXPECT_TRUE(spec["paths"]["/api/products"]["get"].is_object());
  EXPECT_TRUE(spec["components"]["schemas"]["ProductInput"]["properties"]["price"].is_object());
  EXPECT_FALSE(spec["components"]["schemas"]["ProductInput"]["properties"].as_object().contains("createdAt"));
}

}  // namespace
}  // namespace shop
