#include <cstdlib>
#include <exception>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

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
  EXPECT_THAT(left.get("/metrics").body, HasSubstr(R"(method="POST",route="/shelves")"));
  EXPECT_THAT(right.get("/metrics").body, ::testing::Not(HasSubstr(R"(method="POST",route="/shelves")")));
}

[[noreturn]] void end_of_somebody_else() { std::abort(); }

TEST(Application, MindsWhatEndsTheProcessOnlyWhileMainBuildsIt) {
  const std::terminate_handler usual = std::get_terminate();
  const char* const arguments[] = {"store"};
  {
    const App first{1, arguments};
    EXPECT_NE(std::get_terminate(), usual);
    auto second = std::make_unique<App>(1, arguments);
    second.reset();
    EXPECT_NE(std::get_terminate(), usual) << "the first one is still built";
  }
  EXPECT_EQ(std::get_terminate(), usual);
  {
    const App first{1, arguments};
    std::set_terminate(end_of_somebody_else);
  }
  EXPECT_EQ(std::set_terminate(usual), &end_of_somebody_else);
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

TEST(Application, HasOneDatabaseThatCanBeAskedForAgain) {
  App app{testing::environment()};
  store::Client& db = app.database<store::Client>();
  EXPECT_EQ(&app.database<store::Client>(), &db);
  struct Other {
    Other(std::shared_ptr<sql::Engine> engine, const Clock* clock) : client(std::move(engine), clock) {}
    operator sql::Client&() { return client; }  // NOLINT: as a generated client is one
    store::Client client;
  };
  try {
    app.database<Other>();
    FAIL() << "a second one would replace the first";
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "second_database");
  }
}

TEST(Application, TellsTheTimeByTheClockThatItWasGivenLast) {
  App app{testing::environment()};
  const Clock& clock = app.clock();
  EXPECT_GT(clock.now(), *parse_instant("2026-01-01T00:00:00Z"));
  store::Client& db = store::build(app);
  app.get("/time", [&app] { return app.clock().now(); });
  FakeClock fake{*parse_instant("2030-02-03T04:05:06Z")};
  app.set_clock(fake);
  EXPECT_EQ(clock.now(), fake.now()) << "also for who kept it";
  testing::Client client{app};
  EXPECT_EQ(client.get("/time").body, R"("2030-02-03T04:05:06.000Z")");
  fake.advance(std::chrono::hours{1});
  EXPECT_EQ(client.get("/time").body, R"("2030-02-03T05:05:06.000Z")");
  EXPECT_EQ(client.run(db.item.create({.data = {.name = "a", .price = Decimal{1}}})).created_at, fake.now())
      << "also for a database that was opened before";
}

TEST(Application, RefusesADatabaseThatCannotBeOpened) {
  App app{testing::environment({{"DATABASE_URL", "file:/no/such/folder/store.db"}})};
  EXPECT_THROW(app.database<store::Client>(), Unavailable);
}

TEST(Application, RebuildsTablesThatViewsNameAlsoInMemory) {
  App app{testing::environment()};
  app.resource(app.database<store::Client>().shelf, "/shelves");
  std::vector<Migration> migrations = store::migrations();
  migrations.push_back({"2", "CREATE VIEW names AS SELECT name FROM Shelf; INSERT INTO Shelf (name) VALUES ('Left');"});
  migrations.push_back(
      {"3",
       "PRAGMA foreign_keys=OFF; CREATE TABLE new_Shelf (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT "
       "NULL); INSERT INTO new_Shelf SELECT id, name FROM Shelf; DROP TABLE Shelf; ALTER TABLE new_Shelf "
       "RENAME TO Shelf; PRAGMA foreign_keys=ON;"});
  app.set_migrations(migrations);
  testing::Client client{app};
  EXPECT_EQ(client.get("/shelves").json()["items"].as_array().size(), 1U);
}

TEST(Application, SaysWhichMigrationFailsInMemory) {
  App app{testing::environment()};
  app.database<store::Client>();
  app.set_migrations({{"1_typo", "CREATE TABLE a (notes TEXT);\nUPDATE a SET notes = \"note\";"}});
  try {
    testing::Client client{app};
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "P3018");
    EXPECT_THAT(error.detail(), HasSubstr("`1_typo` failed: no such column: "));
    EXPECT_THAT(error.detail(), HasSubstr(", at line 2, column 22"));
  }
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

TEST(Application, RefusesAllRoutesThatCannotBe) {
  App app{testing::environment()};
  app.get("no-slash", [] { return 1; });
  app.get("/{id", [] { return 1; }).summary("never seen");
  app.get("/things", [](http::Path<"id", std::string>) { return 1; });
  app.get("/health/live", [] { return 1; });
  for (int i = 0; i < 2; ++i) {  // asking again does not make it better
    try {
      app.service();
      FAIL() << "an application with errors serves nothing";
    } catch (const Invalid& error) {
      EXPECT_EQ(error.code(), "bad_application");
      ASSERT_EQ(error.fields().size(), 4U);
      EXPECT_EQ(error.fields()[0].pointer, "GET no-slash");
      EXPECT_THAT(error.what(),
                  HasSubstr("\n  GET no-slash: " + error.fields()[0].detail));  // what a test that fails shows
      EXPECT_EQ(error.fields()[0].code, "bad_route");
      EXPECT_EQ(error.fields()[3].code, "route_conflict");
    }
  }
}

}  // namespace
}  // namespace tenon::app::test
