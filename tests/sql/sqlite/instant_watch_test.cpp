#include <gtest/gtest.h>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/memory_sink.hpp>
#include <tenon/sql/migrate/connectors.hpp>

#include "sqlite/support.hpp"
#include "support/database.hpp"
#include "tests/support/file_limit.hpp"

/// Points in time that another program writes in another form while this one has the database open.
namespace tenon::sql::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view watched_schema = R"(
datasource db {
  provider = "sqlite"
}
model Event {
  id Int      @id
  at DateTime
}
)";

class InstantsOfAnotherProgram : public ::testing::Test {
 protected:
  InstantsOfAnotherProgram() {
    async::run(loop, engine->execute_script(migrate::render_create(parse_schema(watched_schema))));
    Data data;
    data.set(*event.find_field("id"), 1);
    data.set(*event.find_field("at"), *parse_instant("2024-01-01T00:00:00Z"));
    async::run(loop, client.create(event, std::move(data)));
  }

  /// In another form than the first one, and later.
  static void insert_second(sqlite::testing::PlainConnection& other) {
    other.run(R"(INSERT INTO "Event" (id, at) VALUES (2, 1735689600000))");
  }
  std::int64_t latest() {
    FindMany query{.order_by = {{.field = event.find_field("at"), .sort = desc}}, .take = 1};
    return async::run(loop, client.find_many(event, std::move(query)))[0].cell("id").integer();
  }
  bool becomes_true(const std::function<bool()>& condition) {
    const auto turn = []() -> Task<> { co_await async::sleep_for(20ms); };
    const auto give_up = std::chrono::steady_clock::now() + 20s;
    while (!condition() && std::chrono::steady_clock::now() < give_up) async::run(loop, turn());
    return condition();
  }

  const tenon::test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  const std::shared_ptr<log::MemorySink> sink = std::make_shared<log::MemorySink>();
  async::Loop loop;
  const std::shared_ptr<Engine> engine = open("file:" + path, {.log = log::Logger(sink)});
  Client client{parse_schema(watched_schema), engine};
  const schema::Model& event = client.model("Event");
};

TEST_F(InstantsOfAnotherProgram, AreNoticedSoon) {
  EXPECT_EQ(latest(), 1);
  sqlite::testing::PlainConnection other(path);
  insert_second(other);
  EXPECT_TRUE(becomes_true([&] { return latest() == 2; }));
}

TEST_F(InstantsOfAnotherProgram, AreNoticedWhenTheyCannotBeLookedAtAtFirst) {
  EXPECT_EQ(latest(), 1);
  sqlite::testing::PlainConnection other(path);
  EXPECT_EQ(other.number(R"(SELECT count(*) FROM "Event")"), 1);
  const auto times_told = [&] {
    const std::vector<std::string> lines = sink->lines();
    return std::count_if(lines.begin(), lines.end(),
                         [](const std::string& line) { return line.find("cannot be looked at") != std::string::npos; });
  };
  const auto is_told = [&] {
    latest();  // a read sees that somebody has written
    return times_told() > 0;
  };
  {
    const tenon::test::FileLimit limit(0);
    insert_second(other);
    EXPECT_TRUE(becomes_true(is_told));
    EXPECT_EQ(latest(), 1) << "nobody knows of the other form yet";
  }
  EXPECT_TRUE(becomes_true([&] { return latest() == 2; }));
  EXPECT_EQ(times_told(), 1);
}

}  // namespace
}  // namespace tenon::sql::testing
