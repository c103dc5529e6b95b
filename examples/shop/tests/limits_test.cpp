#include "shop_fixture.hpp"

namespace shop {
namespace {

using tenon::json::Object;
using tenon::json::Value;

/// What the shop refuses to keep, whichever way it comes.
class Limits : public ShopTest {
 protected:
  /// The pointers of the errors that a request with `body` is refused for; empty if it is not.
  static std::vector<std::string> errors(const tenon::testing::Answer& answer) {
    std::vector<std::string> pointers;
    if (answer.code() != 422) return pointers;
    const Value problem = answer.json();
    for (const Value& error : problem["errors"].as_array()) pointers.emplace_back(error["pointer"].as_string());
    return pointers;
  }

  static void refuses(const tenon::testing::Answer& answer, const std::string& pointer) {
    EXPECT_THAT(errors(answer), testing::ElementsAre(pointer)) << answer.code() << " " << answer.body;
  }
};

TEST_F(Limits, OfAProductAreKeptByChanges) {
  const std::string path = "/api/products/" + product("wooden-rattle");
  const Value before = get(path);
  const auto change = [&](const char* field, Value value) {
    return client().patch(path, Value(Object{{field, value}}));
  };
  refuses(change("price", "-5"), "/price");
  refuses(change("price", "12.505"), "/price");
  refuses(change("price", "100000"), "/price");
  refuses(change("name", ""), "/name");
  refuses(change("slug", std::string("wooden\0rattle", 13)), "/slug");
  refuses(change("slug", "Wooden Rattle"), "/slug");
  refuses(change("imageUrl", "javascript:alert(1)"), "/imageUrl");
  refuses(change("ageFromMonths", -1), "/ageFromMonths");
  EXPECT_EQ(get(path), before);
  EXPECT_EQ(change("price", "12.50").code(), 200);
  EXPECT_EQ(change("ageToMonths", nullptr).code(), 200);
}

TEST_F(Limits, OfAProductAreKeptWhenItIsMade) {
  const Value toys = get("/api/categories?slug=toys")["items"][0];
  Object input{{"sku", "T-1"},
               {"slug", "top"},
               {"name", "Top"},
               {"description", "Spins."},
               {"price", "-0.01"},
               {"imageUrl", "ftp://example.com/top.png"},
               {"categoryId", toys["id"]}};
  EXPECT_THAT(errors(client().post("/api/products", Value(input))),
              testing::UnorderedElementsAre("/price", "/imageUrl"));
  input["price"] = "0.01";
  input["imageUrl"] = "https://example.com/top.png";
  const auto made = client().post("/api/products", Value(input));
  EXPECT_EQ(made.code(), 201) << made.body;
  EXPECT_EQ(made.json()["stock"].as_int64(), 0);
}

TEST_F(Limits, OfAProductsAgesHoldTogether) {
  const std::string path = "/api/products/" + product("wooden-rattle");
  EXPECT_EQ(client().patch(path, Value(Object{{"ageFromMonths", 6}, {"ageToMonths", 12}})).code(), 200);
  refuses(client().patch(path, Value(Object{{"ageToMonths", 5}})), "/ageToMonths");
  refuses(client().patch(path, Value(Object{{"ageFromMonths", 13}})), "/ageToMonths");
  EXPECT_EQ(get(path)["ageFromMonths"].as_int64(), 6);
}

TEST_F(Limits, OfACustomerNameEveryErrorAtOnce) {
  const auto refused = client().post("/api/customers", Value(Object{{"email", "not-an-email"}, {"name", ""}}));
  EXPECT_THAT(errors(refused), testing::UnorderedElementsAre("/email", "/name")) << refused.body;
  refuses(client().patch("/api/customers/" + customer(), Value(Object{{"email", "nobody"}})), "/email");
}

TEST_F(Limits, OfAnAddressNeedACountryOfTwoLetters) {
  const std::string ada = customer();
  const auto address = [&](const char* country) {
    return client().post("/api/addresses", Value(Object{{"customerId", ada},
                                                        {"label", "Home"},
                                                        {"recipient", "Ada"},
                                                        {"line1", "1 Lane"},
                                                        {"postalCode", "10115"},
                                                        {"city", "Berlin"},
                                                        {"country", country}}));
  };
  refuses(address("Atlantis"), "/country");
  refuses(address("de"), "/country");
  EXPECT_EQ(address("DE").code(), 201);
}

TEST_F(Limits, AreMetByTheCatalogueThatIsLoaded) {
  const Value products = get("/api/products?limit=100");
  for (const Value& row : products["items"].as_array()) {
    Object same;
    for (const char* field :
         {"sku", "slug", "name", "description", "price", "ageFromMonths", "ageToMonths", "imageUrl"}) {
      same[field] = row[field];
    }
    const auto kept = client().patch("/api/products/" + std::string(row["id"].as_string()), Value(same));
    EXPECT_EQ(kept.code(), 200) << kept.body;
  }
}

}  // namespace
}  // namespace shop
