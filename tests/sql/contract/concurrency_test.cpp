#include <vector>

#include <tenon/async/all.hpp>
#include <tenon/async/sleep.hpp>

#include "contract/contract.hpp"

namespace tenon::sql::testing {
namespace {

/// Many operations at once on one loop.
class Concurrency : public Contract {
 public:
  Task<> count_up(int id) {
    Data more;
    more.set(db.field("Post", "views"), 1, Change::increment);
    co_await db.client().update(model("Post"), Unique::id(model("Post"), id), std::move(more));
  }

  /// Takes one if there is one left; counts how it went.
  Task<> take_one(int& taken, int& refused) {
    Data less;
    less.set(db.field("Post", "views"), 1, Change::decrement);
    Unique stocked = Unique::id(model("Post"), 1);
    stocked.also = Where::compare(db.field("Post", "views"), Comparison::gt, 0);
    try {
      co_await db.client().update(model("Post"), std::move(stocked), std::move(less));
      ++taken;
    } catch (const NotFound&) {
      ++refused;
    }
  }

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

  template <class Make>
  void run_together(int count, Make make) {
    std::vector<Task<>> tasks;
    tasks.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) tasks.push_back(make());
    run(async::all(std::move(tasks)));
  }
  std::string views(int id) {
    return find_many("Post", R"({"where": {"id": )" + std::to_string(id) + R"(}, "select": {"views": true}})");
  }
};

TEST_F(Concurrency, LosesNoCount) {
  run_together(300, [&] { return count_up(3); });
  EXPECT_EQ(views(3), R"([{"views":300}])");
}

TEST_F(Concurrency, GivesAwayNoMoreThanThereIs) {
  update("Post", R"({"id": 1})", R"({"views": 100})");
  int taken = 0;
  int refused = 0;
  run_together(200, [&] { return take_one(taken, refused); });
  EXPECT_EQ(taken, 100);
  EXPECT_EQ(refused, 100);
  EXPECT_EQ(views(1), R"([{"views":0}])");
}

TEST_F(Concurrency, CreatesOneRowForManyUpserts) {
  run_together(100, [&] { return upsert_tag(); });
  EXPECT_EQ(count("Tag", R"({"where": {"name": "new"}})"), 1);
}

TEST_F(Concurrency, LosesNothingBetweenReadAndWriteOfATransaction) {
  update("Post", R"({"id": 1})", R"({"views": 0})");
  run_together(50, [&] { return count_up_in_a_transaction(); });
  EXPECT_EQ(views(1), R"([{"views":50}])");
}

}  // namespace
}  // namespace tenon::sql::testing
