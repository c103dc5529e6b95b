#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Origin {
  Text<2, 2> country;
  std::optional<Text<1, 20>> farm;
};
struct ItemLimits {
  Text<1, 20> name;
  DecimalBetween<"0", "999.99", 2> price;
  std::optional<Email> note;
  Between<0, 99> code;
  DoubleBetween<"0", "5"> weight;
  Origin data;
};
struct Ripeness {
  std::string name;
  bool ripe;
  std::optional<Instant> picked_at;
};
struct Stock {
  std::int32_t stock;
  Decimal price;
};

/// Items with limits, and rules about whole rows.
class Limits : public ::testing::Test {
 protected:
  Limits() {
    app.set_migrations(store::migrations());
    app.resource(db.item, "/items")
        .limits<ItemLimits>()
        .check([](const Ripeness& item, FieldErrors& errors) {
          if (item.picked_at && !item.ripe) errors.add("pickedAt", "not_ripe", item.name + " is not ripe yet.");
        })
        .check([](const Stock& item, FieldErrors& errors) {
          if (item.stock > 0 && item.price.is_zero()) errors.add("price", "too_small", "Must be above 0.");
        });
    client.emplace(app);
  }

  Answer post(Object fields) { return client->post("/items", Value(std::move(fields))); }
  Answer send(Method method, const std::string& path, Object fields) {
    return client->send({method, path, json::to_string(Value(std::move(fields))), {}});
  }
  std::string made(Object fields) {
    const Answer answer = post(std::move(fields));
    EXPECT_EQ(answer.code(), 201) << answer.body;
    return std::string(answer.header("location"));
  }
  std::size_t count() { return client->get("/items").json()["items"].as_array().size(); }

  App app{testing::environment()};
  store::Client& db = app.database<store::Client>();
  std::optional<testing::Client> client;
};

TEST_F(Limits, RefuseValuesTogetherWithAllOtherErrors) {
  const Answer refused = post({{"name", ""},
                               {"price", "12.505"},
                               {"note", "nobody"},
                               {"code", 100},
                               {"weight", "heavy"},
                               {"kind", "MEAT"},
                               {"data", Object{{"country", "Atlantis"}, {"colour", "red"}}}});
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(refused.json()["code"].as_string(), "invalid_input");
  EXPECT_THAT(faults(refused), ::testing::UnorderedElementsAre("/name too_short", "/price too_precise", "/note email",
                                                               "/code too_large", "/weight wrong_type", "/kind one_of",
                                                               "/data/country too_long", "/data/colour unknown_field"));
  EXPECT_THAT(faults(post({{"name", "a"}})), ElementsAre("/price required"));
  EXPECT_THAT(faults(post({{"name", "a"}, {"price", "-5"}})), ElementsAre("/price too_small"));
}

TEST_F(Limits, RefuseDecimalsWhoseDigitsANumberOfJsonLoses) {
  const std::string path = made({{"name", "Pear"}, {"price", "2.30"}});
  for (const char* price : {"1e-400", "2.3000000000000000001", "19.999999999999999999"}) {
    const Answer refused = client->send({Method::patch, path, std::string(R"({"price":)") + price + "}", {}});
    EXPECT_EQ(refused.code(), 422) << price;
    EXPECT_THAT(faults(refused), ElementsAre("/price too_precise")) << price;
  }
  EXPECT_EQ(client->get(path).json()["price"].as_string(), "2.3");
}

TEST_F(Limits, HoldForEveryWayToWriteARow) {
  const std::string path = made({{"name", "Pear"}, {"price", "2.30"}, {"note", nullptr}});
  EXPECT_THAT(faults(send(Method::patch, path, {{"price", -1}})), ElementsAre("/price too_small"));
  EXPECT_THAT(faults(send(Method::put, path, {{"name", std::string(21, 'a')}, {"price", "1"}})),
              ElementsAre("/name too_long"));
  EXPECT_EQ(send(Method::patch, path, {{"note", "a@example.com"}}).code(), 200);
  EXPECT_EQ(send(Method::patch, path, {{"note", nullptr}}).code(), 200);
  EXPECT_EQ(send(Method::patch, path, {{"data", Object{{"country", "FR"}}}}).code(), 200);
  EXPECT_EQ(send(Method::patch, path, {}).code(), 200);
}

