#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Items with tags (many to many), parts (which need their item), and shelves with items (which need no shelf).
class Relations : public ::testing::Test {
 protected:
  Relations() {
    app.set_migrations(store::migrations());
    app.resource(db.tag, "/tags").hide({"code"}).filter({"items", "items.name"});
    app.resource(db.item, "/items")
        .connect({"tags", "parts"})
        .include({"tags", "parts"}, 3)
        .filter({"tags", "tags.id", "tags.name", "tags.code", "parts.name", "parts"});
    app.resource(db.shelf, "/shelves").connect({"items"}).include({"items"});
    app.resource(db.part, "/parts");
  }

  testing::Client& client() {
    if (!client_) client_ = std::make_unique<testing::Client>(app);
    return *client_;
  }
  Answer send(Method method, std::string target, std::string body) {
    return client().send({method, std::move(target), std::move(body), {}});
  }
  /// Tags 1 to 4: a to d.
  void make_tags() {
    for (const char* name : {"a", "b", "c", "d"}) {
      ASSERT_EQ(client().post("/tags", Value(Object{{"name", name}})).code(), 201);
    }
  }
  /// Gives the path of the new item.
  std::string make(std::string name, std::string relations) {
    const Answer made = send(Method::post, "/items", R"({"name":")" + name + R"(","price":"1")" + relations + "}");
    EXPECT_EQ(made.code(), 201) << made.body;
    return "/items/" + std::string(made.json()["id"].as_string());
  }
  std::vector<std::string> tags_of(const std::string& path) {
    std::vector<std::string> names;
    const Value item = client().get(path + "?include=tags").json();
    for (const Value& tag : item["tags"].as_array()) names.emplace_back(tag["name"].as_string());
    return names;
  }
  std::vector<std::string> names(const std::string& query) {
    const Answer answer = client().get("/items?sort=name&" + query);
    EXPECT_EQ(answer.code(), 200) << answer.body;
    return texts(answer.json(), "name");
  }

  App app{testing::environment()};
  store::Client& db = app.database<store::Client>();

 private:
  std::unique_ptr<testing::Client> client_;
};

TEST_F(Relations, AreWrittenWithTheRow) {
  make_tags();
  const std::string item = make("x", R"(,"tags":{"connect":[{"id":1},{"name":"c"}]})");
  EXPECT_THAT(tags_of(item), ElementsAre("a", "c"));
  EXPECT_THAT(tags_of(make("y", R"(,"tags":{"set":[{"id":2}]})")), ElementsAre("b"));
  EXPECT_EQ(send(Method::patch, item, R"({"tags":{"connect":[{"id":2},{"id":1}],"disconnect":[{"id":3}]}})").code(),
            200);
  EXPECT_THAT(tags_of(item), ElementsAre("a", "b"));
  EXPECT_EQ(send(Method::patch, item, R"({"note":"n","tags":{"set":[{"name":"d"},{"id":1}]}})").code(), 200);
  EXPECT_THAT(tags_of(item), ElementsAre("a", "d"));
  EXPECT_EQ(send(Method::patch, item, R"({"tags":{"connect":[{"id":2}]}})").code(), 200);
  EXPECT_THAT(tags_of(item), ElementsAre("a", "b", "d")) << "those that were there stay";
  EXPECT_EQ(send(Method::patch, item, R"({"tags":{"disconnect":[{"id":2}]}})").code(), 200);
  EXPECT_THAT(tags_of(item), ElementsAre("a", "d"));
  EXPECT_EQ(send(Method::put, item, R"({"name":"z","price":"2"})").code(), 200);
  EXPECT_THAT(tags_of(item), ElementsAre("a", "d")) << "relations that a PUT does not name stay";
  EXPECT_EQ(send(Method::put, item, R"({"name":"z","price":"2","tags":{"set":[]}})").code(), 200);
  EXPECT_THAT(tags_of(item), IsEmpty());
}

TEST_F(Relations, OfChildrenAreWrittenFromTheParent) {
  const auto id_of = [](const std::string& path) { return path.substr(sizeof "/items/" - 1); };
  const std::string one = id_of(make("one", ""));
  const std::string two = id_of(make("two", ""));
  const std::string three = id_of(make("three", ""));
  const auto set = [](std::string ids) { return R"({"items":{"set":[)" + ids + "]}}"; };
  const auto row = [](const std::string& id) { return R"({"id":")" + id + "\"}"; };
  EXPECT_EQ(send(Method::post, "/shelves", R"({"name":"left","items":{"connect":[)" + row(one) + "," + row(two) + "]}}")
                .code(),
            201);
  EXPECT_EQ(send(Method::patch, "/shelves/1", set(row(two) + "," + row(three))).code(), 200);
  const auto shelf_of = [&](const std::string& id) { return client().get("/items/" + id).json()["shelfId"]; };
  EXPECT_TRUE(shelf_of(one).is_null());
  EXPECT_EQ(shelf_of(two), Value(1));
  EXPECT_EQ(shelf_of(three), Value(1));
  EXPECT_EQ(send(Method::patch, "/shelves/1", set("")).code(), 200);
  EXPECT_TRUE(shelf_of(two).is_null());
}

