#include <gtest/gtest.h>

#include <chrono>

#include <tenon/async/all.hpp>
#include <tenon/async/sleep.hpp>

#include "contract/contract.hpp"

/// What follows from the one writer of SQLite: transactions do not overlap.
namespace tenon::sql::testing {
namespace {

using namespace std::chrono_literals;

class OneWriter : public ::testing::Test, public Blog {
 public:
  OneWriter() : Blog(sqlite_engine()) {}

  Client& client() { return db.client(); }
  const schema::Model& tag() { return model("Tag"); }
  Data named(const char* name) { return data("Tag", std::string(R"({"name": ")") + name + R"("})", Purpose::create); }
  std::int64_t tags() { return count("Tag"); }

  Task<> upsert_tag() {
    Data create = data("Tag", R"({"name": "new"})", Purpose::create);
    Data update = data("Tag", R"({"name": "new"})", Purpose::update);
    co_await db.client().upsert(model("Tag"), unique("Tag", R"({"name": "new"})"), std::move(create),
                                std::move(update));
  }

  /// Reads, waits, and writes what it has read and one more.
  Task<> count_up_in_a_transaction() {
    const auto body = [this](Transaction& tx) -> Task<> {
      const Unique first = Unique::id(model("Post"), 1);
      FindUnique query{.where = first};
      const Rows row = co_await tx.find_unique_or_throw(model("Post"), std::move(query));
      co_await async::yield();
      Data more;
      more.set(db.field("Post", "views"), *row[0].value("views").get_if<std::int64_t>() + 1);
      co_await tx.update(model("Post"), first, std::move(more));
    };
    Task<> transaction = db.client().transaction(body, {.max_wait = std::chrono::seconds{30}});
    co_await std::move(transaction);
  }
};

TEST_F(OneWriter, TakeTurns) {
  const auto add = [](OneWriter* self, const char* name) -> Task<> {
    auto body = [=](Transaction& tx) -> Task<> {
      const std::int64_t before = co_await tx.count(self->tag(), {});
      co_await tx.create(self->tag(), self->named(name));
      co_await async::yield();
      EXPECT_EQ(co_await tx.count(self->tag(), {}), before + 1);
    };
    auto transaction = self->client().transaction(body);
    co_await std::move(transaction);
  };
  run(async::all(add(this, "x"), add(this, "y"), add(this, "z")));
  EXPECT_EQ(tags(), 6);
}

TEST_F(OneWriter, WithinThemselvesWaitInVainForTheClient) {
  EXPECT_EQ(error_of([&] {
              run(client().transaction(
                  [&](Transaction& tx) -> Task<> {
                    co_await tx.create(tag(), named("x"));
                    auto inner = client().transaction(
                        [&](Transaction& other) -> Task<> { co_await other.create(tag(), named("y")); },
                        {.max_wait = 30ms});
                    co_await std::move(inner);
                  },
                  {.timeout = 2s}));
            }),
            "timeout transaction_wait");
  EXPECT_EQ(tags(), 3);
}

TEST_F(OneWriter, ThatWaitForAWriteThroughTheClientEndAndLetItGo) {
  EXPECT_EQ(error_of([&] {
              run(client().transaction(
                  [&](Transaction& tx) -> Task<> {
                    co_await tx.create(tag(), named("x"));
                    co_await client().create(tag(), named("y"));
                    co_await tx.create(tag(), named("z"));
                  },
                  {.timeout = 30ms}));
            }),
            "timeout transaction_timeout");
  EXPECT_EQ(tags(), 4);
}

TEST_F(OneWriter, CreatesOneRowForManyUpserts) {
  run_together(100, [&] { return upsert_tag(); });
  EXPECT_EQ(count("Tag", R"({"where": {"name": "new"}})"), 1);
}

TEST_F(OneWriter, LosesNothingBetweenReadAndWriteOfATransaction) {
  update("Post", R"({"id": 1})", R"({"views": 0})");
  run_together(50, [&] { return count_up_in_a_transaction(); });
  EXPECT_EQ(views(1), R"([{"views":50}])");
}

}  // namespace
}  // namespace tenon::sql::testing
