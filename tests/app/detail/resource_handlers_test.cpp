#include <tenon/async/run.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::HasSubstr;

class Rows : public StoreTest {
 protected:
  Answer send(Method method, const std::string& path, Object body,
              std::vector<std::pair<std::string, std::string>> headers = {}) {
    return client().send({method, path, json::to_string(Value(std::move(body))), std::move(headers)});
  }
  std::string tag_of(const std::string& path) { return std::string(client().get(path).header("etag")); }
};

TEST_F(Rows, AreCreatedWithTheirDefaultsAndReadBack) {
  const Answer made = client().post("/items", Value(Object{{"name", "Pear"}, {"price", "2.30"}}));
  ASSERT_EQ(made.code(), 201) << made.body;
  const Value row = made.json();
  EXPECT_EQ(made.header("location"), path_of(row));
  EXPECT_EQ(row["kind"].as_string(), "FRUIT");
  EXPECT_EQ(row["stock"].as_int64(), 0);
  EXPECT_FALSE(row["ripe"].as_bool());
  EXPECT_TRUE(row["note"].is_null());
  EXPECT_EQ(row["createdAt"].as_string(), "2024-01-01T00:00:00.000Z");
  EXPECT_FALSE(row.as_object().contains("secret"));
  const Answer read = client().get(path_of(row));
  EXPECT_EQ(read.body, made.body);
  EXPECT_EQ(read.header("etag"), made.header("etag"));
  EXPECT_EQ(read.header("cache-control"), "public, max-age=30");
  EXPECT_EQ(client().get("/items").header("cache-control"), "public, max-age=30");
  EXPECT_EQ(made.header("cache-control"), "") << "it is said of GET";
  EXPECT_EQ(send(Method::patch, path_of(row), {}).header("cache-control"), "");
  EXPECT_EQ(client().send({Method::head, path_of(row), {}, {}}).body, "");
}

