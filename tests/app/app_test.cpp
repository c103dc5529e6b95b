#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;

TEST(Application, LivesBesideOthersInOneProcess) {
  App left_app{testing::environment({{"MOST_ITEMS", "3"}})};
  App right_app{testing::environment()};
  store::build(left_app);
  store::build(right_app);
  testing::Client left{left_app};
  testing::Client right{right_app};
  EXPECT_EQ(left.post("/shelves", Value(Object{{"name", "Left"}})).code(), 201);
  EXPECT_EQ(left.get("/shelves").json()["items"].as_array().size(), 1U);
  EXPECT_EQ(right.get("/shelves").json()["items"].as_array().size(), 0U);
  EXPECT_EQ(left.get("/limit").body, "3");
  EXPECT_EQ(right.get("/limit").body, "10");
  EXPECT_THAT(left.get("/metrics").body, ::testing::HasSubstr(R"(method="POST",route="/shelves")"));
  EXPECT_THAT(right.get("/metrics").body, ::testing::Not(::testing::HasSubstr(R"(method="POST",route="/shelves")")));
}

TEST(Application, ReadsSettingsOfItsOwn) {
  struct Own {
    std::int32_t shelves = 3;
    std::string colour = "red";
  };
  App app{testing::environment({{"SHELVES", "5"}})};
  const auto own = app.settings<Own>();
  EXPECT_EQ(own.shelves, 5);
  EXPECT_EQ(own.colour, "red");
  App wrong{testing::environment({{"SHELVES", "five"}})};
  EXPECT_THROW(wrong.settings<Own>(), Invalid);
}

TEST(Application, HasOneDatabase) {
  App app{testing::environment()};
  app.database<store::Client>();
  try {
    app.database<store::Client>();
    FAIL() << "a second one would replace the first";
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "second_database");
  }
}

TEST(Application, RefusesADatabaseThatCannotBeOpened) {
  App app{testing::environment({{"DATABASE_URL", "file:/no/such/folder/store.db"}})};
  EXPECT_THROW(app.database<store::Client>(), Unavailable);
}

TEST(Application, StartsOnceInTheOrderOfTheCalls) {
  App app{testing::environment()};
  store::Client& db = store::build(app);
  std::vector<int> calls;
  app.on_start([&]() -> Task<> {
    calls.push_back(1);
    co_await db.shelf.create({.data = {.name = "Left"}});
  });
  app.on_start([&]() -> Task<> { calls.push_back(static_cast<int>(co_await db.shelf.count({})) + 1); });
  testing::Client first{app};
  testing::Client second{app};
  EXPECT_THAT(calls, ElementsAre(1, 2));
  EXPECT_EQ(second.get("/shelves").json()["items"].as_array().size(), 1U);
}

TEST(Application, RefusesRoutesThatCannotBe) {
  App app{testing::environment()};
  EXPECT_THROW(app.get("no-slash", [] { return 1; }), Invalid);
  EXPECT_THROW(app.get("/{id", [] { return 1; }), Invalid);
  EXPECT_THROW(app.get("/things", [](http::Path<"id", std::string>) { return 1; }), Invalid);
}

}  // namespace
}  // namespace tenon::app::test