TEST_F(Relations, ThatRowsCannotBeWithoutAreOnlyConnected) {
  const std::string one = make("one", "");
  const std::string two = make("two", "");
  const std::string id = one.substr(sizeof "/items/" - 1);
  EXPECT_EQ(send(Method::post, "/parts", R"({"name":"p","itemId":")" + id + "\"}").code(), 201);
  EXPECT_EQ(send(Method::patch, two, R"({"parts":{"connect":[{"id":1}]}})").code(), 200);
  EXPECT_EQ(client().get("/parts/1").json()["itemId"].as_string(), two.substr(sizeof "/items/" - 1));
  EXPECT_THAT(faults(send(Method::patch, two, R"({"parts":{"set":[],"disconnect":[{"id":1}]}})")),
              ElementsAre("/parts/set unknown_field", "/parts/disconnect unknown_field"));
}

TEST_F(Relations, AreRefusedWithAPointerToEveryError) {
  make_tags();
  const Answer refused = send(Method::post, "/items", R"({"name":7,"price":"1","shelf":{"connect":[{"id":1}]},
    "tags":{"connect":[{"id":"x"},{"code":"c"},{},{"id":1,"name":"a"},7,{"name":null}],"disconnect":[],"set":{"id":1}},
    "parts":[1]})");
  EXPECT_EQ(refused.code(), 422);
  EXPECT_THAT(faults(refused), ElementsAre("/name wrong_type", "/shelf unknown_field", "/tags/connect/0/id wrong_type",
                                           "/tags/connect/1/code unknown_field", "/tags/connect/2 required",
                                           "/tags/connect/3 ambiguous_value", "/tags/connect/4 wrong_type",
                                           "/tags/connect/5/name wrong_type", "/tags/disconnect unknown_field",
                                           "/tags/set wrong_type", "/parts wrong_type"));
  std::string many = R"({"name":"m","price":"1","tags":{"connect":[{"id":1})";
  for (int i = 0; i < 1000; ++i) many += R"(,{"id":1})";
  EXPECT_THAT(faults(send(Method::post, "/items", many + "]}}")), ElementsAre("/tags/connect too_long"));
  std::string wrong = R"({"tags":{"connect":[7)";
  for (int i = 0; i < 900; ++i) wrong += ",7";
  EXPECT_EQ(faults(send(Method::post, "/items", wrong + "]}}")).size(), 100U);
}

TEST_F(Relations, WriteNothingWhenARowIsNotThere) {
  make_tags();
  EXPECT_THAT(faults(send(Method::post, "/items",
                          R"({"name":"n","price":"1","tags":{"connect":[{"id":9},{"id":1},{"name":"z"}]}})")),
              ElementsAre("/tags/connect/0 not_found", "/tags/connect/2 not_found"));
  EXPECT_THAT(names(""), IsEmpty());
  const std::string item = make("x", R"(,"tags":{"set":[{"id":1}]})");
  const Answer refused = send(Method::patch, item, R"({"name":"y","tags":{"set":[{"id":2},{"id":9}]}})");
  EXPECT_EQ(refused.code(), 422);
  EXPECT_THAT(faults(refused), ElementsAre("/tags/set/1 not_found"));
  EXPECT_THAT(tags_of(item), ElementsAre("a"));
  EXPECT_THAT(names(""), ElementsAre("x"));
  EXPECT_EQ(send(Method::patch, "/items/none", R"({"tags":{"set":[]}})").code(), 404);
}