TEST_F(Rows, KeepEveryTypeExactly) {
  const Object fields{{"price", "12345678901.25"},
                      {"code", std::int64_t{9'007'199'254'740'993}},
                      {"weight", 0.1},
                      {"note", "ünï \"quoted\" \n 🍏"},
                      {"data", Object{{"a", Array{1, nullptr, "x"}}}},
                      {"photo", "AAH/"},
                      {"pickedAt", "2024-05-01T12:00:00.500+02:00"}};
  const Value row = item(fields);
  EXPECT_EQ(row["price"].as_string(), "12345678901.25");
  EXPECT_EQ(row["code"].as_int64(), 9'007'199'254'740'993);
  EXPECT_EQ(row["weight"].as_double(), 0.1);
  EXPECT_EQ(row["note"].as_string(), "ünï \"quoted\" \n 🍏");
  EXPECT_EQ(json::to_string(row["data"]), R"({"a":[1,null,"x"]})");
  EXPECT_EQ(row["photo"].as_string(), "AAH/");
  EXPECT_EQ(row["pickedAt"].as_string(), "2024-05-01T10:00:00.500Z");
  EXPECT_EQ(get(path_of(row)), row);
}

TEST_F(Rows, ArePatchedFieldByField) {
  const Value row = item({{"note", "fresh"}});
  clock.advance(std::chrono::minutes{1});
  const Value patched = send(Method::patch, path_of(row), {{"price", "3"}}).json();
  EXPECT_EQ(patched["price"].as_string(), "3");
  EXPECT_EQ(patched["note"].as_string(), "fresh");
  EXPECT_EQ(patched["createdAt"].as_string(), "2024-01-01T00:00:00.000Z");
  EXPECT_EQ(patched["updatedAt"].as_string(), "2024-01-01T00:01:00.000Z");
  EXPECT_TRUE(send(Method::patch, path_of(row), {{"note", nullptr}}).json()["note"].is_null());
  EXPECT_EQ(send(Method::patch, path_of(row), {}).code(), 200);
  EXPECT_EQ(send(Method::patch, path_of(row), {{"price", "4"}}, {{"Content-Type", "application/merge-patch+json"}})
                .json()["price"]
                .as_string(),
            "4");
}

TEST_F(Rows, GetTheDefaultsOfEveryTypeWhenTheyAreReplaced) {
  const Value row = item({{"data", Object{{"rows", 9}}}});
  EXPECT_EQ(row["data"]["rows"], Value(9));
  const Answer replaced = send(Method::put, path_of(row), {{"name", "Leek"}, {"price", "1"}});
  ASSERT_EQ(replaced.code(), 200) << replaced.body;
  EXPECT_EQ(replaced.json()["data"]["rows"], Value(1));
}

TEST_F(Rows, AreReplacedAsAWhole) {
  const Value row = item({{"note", "fresh"}, {"kind", "VEGETABLE"}, {"ripe", true}});
  const Answer replaced = send(Method::put, path_of(row), {{"name", "Leek"}, {"price", "1"}});
  ASSERT_EQ(replaced.code(), 200) << replaced.body;
  const Value now = replaced.json();
  EXPECT_EQ(now["name"].as_string(), "Leek");
  EXPECT_TRUE(now["note"].is_null());
  EXPECT_EQ(now["kind"].as_string(), "FRUIT");
  EXPECT_FALSE(now["ripe"].as_bool());
  EXPECT_EQ(now["id"], row["id"]);
  EXPECT_THAT(faults(send(Method::put, path_of(row), {{"name", "Leek"}})), ::testing::ElementsAre("/price required"));
}

TEST_F(Rows, AreDeletedOnce) {
  const Value row = item({});
  const Answer deleted = client().delete_(path_of(row));
  EXPECT_EQ(deleted.code(), 204);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(client().delete_(path_of(row)).code(), 404);
  EXPECT_EQ(client().get(path_of(row)).code(), 404);
}

TEST_F(Rows, ThatCannotBeReadAreDeletedAllTheSame) {
  const Value row = item({});
  async::run(db->engine().execute_script(R"(UPDATE "Item" SET "kind" = 'GONE')"));
  EXPECT_EQ(client().get(path_of(row)).code(), 500);
  EXPECT_EQ(client().delete_(path_of(row)).code(), 204);
  EXPECT_EQ(client().get(path_of(row)).code(), 404);
}

TEST_F(Rows, ThatDoNotExistAreNotFoundByAnyMethod) {
  for (const char* id : {"none", "%27%20OR%201=1", "00000000-0000-7000-8000-000000000000"}) {
    const std::string path = "/items/" + std::string(id);
    EXPECT_EQ(client().get(path).code(), 404) << path;
    EXPECT_EQ(send(Method::patch, path, {{"price", "1"}}).code(), 404) << path;
    EXPECT_EQ(send(Method::put, path, {{"name", "a"}, {"price", "1"}}).code(), 404) << path;
    EXPECT_EQ(client().delete_(path).code(), 404) << path;
  }
  for (const char* id : {"1", "x", "-1", "99999999999999999999", "1.0", "0x1", "1e0"}) {
    EXPECT_EQ(client().get("/shelves/" + std::string(id)).code(), 404) << id;
  }
}

TEST_F(Rows, AreChangedOnlyInTheStateThatTheClientKnows) {
  const std::string path = path_of(item({}));
  const std::string old = tag_of(path);
  const Answer changed = send(Method::patch, path, {{"price", "2"}}, {{"If-Match", old}});
  EXPECT_EQ(changed.code(), 200);
  EXPECT_EQ(changed.header("etag"), tag_of(path));
  EXPECT_NE(changed.header("etag"), old);
  for (const Method method : {Method::patch, Method::put, Method::delete_}) {
    const Answer refused = send(method, path, {{"name", "x"}, {"price", "9"}}, {{"If-Match", old}});
    EXPECT_EQ(refused.code(), 412) << http::to_string(method);
    EXPECT_EQ(refused.json()["code"].as_string(), "precondition_failed");
  }
  EXPECT_EQ(get(path)["price"].as_string(), "2");
  EXPECT_EQ(
      send(Method::put, path, {{"name", "x"}, {"price", "3"}}, {{"If-Match", "\"other\", " + tag_of(path)}}).code(),
      200);
  EXPECT_EQ(send(Method::patch, path, {{"price", "4"}}, {{"If-Match", "*"}}).code(), 200);
  EXPECT_EQ(send(Method::patch, path, {{"price", "5"}}, {{"If-None-Match", tag_of(path)}}).code(), 412);
  EXPECT_EQ(send(Method::patch, path, {{"price", "5"}}, {{"If-Match", "no tag"}}).code(), 400);
  EXPECT_EQ(send(Method::patch, "/items/none", {{"price", "5"}}, {{"If-Match", old}}).code(), 404);
  EXPECT_EQ(client().send({Method::delete_, path, {}, {{"If-Match", tag_of(path)}}}).code(), 204);
}

TEST_F(Rows, AreChangedByWhoReadThemCompressed) {
  const std::string path = path_of(item({{"note", std::string(3000, 'x')}}));
  for (const std::string coding : {"gzip", "br", "zstd"}) {
    const std::pair<std::string, std::string> accept{"Accept-Encoding", coding};
    const Answer read = client().send({Method::get, path, {}, {accept}});
    EXPECT_EQ(read.header("content-encoding"), coding);
    const std::string tag{read.header("etag")};
    EXPECT_EQ(client().send({Method::get, path, {}, {accept, {"If-None-Match", tag}}}).code(), 304);
    const Answer changed = send(Method::patch, path, {{"name", coding}}, {accept, {"If-Match", tag}});
    ASSERT_EQ(changed.code(), 200) << coding;
    EXPECT_EQ(send(Method::patch, path, {{"name", "late"}}, {accept, {"If-Match", tag}}).code(), 412);
    const std::string next{changed.header("etag")};
    EXPECT_EQ(send(Method::put, path, {{"name", coding}, {"price", "1"}, {"note", std::string(3000, 'y')}},
                   {accept, {"If-Match", next}})
                  .code(),
              200);
  }
}

TEST_F(Rows, OfTwentyChangesOfTheSameStateTakeOne) {
  const std::string path = path_of(item({}));
  std::vector<Call> calls;
  for (int i = 0; i < 20; ++i) {
    calls.push_back({Method::patch,
                     path,
                     json::to_string(Value(Object{{"price", std::to_string(i + 10)}})),
                     {{"If-Match", tag_of(path)}}});
  }
  int taken = 0;
  for (const Answer& answer : client().send_together(calls)) {
    taken += answer.code() == 200;
    EXPECT_TRUE(answer.code() == 200 || answer.code() == 412) << answer.body;
  }
  EXPECT_EQ(taken, 1);
}

TEST_F(Rows, AreNotSentAgainToWhoHasThem) {
  const std::string path = path_of(item({}));
  const Answer known = client().send({Method::get, path, {}, {{"If-None-Match", tag_of(path)}}});
  EXPECT_EQ(known.code(), 304);
  EXPECT_EQ(known.body, "");
  EXPECT_EQ(known.header("etag"), tag_of(path));
  EXPECT_EQ(client().send({Method::get, path + "?fields=name", {}, {{"If-None-Match", tag_of(path)}}}).code(), 200);
  EXPECT_EQ(client().send({Method::get, path, {}, {{"If-None-Match", "\"old\""}}}).code(), 200);
}

TEST_F(Rows, AreReadWithTheFieldsAndRelationsAskedFor) {
  const Value shelf = client().post("/shelves", Value(Object{{"name", "Left"}})).json();
  const std::string path = path_of(item({{"shelfId", shelf["id"]}}));
  EXPECT_EQ(client().get(path + "?fields=name,kind").body, R"({"name":"Apple","kind":"FRUIT"})");
  EXPECT_EQ(get(path + "?include=shelf")["shelf"], shelf);
  EXPECT_THAT(faults(client().get(path + "?fields=secret&include=x&q=1&fields=name")),
              ::testing::ElementsAre("fields unknown_field", "include unknown_field", "q unknown_parameter",
                                     "fields duplicate_parameter"));
}

TEST_F(Rows, ThatBreakTheRulesOfTheDatabaseNameTheField) {
  client().post("/shelves", Value(Object{{"name", "Left"}}));
  const Answer twice = client().post("/shelves", Value(Object{{"name", "Left"}}));
  EXPECT_EQ(twice.code(), 409);
  EXPECT_THAT(twice.body, HasSubstr("/name"));
  const Answer nowhere = client().post("/items", Value(Object{{"name", "a"}, {"price", "1"}, {"shelfId", 77}}));
  EXPECT_EQ(nowhere.code(), 422);
  EXPECT_THAT(nowhere.body, HasSubstr("shelfId"));
  item({{"shelfId", 1}});
  EXPECT_EQ(client().delete_("/shelves/1").code(), 409);
  EXPECT_EQ(client().get("/shelves/1").code(), 200);
}

TEST_F(Rows, AnswerOtherMethodsWithThoseThereAre) {
  const Answer refused = client().send({Method::post, "/items/1", "{}", {}});
  EXPECT_EQ(refused.code(), 405);
  EXPECT_THAT(refused.header("allow"), HasSubstr("PATCH"));
}

}  // namespace
}  // namespace tenon::app::test