TEST_F(Limits, StandInTheApiDocument) {
  const Value document = app.openapi();
  const Value& schemas = document["components"]["schemas"];
  const Value& input = schemas["ItemInput"]["properties"];
  EXPECT_EQ(input["name"]["maxLength"].as_int64(), 20);
  EXPECT_EQ(json::to_string(input["note"]["type"]), R"(["string","null"])");
  EXPECT_EQ(input["note"]["format"].as_string(), "email");
  EXPECT_EQ(schemas["ItemPatch"]["properties"]["code"]["maximum"].as_int64(), 99);
  EXPECT_EQ(input["data"]["anyOf"][0]["$ref"].as_string(), "#/components/schemas/Origin");
  EXPECT_TRUE(schemas["Origin"]["properties"].as_object().contains("farm"));
  EXPECT_FALSE(schemas["Item"]["properties"]["name"].as_object().contains("maxLength"))
      << "rows may be older than the limits";
}

TEST_F(Limits, RulesSeeTheRowAsItWouldBe) {
  EXPECT_THAT(faults(post({{"name", "Fig"}, {"price", "0"}, {"stock", 3}, {"pickedAt", "2024-05-01T10:00:00Z"}})),
              ElementsAre("/pickedAt not_ripe", "/price too_small"));
  EXPECT_EQ(count(), 0U) << "the row was undone";

  const std::string path = made({{"name", "Fig"}, {"price", "1"}, {"ripe", true}});
  EXPECT_EQ(send(Method::patch, path, {{"pickedAt", "2024-05-01T10:00:00Z"}}).code(), 200);
  const std::string before = client->get(path).body;
  const Answer unripe = send(Method::patch, path, {{"ripe", false}});
  EXPECT_EQ(unripe.code(), 422);
  EXPECT_THAT(faults(unripe), ElementsAre("/pickedAt not_ripe"));
  EXPECT_THAT(unripe.body, HasSubstr("Fig is not ripe yet."));
  EXPECT_EQ(client->get(path).body, before);
  EXPECT_EQ(send(Method::put, path, {{"name", "Fig"}, {"price", "1"}}).code(), 200) << "PUT empties pickedAt";
}

TEST_F(Limits, RulesKeepToTheConditionsOfTheRequest) {
  const std::string path = made({{"name", "Fig"}, {"price", "1"}});
  const std::string tag(client->get(path).header("etag"));
  const auto patch = [&](std::string body) {
    return client->send({Method::patch, path, std::move(body), {{"If-Match", tag}}}).code();
  };
  EXPECT_EQ(patch(R"({"pickedAt":"2024-05-01T10:00:00Z"})"), 422);
  EXPECT_EQ(patch(R"({"ripe":true})"), 200);
  EXPECT_EQ(patch(R"({"ripe":true})"), 412);
}

template <class Limited>
std::string limits_error() {
  App app{testing::environment()};
  auto& db = app.database<store::Client>();
  app.resource(db.item, "/items").limits<Limited>();
  try {
    app.service();
  } catch (const Invalid& error) {
    return error.fields().front().detail;
  }
  return {};
}

struct Unknown {
  Text<1, 2> colour;
};
struct OfAnotherType {
  Text<1, 2> stock;
};
struct DecimalForFloat {
  Decimal weight;
};
struct Everything {
  std::string id;
  std::string kind;
  std::int64_t code;
  float weight;
  bool ripe;
  json::Value data;
  Instant picked_at;
};

TEST(LimitsOfAModel, NameTheMemberThatIsNoColumn) {
  EXPECT_THAT(limits_error<Unknown>(), HasSubstr("limits: \"colour\" is no column of Item; allowed: id, name,"));
  EXPECT_THAT(limits_error<OfAnotherType>(), HasSubstr("\"stock\" of OfAnotherType is of another type"));
  EXPECT_THAT(limits_error<DecimalForFloat>(), HasSubstr("\"weight\""));
  EXPECT_THAT(limits_error<Everything>(), IsEmpty());
}

struct NeverNull {
  std::string note;
};

TEST(RulesOfAModel, TakeOptionalColumnsAsOptional) {
  App app{testing::environment()};
  auto& db = app.database<store::Client>();
  app.resource(db.item, "/items").check([](const NeverNull&, FieldErrors&) {});
  EXPECT_THROW(app.service(), Invalid);
}

}  // namespace
}  // namespace tenon::app::test
