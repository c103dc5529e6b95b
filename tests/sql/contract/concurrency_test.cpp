#include <gtest/gtest.h>

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
  Task<> take_one(int& taken, int& missed) {
    Data less;
    less.set(db.field("Post", "views"), 1, Change::decrement);
    Unique stocked = Unique::id(model("Post"), 1);
    stocked.also = Where::compare(db.field("Post", "views"), Comparison::gt, 0);
    try {
      co_await db.client().update(model("Post"), std::move(stocked), std::move(less));
      ++taken;
    } catch (const NotFound&) {
      ++missed;
    }
  }
};

TEST_P(Concurrency, LosesNoCount) {
  run_together(300, [&] { return count_up(3); });
  EXPECT_EQ(views(3), R"([{"views":300}])");
}

TEST_P(Concurrency, GivesAwayNoMoreThanThereIs) {
  update("Post", R"({"id": 1})", R"({"views": 100})");
  int taken = 0;
  int missed = 0;
  run_together(200, [&] { return take_one(taken, missed); });
  EXPECT_EQ(taken, 100);
  EXPECT_EQ(missed, 100);
  EXPECT_EQ(views(1), R"([{"views":0}])");
}

INSTANTIATE_TEST_SUITE_P(Engines, Concurrency, ::testing::ValuesIn(test_engines()), name_of_engine);

}  // namespace
}  // namespace tenon::sql::testing
