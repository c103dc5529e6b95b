#include <tenon/schema/parse.hpp>
#include <tenon/schema/schema.hpp>
#include <tenon/sql/client.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class Input : public StoreTest {
 protected:
  Answer post(std::string body, std::string type = "application/json") {
    return client().send({Method::post, "/items", std::move(body), {{"Content-Type", std::move(type)}}});
  }
};

TEST_F(Input, IsRefusedWithAPointerToEveryError) {
  const Answer refused = post(R"({"name":7,"kind":"MEAT","stock":1,"ripe":"yes","code":1.5,"weight":"heavy",
    "note":{},"pickedAt":"yesterday","photo":"***","id":"mine","createdAt":"2024-01-01T00:00:00Z","secret":"s","colour":1,
    "shelfId":"1","updatedAt":null})");
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(refused.json()["code"].as_string(), "invalid_input");
  EXPECT_THAT(
      faults(refused),
      UnorderedElementsAre("/name wrong_type", "/kind one_of", "/stock read_only", "/ripe wrong_type",
                           "/code wrong_type", "/weight wrong_type", "/note wrong_type", "/pickedAt date_time",
                           "/photo base64", "/id read_only", "/createdAt read_only", "/secret unknown_field",
                           "/colour unknown_field", "/shelfId wrong_type", "/updatedAt read_only", "/price required"));
}

TEST_F(Input, MayNotBeNullWhereAValueIsNeeded) {
  const Answer refused = post(R"({"name":null,"price":null,"kind":null,"note":null})");
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(faults(refused).size(), 3U) << refused.body;
}

TEST_F(Input, MustBeAnObjectInJson) {
  for (const char* body : {"[]", "7", "null", "\"text\""}) EXPECT_EQ(post(body).code(), 422) << body;
  for (const char* body : {"{", "{}x", "{\"name\":1,}", "{'a':1}", "{\"name\":\"a\",\"name\":\"b\"}", "\xff", "nul"}) {
    const Answer refused = post(body);
    EXPECT_EQ(refused.code(), 400) << body;
    EXPECT_EQ(refused.json()["code"].as_string(), "invalid_json") << body;
  }
  EXPECT_EQ(post(std::string(2000, '[')).code(), 400);
}

TEST_F(Input, MustSayThatItIsJson) {
  const std::string good = R"({"name":"a","price":"1"})";
  for (const char* type :
       {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "json"}) {
    EXPECT_EQ(post(good, type).code(), 415) << type;
  }
  EXPECT_EQ(post(good, "application/json; charset=utf-8").code(), 201);
  EXPECT_EQ(post(good, "application/problem+json").code(), 201);
}

TEST_F(Input, KeepsNumbersWithinTheirColumns) {
  EXPECT_THAT(faults(post(R"({"name":"a","price":"1","shelfId":3000000000})")), ElementsAre("/shelfId out_of_range"));
  EXPECT_THAT(faults(post(R"({"name":"a","price":1e300,"pickedAt":"0000-01-01T00:00:00+01:00","nope":1})")),
              ElementsAre("/price out_of_range", "/pickedAt date_time", "/nope unknown_field"));
  EXPECT_THAT(faults(post(R"({"name":"a","price":"1","code":9223372036854775808})")),
              ElementsAre("/code out_of_range"));
  EXPECT_THAT(faults(post(R"({"name":"a","price":"1,5"})")), ElementsAre("/price decimal"));
  EXPECT_EQ(post(R"({"name":"a","price":1.5})").code(), 201);
}

TEST_F(Input, IsWantedInTheSameWayAsByTypedHandlers) {
  struct Named {
    std::string name;
  };
  app.post("/typed", [](http::Body<Named> body) { return body->name; });
  for (const char* path : {"/items", "/typed"}) {
    const Answer nothing = client().send({Method::post, path, {}, {}});
    EXPECT_EQ(nothing.code(), 400) << path;
    EXPECT_EQ(nothing.json()["code"].as_string(), "body_required") << path;
    const Answer empty = client().send({Method::post, path, {}, {{"Content-Type", "application/json"}}});
    EXPECT_EQ(empty.code(), 400) << path;
    EXPECT_EQ(empty.json()["code"].as_string(), "body_required") << path;
    const Answer blank = client().send({Method::post, path, " ", {{"Content-Type", "application/json"}}});
    EXPECT_EQ(blank.json()["code"].as_string(), "invalid_json") << path;
    const Answer compressed =
        client().send({Method::post, path, "{}", {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}});
    EXPECT_EQ(compressed.code(), 415) << path;
    EXPECT_EQ(compressed.json()["code"].as_string(), "unsupported_content_coding") << path;
    EXPECT_EQ(compressed.header("accept-encoding"), "identity") << path;
  }
}

TEST_F(Input, IsNotAnsweredWithMoreThanAHundredErrors) {
  std::string many = "{";
  for (int i = 0; i < 10'000; ++i) many += "\"a" + std::to_string(i) + "\":0,";
  many.back() = '}';
  const Answer refused = post(many);
  EXPECT_EQ(refused.code(), 422);
  EXPECT_EQ(faults(refused).size(), 100U);
  EXPECT_LT(refused.body.size(), 20'000U);
}

/// A model whose clients choose the keys.
struct Tags : sql::Client {
  Tags(std::shared_ptr<sql::Engine> engine, const Clock* clock)
      : sql::Client(
            schema::parse("datasource db {\n provider = \"sqlite\"\n}\nmodel Tag {\n name String @id\n n Int?\n}")
                .value(),
            std::move(engine), clock) {}
};

TEST(InputOfKeys, IsRefusedWhereTheRowWouldHaveNoAddress) {
  App app{testing::environment()};
  auto& db = app.database<Tags>();
  app.set_migrations({{"1_init", "CREATE TABLE \"Tag\" (\"name\" TEXT NOT NULL PRIMARY KEY, \"n\" INTEGER);"}});
  app.add_resource(db, db.model("Tag"), "/tags");
  testing::Client client{app};
  for (const char* key : {"", ".", "..", "a\0b"}) {
    const std::string_view text = *key == 'a' ? std::string_view("a\0b", 3) : std::string_view(key);
    EXPECT_THAT(faults(client.post("/tags", Value(Object{{"name", text}}))), ElementsAre("/name bad_key")) << key;
  }
  for (const char* key : {"a", "...", ".a", "a/b", " ", "%2e", "?"}) {
    const Answer made = client.post("/tags", Value(Object{{"name", key}}));
    EXPECT_EQ(made.code(), 201) << key;
    EXPECT_EQ(client.get(std::string(made.header("location"))).json()["name"].as_string(), key);
  }
  EXPECT_EQ(client.post("/tags", json::parse(R"({"name":"b","n":1.0})").value()).json()["n"].as_int64(), 1);
  EXPECT_EQ(client.send({Method::post, "/tags", R"({"name":"c","n":-0})", {}}).code(), 201);
  EXPECT_THAT(faults(client.send({Method::post, "/tags", R"({"name":"d","n":1,"":1})", {}})),
              ElementsAre("/ unknown_field"));
}

}  // namespace
}  // namespace tenon::app::test
