#include <tenon/app/testing/client.hpp>

#include <tenon/async/sleep.hpp>

#include "support/parts.hpp"
#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

TEST(TestingClient, SendsManyRequestsAtOnce) {
  App app{testing::environment()};
  int present = 0;
  int most = 0;
  app.get("/", [&]() -> Task<int> {
    most = std::max(most, ++present);
    co_await async::sleep_for(std::chrono::milliseconds{5});
    co_return present--;
  });
  testing::Client client{app};
  const auto answers = client.send_together(std::vector<Call>(50, Call{Method::get, "/", {}, {}}));
  EXPECT_EQ(answers.size(), 50U);
  EXPECT_EQ(most, 50);
  for (const Answer& answer : answers) EXPECT_EQ(answer.code(), 200);
}

TEST(TestingClient, GivesRequestsTheDeadlineOfTheSettings) {
  App app{testing::environment({{"HTTP_REQUEST_TIMEOUT", "20ms"}, {"LOG_LEVEL", "off"}})};
  app.get("/", []() -> Task<int> {
    co_await async::sleep_for(std::chrono::seconds{20});
    co_return 1;
  });
  testing::Client client{app};
  EXPECT_EQ(client.get("/").code(), 504);
}

TEST(TestingClient, ReadsStreams) {
  App app{testing::environment()};
  app.get("/", [] {
    return Stream{http::HeaderValue("text/plain"), [](http::BodyWriter& out) -> Task<> {
                    co_await out.write("one ");
                    co_await async::sleep_for(std::chrono::milliseconds{1});
                    co_await out.write("two");
                  }};
  });
  testing::Client client{app};
  EXPECT_EQ(client.get("/").body, "one two");
  EXPECT_EQ(client.send({Method::head, "/", {}, {}}).body, "");
}

TEST(TestingClient, RefusesWhatNoServerWouldRead) {
  App app{testing::environment()};
  testing::Client client{app};
  EXPECT_THROW(client.get("no-slash"), Invalid);
  EXPECT_THROW(client.send({Method::get, "/", {}, {{"Bad Name", "x"}}}), Invalid);
  EXPECT_THROW(client.send({Method::get, "/", {}, {{"X-Bad", "a\r\nb"}}}), Invalid);
}

TEST(TestingClient, HasADatabaseOfItsOwnAndATimeOfItsOwn) {
  // [clock]
  FakeClock clock{*parse_instant("2030-02-03T04:05:06Z")};
  App app{testing::environment()};
  app.set_clock(clock);
  store::Client& db = store::build(app);
  testing::Client client{app};
  EXPECT_EQ(client.run(db.item.count({})), 0);
  const auto made = client.post("/items", Value(Object{{"name", "a"}, {"price", "1"}}));
  EXPECT_EQ(made.json()["createdAt"].as_string(), "2030-02-03T04:05:06.000Z");
  // [clock]
  EXPECT_EQ(client.run(db.item.count({})), 1);
}

TEST(TestingClient, ReachesTheDatabaseThatTheApplicationOpened) {
  // [database]
  App app{testing::environment()};
  store::build(app);
  testing::Client client{app};
  auto& db = app.database<store::Client>();
  client.run(db.shelf.create({.data = {.name = "Left"}}));
  EXPECT_EQ(client.get("/shelves").json()["items"][0]["name"].as_string(), "Left");
  // [database]
}

TEST(TestingClient, DrainsTheApplicationThatItStarted) {
  std::vector<std::string> told;
  App app{testing::environment()};
  app.component<Part<1>>("mill", [&told](const std::string& text) { told.push_back(text); });
  {
    const testing::Client client{app};
    {
      const testing::Client other{app};
    }
    EXPECT_THAT(told, ::testing::ElementsAre("settings mill", "start mill"));
  }
  EXPECT_EQ(told.back(), "drained mill");
}

TEST(TestingClient, LeavesAnApplicationThatSomebodyElseStarted) {
  std::vector<std::string> told;
  App app{testing::environment()};
  app.component<Part<1>>("mill", [&told](const std::string& text) { told.push_back(text); });
  async::run(app.start());
  {
    const testing::Client client{app};
  }
  EXPECT_EQ(told.back(), "start mill");
}

}  // namespace
}  // namespace tenon::app::test
