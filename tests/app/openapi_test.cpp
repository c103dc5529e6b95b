#include <set>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

struct Line {
  Uuid product;
  Between<1, 99> quantity;
};
struct Wanted {
  Items<Line, 1, 50> lines;
  std::optional<Text<0, 500>> note;
};
struct Made {
  std::int64_t number;
};
struct Window {
  std::optional<Between<1, 100>> size;
};

class Document : public StoreTest {
 protected:
  Document() {
    app.post("/orders/{shop}",
             [](http::Path<"shop", std::string>, http::Query<Window>, http::Header<"idempotency-key", std::string>,
                http::Body<Wanted>) {
               return Created{Made{7}, "/orders/7"};
             })
        .summary("Orders")
        .description("Orders what is wanted.")
        .tag("Orders")
        .error(http::Status::conflict)
        .deprecated();
  }

  Value spec() { return get("/openapi.json"); }
  std::vector<std::string> parameters(const Value& operation) {
    std::vector<std::string> names;
    for (const Value& one : operation["parameters"].as_array()) names.emplace_back(one["name"].as_string());
    return names;
  }
  std::vector<std::string> responses(const Value& operation) {
    std::vector<std::string> statuses;
    for (const auto& [status, response] : operation["responses"].as_object()) statuses.emplace_back(status);
    return statuses;
  }
};

TEST_F(Document, SaysWhatTheApplicationIs) {
  const Value document = spec();
  EXPECT_EQ(document["openapi"].as_string(), "3.1.0");
  EXPECT_EQ(document["info"]["title"].as_string(), "Store");
  EXPECT_EQ(document["info"]["version"].as_string(), "2.1.0");
  EXPECT_FALSE(document["paths"].as_object().contains("/fail")) << "it is hidden";
  EXPECT_FALSE(document["paths"].as_object().contains("/metrics"));
}

TEST_F(Document, DerivesARouteFromItsSignature) {
  const Value document = spec();
  const Value& route = document["paths"]["/orders/{shop}"]["post"];
  EXPECT_EQ(route["summary"].as_string(), "Orders");
  EXPECT_EQ(route["description"].as_string(), "Orders what is wanted.");
  EXPECT_EQ(route["operationId"].as_string(), "postOrdersShop");
  EXPECT_TRUE(route["deprecated"].as_bool());
  EXPECT_THAT(parameters(route), ElementsAre("shop", "size", "idempotency-key"));
  EXPECT_TRUE(route["parameters"][0]["required"].as_bool());
  EXPECT_FALSE(route["parameters"][1]["required"].as_bool());
  EXPECT_THAT(responses(route), IsSupersetOf({"201", "409", "422", "400", "415"}));
  const Value& body = document["components"]["schemas"]["Wanted"];
  EXPECT_EQ(route["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_string(),
            "#/components/schemas/Wanted");
  EXPECT_EQ(body["properties"]["lines"]["maxItems"].as_int64(), 50);
  EXPECT_EQ(document["components"]["schemas"]["Line"]["properties"]["quantity"]["maximum"].as_int64(), 99);
}

TEST_F(Document, DerivesAResourceFromItsModel) {
  const Value document = spec();
  const Value& list = document["paths"]["/items"]["get"];
  EXPECT_THAT(parameters(list), IsSupersetOf({"name", "price", "price[gte]", "price[lte]", "shelf", "shelf.name", "q",
                                              "sort", "fields", "include", "limit", "cursor"}));
  EXPECT_THAT(responses(document["paths"]["/items/{id}"]["patch"]),
              IsSupersetOf({"200", "404", "409", "412", "422", "415"}));
  EXPECT_THAT(responses(document["paths"]["/items/{id}"]["delete"]), IsSupersetOf({"204", "404"}));
  const Value& row = document["components"]["schemas"]["Item"];
  const Value& input = document["components"]["schemas"]["ItemInput"];
  EXPECT_FALSE(row["properties"].as_object().contains("secret"));
  EXPECT_FALSE(input["properties"].as_object().contains("stock"));
  EXPECT_FALSE(input["properties"].as_object().contains("id"));
  EXPECT_EQ(json::to_string(input["required"]), R"(["name","price"])");
  EXPECT_FALSE(document["components"]["schemas"]["ItemPatch"].as_object().contains("required"));
  EXPECT_EQ(json::to_string(row["properties"]["kind"]["enum"]), R"(["FRUIT","VEGETABLE"])");
}

TEST_F(Document, NamesEveryOperationOnceAndDefinesWhatItRefersTo) {
  const Value document = spec();
  std::set<std::string> ids;
  for (const auto& [path, item] : document["paths"].as_object()) {
    for (const auto& [method, operation] : item.as_object()) {
      EXPECT_TRUE(ids.emplace(operation["operationId"].as_string()).second) << path << method;
    }
  }
  const std::string text = json::to_string(document);
  constexpr std::string_view before = "\"#/components/schemas/";
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
    const std::size_t begin = at + before.size();
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    EXPECT_TRUE(document["components"]["schemas"].as_object().contains(name)) << name;
  }
}

}  // namespace
}  // namespace tenon::app::test
