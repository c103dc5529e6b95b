#include "contract/contract.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>

#include <tenon/async/all.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/sleep.hpp>

namespace tenon::sql::testing {
namespace {

using namespace std::chrono_literals;

class Transactions : public Contract {
 public:
  Client& client() { return db.client(); }
  const schema::Model& tag() { return model("Tag"); }
  Data named(const char* name) { return data("Tag", std::string(R"({"name": ")") + name + R"("})", Purpose::create); }
  std::int64_t tags() { return count("Tag"); }
};

TEST_P(Transactions, KeepEverythingAndGiveWhatTheBodyReturns) {
  const std::int64_t number = run(client().transaction([&](Transaction& tx) -> Task<std::int64_t> {
    co_await tx.create(tag(), named("x"));
    co_await tx.create(tag(), named("y"));
    co_return co_await tx.count(tag(), {});
  }));
  EXPECT_EQ(number, 5);
  EXPECT_EQ(tags(), 5);
}

TEST_P(Transactions, KeepNothingWhenTheBodyThrows) {
  EXPECT_THROW(run(client().transaction([&](Transaction& tx) -> Task<> {
                 co_await tx.create(tag(), named("x"));
                 co_await tx.delete_many(tag(), {});
                 throw std::runtime_error("changed my mind");
               })),
               std::runtime_error);
  EXPECT_EQ(tags(), 3);
}

TEST_P(Transactions, GoOnAfterAnOperationThatFailed) {
  run(client().transaction([&](Transaction& tx) -> Task<> {
    co_await tx.create(tag(), named("x"));
    std::vector<Data> rows{named("y"), named("red")};
    bool violated = false;
    try {
      co_await tx.create_many(tag(), std::move(rows));
    } catch (const Conflict&) {
      violated = true;
    }
    EXPECT_TRUE(violated);
    EXPECT_EQ(co_await tx.count(tag(), {}), 4);  // nothing of the operation that failed
  }));
  EXPECT_EQ(ids("Post", R"({"tags": {"some": {"name": "y"}}})"), "");
  EXPECT_EQ(tags(), 4);
}

TEST_P(Transactions, SeeTheirOwnWritesAndAreSeenByOthersWhenTheyAreDone) {
  async::Event written;
  async::Event seen;
  const auto reader = [](Transactions* self, async::Event* after, async::Event* done) -> Task<std::int64_t> {
    co_await after->wait();
    const std::int64_t number = co_await self->client().count(self->tag(), {});
    done->set();
    co_return number;
  };
  const auto writer = [](Transactions* self, async::Event* after, async::Event* done) -> Task<std::int64_t> {
    auto body = [=](Transaction& tx) -> Task<std::int64_t> {
      co_await tx.create(self->tag(), self->named("x"));
      after->set();
      co_await done->wait();
      co_return co_await tx.count(self->tag(), {});
    };
    auto transaction = self->client().transaction(body);
    co_return co_await std::move(transaction);
  };
  const auto [outside, inside] = run(async::all(reader(this, &written, &seen), writer(this, &written, &seen)));
  EXPECT_EQ(outside, 3);
  EXPECT_EQ(inside, 4);
  EXPECT_EQ(tags(), 4);
}

TEST_P(Transactions, ReadTheirRelationsWithinThemselves) {
  const std::string post = run(client().transaction([&](Transaction& tx) -> Task<std::string> {
    Data post_data = data("Post", R"({"title": "n", "tags": {"create": {"id": "n", "name": "n"}}})", Purpose::create);
    co_await tx.create(model("Post"), std::move(post_data));
    FindMany query{.where = where("Post", R"({"tags": {"some": {"name": "n"}}})")};
    query.selection = Selection::of(model("Post"), {"title", "tags"});
    Task<Rows> found = tx.find_many(model("Post"), std::move(query));
    co_return (co_await std::move(found)).to_json();
  }));
  EXPECT_EQ(post, R"([{"title":"n","tags":[{"id":"n","name":"n"}]}])");
}

TEST_P(Transactions, EndAtTheirTimeout) {
  EXPECT_EQ(error_of([&] {
              run(client().transaction(
                  [&](Transaction& tx) -> Task<> {
                    co_await tx.create(tag(), named("x"));
                    co_await async::sleep_for(60ms);
                    co_await tx.create(tag(), named("y"));
                  },
                  {.timeout = 20ms}));
            }),
            "timeout transaction_timeout");
  EXPECT_EQ(tags(), 3);
}

TEST_P(Transactions, ThatOutlastTheirTimeoutAreNotCommitted) {
  EXPECT_EQ(error_of([&] {
              run(client().transaction(
                  [&](Transaction& tx) -> Task<> {
                    co_await tx.create(tag(), named("x"));
                    co_await async::sleep_for(60ms);
                  },
                  {.timeout = 20ms}));
            }),
            "timeout transaction_timeout");
  EXPECT_EQ(tags(), 3);
}

TEST_P(Transactions, ThatAreAbandonedAreRolledBack) {
  const auto body = [&](Transaction& tx) -> Task<> {
    co_await tx.create(tag(), named("x"));
    co_await async::sleep_for(10s);
  };
  EXPECT_EQ(error_of([&] { run(async::with_deadline(30ms, client().transaction(body))); }), "timeout deadline_passed");
  EXPECT_EQ(tags(), 3);
  EXPECT_EQ(create_many("Tag", R"([{"name": "y"}])"), 1);

  {
    async::Context context{db.loop()};
    class Nothing final : public async::Continuation {
      void on_done() override {}
    } nothing;
    Task<> task = client().transaction(body);
    task.start(context, nothing);
    for (int i = 0; i < 3; ++i) run([]() -> Task<> { co_await async::sleep_for(10ms); }());
    ASSERT_FALSE(task.done());
  }  // the coroutine's frame is gone
  EXPECT_EQ(tags(), 4);
  EXPECT_EQ(create_many("Tag", R"([{"name": "z"}])"), 1);
}

TEST_P(Transactions, FailWhenKeysDangle) {
  EXPECT_EQ(error_of([&] {
              run(client().transaction([&](Transaction& tx) -> Task<> {
                co_await tx.create(model("Post"), data("Post", R"({"title": "n", "authorId": 77})", Purpose::create));
              }));
            }),
            "invalid foreign_key_violation /authorId");
  EXPECT_EQ(count("Post"), 4);
}

TEST_P(Transactions, CannotBeUsedWhenTheyHaveEnded) {
  EXPECT_EQ(error_of([&] {
              run(client().transaction([&](Transaction& tx) -> Task<> {
                co_await tx.create(tag(), named("x"));
                co_await tx.roll_back();
                co_await tx.create(tag(), named("y"));
              }));
            }),
            "internal transaction_ended");
  EXPECT_EQ(tags(), 3);
}

INSTANTIATE_TEST_SUITE_P(Engines, Transactions, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing
