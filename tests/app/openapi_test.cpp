#include <algorithm>
#include <map>
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
                http::Body<Wanted>) { return Created{Made{7}, "/orders/7"}; })
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

TEST_F(Document, TellsThatAQueryMayBeUnreadable) {
  app.get("/windows", [](http::Query<Window>) { return 1; });
  app.get("/pages", [](http::QueryValue<"page", std::int32_t> page) { return *page; });
  const Value document = spec();
  for (const char* path : {"/windows", "/pages"}) {
    EXPECT_THAT(responses(document["paths"][path]["get"]), ElementsAre("200", "400", "422", "default")) << path;
    EXPECT_EQ(client().get(std::string(path) + "?size=%ff").code(), 400) << path;
  }
}

TEST_F(Document, DerivesAResourceFromItsModel) {
  const Value document = spec();
  const Value& list = document["paths"]["/items"]["get"];
  EXPECT_THAT(parameters(list), IsSupersetOf({"name", "price", "shelf", "shelf.name", "q", "sort", "fields", "include",
                                              "limit", "cursor"}));
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

TEST_F(Document, DeclaresEveryComparisonAndNoOther) {
  const Value document = spec();
  const Value& list = document["paths"]["/items"]["get"];
  const auto operators = [&](std::string_view field) {
    std::vector<std::string> found;
    for (const std::string& name : parameters(list)) {
      if (name.starts_with(std::string(field) + "[")) found.push_back(name.substr(field.size()));
    }
    return found;
  };
  EXPECT_THAT(operators("price"), ElementsAre("[not]", "[in]", "[notIn]", "[lt]", "[lte]", "[gt]", "[gte]"));
  EXPECT_THAT(operators("name"), ElementsAre("[not]", "[in]", "[notIn]", "[contains]", "[startsWith]", "[endsWith]"));
  EXPECT_THAT(operators("kind"), ElementsAre("[not]", "[in]", "[notIn]"));
  EXPECT_THAT(operators("shelf"), ElementsAre("[not]", "[in]", "[notIn]", "[isNull]")) << "a key is equal or not";
}

TEST_F(Document, RequiresWhatIsAlwaysThereAndRefersToRelatedRows) {
  const Value document = spec();
  const Value& row = document["components"]["schemas"]["Item"];
  EXPECT_EQ(row["required"].as_array().size(), 15U);
  EXPECT_EQ(row["properties"].as_object().size(), 16U) << "the same and shelf";
  EXPECT_EQ(row["properties"]["shelf"]["anyOf"][0]["$ref"].as_string(), "#/components/schemas/Shelf");
  EXPECT_EQ(document["paths"]["/limit"]["get"]["responses"]["default"]["content"]["application/problem+json"]["schema"]
                    ["$ref"]
                        .as_string(),
            "#/components/schemas/Problem");
}

TEST_F(Document, DescribesARowOnceThatAResourceAndAHandlerGive) {
  app.get("/first-shelf", [] { return store::Shelf{}; });
  app.get("/first-item", [] { return store::Item{}; });
  app.get("/every-shelf", [] { return std::vector<store::Shelf>{}; });
  const Value document = spec();
  const Value& schemas = document["components"]["schemas"];
  const auto answer = [&](const char* path) -> const Value& {
    return document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
  };
  EXPECT_EQ(answer("/first-shelf")["$ref"].as_string(), "#/components/schemas/Shelf");
  EXPECT_EQ(answer("/every-shelf")["items"]["$ref"].as_string(), "#/components/schemas/Shelf");
  EXPECT_EQ(answer("/shelves/{id}")["$ref"].as_string(), "#/components/schemas/Shelf");
  EXPECT_FALSE(schemas.as_object().contains("Shelf2"));
  // Relations of a row are left out when they were not read, and lists are never null.
  const Value& shelf = schemas["Shelf"];
  EXPECT_EQ(json::to_string(shelf["required"]), R"(["id","name"])");
  EXPECT_EQ(json::to_string(shelf["properties"]["items"]),
            R"({"type":"array","items":{"$ref":"#/components/schemas/Item2"}})");
  // A handler's item has the column that the resource hides.
  EXPECT_EQ(answer("/first-item")["$ref"].as_string(), "#/components/schemas/Item2");
  EXPECT_TRUE(schemas["Item2"]["properties"].as_object().contains("secret"));
  EXPECT_FALSE(schemas["Item"]["properties"].as_object().contains("secret"));
  EXPECT_EQ(json::to_string(schemas["Item2"]["properties"]["shelf"]),
            R"({"anyOf":[{"$ref":"#/components/schemas/Shelf"},{"type":"null"}]})");
}

TEST_F(Document, DescribesEveryParameterOfAPath) {
  app.get("/raw/{kind}/{rest...}", [](Request&) -> Task<Response> { co_return Response::text("x"); });
  const Value document = spec();
  const Value& route = document["paths"]["/raw/{kind}/{rest}"]["get"];
  EXPECT_EQ(
      json::to_string(route["parameters"]),
      R"([{"name":"kind","in":"path","required":true,"schema":{"type":"string"}},)"
      R"({"name":"rest","in":"path","required":true,"description":"The rest of the path, with any number of '/'.",)"
      R"("schema":{"type":"string"}}])");
  EXPECT_TRUE(route["responses"]["default"]["content"].as_object().contains("*/*")) << "nobody knows what it answers";
  for (const auto& [path, item] : document["paths"].as_object()) {
    for (const auto& [method, operation] : item.as_object()) {
      std::size_t described = 0;
      if (operation["parameters"].is_array()) {
        for (const Value& one : operation["parameters"].as_array())
          described += one["in"].as_string() == "path" ? 1 : 0;
      }
      EXPECT_EQ(described, static_cast<std::size_t>(std::count(path.begin(), path.end(), '{'))) << path;
    }
  }
}

TEST_F(Document, AllowsNoEmptyListsOfNames) {
  const Value document = spec();
  const Value& list = document["paths"]["/items"]["get"];
  std::size_t found = 0;
  for (const Value& one : list["parameters"].as_array()) {
    const std::string_view name = one["name"].as_string();
    if (name != "fields" && name != "include" && name != "sort" && name != "cursor") continue;
    ++found;
    EXPECT_EQ(one["schema"][name == "cursor" ? "minLength" : "minItems"], Value(1)) << name;
    EXPECT_EQ(client().get("/items?" + std::string(name) + "=").code(), 422) << name;
  }
  EXPECT_EQ(found, 4U);
}

TEST_F(Document, NamesWhatListsCanBeSortedByAndShow) {
  app.resource(db->shelf, "/newest").sort({"name"}).default_sort("-id").only({Action::list});
  const Value document = spec();
  std::map<std::string, Value> schemas;
  for (const Value& one : document["paths"]["/newest"]["get"]["parameters"].as_array()) {
    schemas[std::string(one["name"].as_string())] = one["schema"];
  }
  EXPECT_EQ(
      json::to_string(schemas["sort"]),
      R"({"type":"array","items":{"type":"string","enum":["name","-name","-id"]},"minItems":1,"uniqueItems":true,)"
      R"("default":["-id"]})");
  EXPECT_EQ(json::to_string(schemas["fields"]["items"]["enum"]), R"(["id","name"])");
}

TEST_F(Document, SaysThatDecimalsMayBeNumbersWhereTheyAreRead) {
  struct Priced {
    Decimal price;
    std::optional<DecimalBetween<"0", "9">> discount;
  };
  app.post("/priced", [](http::Body<Priced> body) { return *body; });
  const Value document = spec();
  const Value& schemas = document["components"]["schemas"];
  EXPECT_EQ(json::to_string(schemas["ItemInput"]["properties"]["price"]["type"]), R"(["string","number"])");
  EXPECT_EQ(json::to_string(schemas["Item"]["properties"]["price"]["type"]), R"("string")");
  EXPECT_EQ(json::to_string(schemas["Priced"]["properties"]["price"]["type"]), R"(["string","number"])");
  EXPECT_EQ(json::to_string(schemas["Priced"]["properties"]["discount"]["type"]), R"(["string","number","null"])");
  EXPECT_EQ(json::to_string(schemas["Priced2"]["properties"]["discount"]["type"]), R"(["string","null"])");
  EXPECT_EQ(client().send({Method::post, "/priced", R"({"price":1.5,"discount":2})", {}}).body,
            R"({"price":"1.5","discount":"2"})");
}

/// Types of the application with names that the document needs itself.
namespace own {
struct Item {
  std::string headline;
};
struct Problem {
  std::string sum;
};
struct ShelfInput {
  std::int32_t width;
};
}  // namespace own

TEST_F(Document, KeepsTypesOfOneNameApart) {
  app.get("/news", [] { return own::Item{"New"}; });
  app.get("/sums", [] { return own::Problem{"1 + 1"}; });
  app.post("/widths", [](http::Body<own::ShelfInput>) { return http::NoContent{}; });
  const Value document = spec();
  const Value& schemas = document["components"]["schemas"];
  const auto answer = [&](const char* path) -> const Value& {
    const auto& content = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"];
    return schemas[content["schema"]["$ref"].as_string().substr(21)];
  };
  EXPECT_TRUE(answer("/news")["properties"].as_object().contains("headline"));
  EXPECT_TRUE(answer("/sums")["properties"].as_object().contains("sum"));
  EXPECT_TRUE(schemas["Problem"]["properties"].as_object().contains("requestId"));
  EXPECT_TRUE(schemas["Item"]["properties"].as_object().contains("price"));
  EXPECT_TRUE(schemas["ShelfInput"]["properties"].as_object().contains("name"));
  EXPECT_TRUE(schemas["ShelfInput2"]["properties"].as_object().contains("width"));
}

TEST_F(Document, KeepsTwoResourcesOfOneModelApart) {
  app.resource(db->item, "/price-list").hide({"stock", "secret"}).only({Action::list, Action::create});
  app.get("/price/list", [] { return 1; });
  app.get("/price_list", [] { return 1; });
  const Value document = spec();
  EXPECT_EQ(document["paths"]["/items"]["post"]["operationId"].as_string(), "createItem");
  EXPECT_EQ(document["paths"]["/price-list"]["post"]["operationId"].as_string(), "createPriceList");
  EXPECT_EQ(document["paths"]["/price/list"]["get"]["operationId"].as_string(), "getPriceList");
  EXPECT_EQ(document["paths"]["/price_list"]["get"]["operationId"].as_string(), "getPriceList2");
  const Value& schemas = document["components"]["schemas"];
  EXPECT_TRUE(schemas["Item"]["properties"].as_object().contains("stock"));
  EXPECT_FALSE(schemas["PriceList"]["properties"].as_object().contains("stock"));
  EXPECT_TRUE(schemas.as_object().contains("PriceListInput"));
  EXPECT_FALSE(schemas.as_object().contains("PriceListPatch")) << "nothing refers to it";
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