TEST_F(Relations, AreFilteredBy) {
  make_tags();
  make("none", "");
  make("a", R"(,"tags":{"set":[{"id":1}]})");
  make("ab", R"(,"tags":{"set":[{"id":1},{"id":2}]})");
  make("c", R"(,"tags":{"set":[{"id":3}]})");
  EXPECT_THAT(names("tags=1"), ElementsAre("a", "ab"));
  EXPECT_THAT(names("tags.id=2"), ElementsAre("ab"));
  EXPECT_THAT(names("tags[in]=2,3"), ElementsAre("ab", "c"));
  EXPECT_THAT(names("tags[not]=1"), ElementsAre("c", "none"));
  EXPECT_THAT(names("tags[notIn]=2,3"), ElementsAre("a", "none"));
  EXPECT_THAT(names("tags[isEmpty]=true"), ElementsAre("none"));
  EXPECT_THAT(names("tags[isEmpty]=false"), ElementsAre("a", "ab", "c"));
  EXPECT_THAT(names("tags.name[startsWith]=b"), ElementsAre("ab"));
  EXPECT_THAT(names("tags.code[isNull]=true"), ElementsAre("a", "ab", "c"));
  EXPECT_THAT(names("tags.code[isNull]=false"), IsEmpty());
  EXPECT_THAT(names("tags.id=1&tags.name=b"), IsEmpty()) << "one tag would have to be both";
  EXPECT_THAT(names("tags.id=1&tags.name=a"), ElementsAre("a", "ab"));
  EXPECT_THAT(names("tags.id=1&tags.id[not]=2"), ElementsAre("a"));
  const Value tags = client().get("/tags?items.name=ab").json();
  EXPECT_THAT(texts(tags, "name"), ElementsAre("a", "b"));
  EXPECT_EQ(client().get("/items?tags[gt]=1").code(), 422);
  EXPECT_EQ(client().get("/items?tags[isNull]=true").code(), 422);
  EXPECT_EQ(client().get("/items?tags[isEmpty]=1").code(), 422);
  EXPECT_EQ(client().get("/items?tags=x").code(), 422);
}

TEST_F(Relations, AreIncludedAsFarAsTheResourceSays) {
  make_tags();
  const std::string item = make("x", R"(,"tags":{"set":[{"id":4},{"id":3},{"id":2},{"id":1}]})");
  EXPECT_THAT(tags_of(item), ElementsAre("a", "b", "c"));
  const Value page = client().get("/items?include=tags,parts").json();
  EXPECT_EQ(page["items"][0]["tags"].as_array().size(), 3U);
  EXPECT_EQ(json::to_string(page["items"][0]["tags"][0]), R"({"id":1,"name":"a"})") << "the code is hidden";
  EXPECT_EQ(page["items"][0]["parts"].as_array().size(), 0U);
}

TEST_F(Relations, StandInTheDocument) {
  const Value document = app.openapi();
  const Value& schemas = document["components"]["schemas"];
  EXPECT_EQ(json::to_string(schemas["ItemPatch"]["properties"]["tags"]["properties"]["disconnect"]["items"]),
            R"({"type":"object","properties":{"id":{"type":"integer","format":"int32","minimum":-2147483648,)"
            R"("maximum":2147483647},"name":{"type":"string"}},"minProperties":1,"maxProperties":1,)"
            R"("additionalProperties":false})");
  EXPECT_FALSE(schemas["ItemInput"]["properties"]["tags"]["properties"].as_object().contains("disconnect"));
  EXPECT_TRUE(schemas["ItemInput"]["properties"]["tags"]["properties"].as_object().contains("set"));
  const Object& parts = schemas["ItemPatch"]["properties"]["parts"]["properties"].as_object();
  EXPECT_EQ(parts.size(), 1U);
  EXPECT_TRUE(parts.contains("connect"));
  EXPECT_EQ(schemas["Item"]["properties"]["tags"]["maxItems"], Value(3));
  std::vector<std::string> parameters;
  for (const Value& one : document["paths"]["/items"]["get"]["parameters"].as_array()) {
    if (!one["name"].as_string().starts_with("tags[")) continue;
    parameters.emplace_back(one["name"].as_string());
    const bool is_list = one["schema"]["type"].as_string() == "array";
    EXPECT_EQ(one["explode"], is_list ? Value(false) : Value()) << parameters.back();
  }
  EXPECT_THAT(parameters, ElementsAre("tags[not]", "tags[in]", "tags[notIn]", "tags[isEmpty]"));
}

TEST_F(Relations, ThatCannotBeWrittenAreErrorsAtTheStart) {
  app.resource(db.item, "/wrong").connect({"shelf", "name", "tags", "tags"});
  try {
    app.service();
    FAIL();
  } catch (const Invalid& error) {
    std::vector<std::string> details;
    for (const FieldError& field : error.fields()) details.push_back(field.detail);
    EXPECT_THAT(details,
                ElementsAre("connect: \"shelf\" leads to one row, whose key is a column; allowed: to-many relations.",
                            "connect: \"name\" is no relation of Item; allowed: shelf, tags, parts.",
                            "connect: \"tags\" is named twice."));
  }
}

}  // namespace
}  // namespace tenon::app::test
