#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/task.hpp>
#include <utility>
#include <vector>

// What the compiler must get right for tasks to be right: each argument of an awaited call is destroyed once. g++ 12
// destroys the members of aggregates made within a co_await expression twice (README.md, rule 6); these are the forms
// that Tenon uses instead.
namespace tenon::async {
namespace {

int alive = 0;

struct Counted {
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  Counted(Counted&&) noexcept { ++alive; }
  ~Counted() { --alive; }
};

struct WithConstructor {
  WithConstructor(int number, Counted value) : n(number), counted(std::move(value)) {}
  int n;
  Counted counted;
};
struct Aggregate {
  int n = 0;
  Counted counted = {};
};
struct Views {
  std::string_view text = {};
  std::optional<int> number = {};
};

Task<int> take(Counted) {
  co_await yield();
  co_return 1;
}
Task<int> take_reference(const Counted&) {
  co_await yield();
  co_return 1;
}
Task<int> take_object(WithConstructor object) {
  co_await yield();
  co_return object.n;
}
Task<int> take_aggregate(Aggregate aggregate) {
  co_await yield();
  co_return aggregate.n;
}
Task<std::size_t> take_views(Views views) {
  co_await yield();
  co_return views.text.size();
}
template <class Function>
Task<int> call(Function function) {
  co_await yield();
  co_return function();
}
Counted make() { return {}; }

class Compiler : public ::testing::Test {
 protected:
  Compiler() { alive = 0; }
  ~Compiler() override { EXPECT_EQ(alive, 0); }
};

TEST_F(Compiler, DestroysTemporariesOnce) {
  run([]() -> Task<> {
    Counted named;
    co_await take(make());
    co_await take(Counted{});
    co_await take(named);
    co_await take(std::move(named));
    co_await take_reference(make());
  }());
}

TEST_F(Compiler, DestroysObjectsWithAConstructorOnce) {
  run([]() -> Task<> {
    Counted named;
    EXPECT_EQ(co_await take_object({1, named}), 1);
    EXPECT_EQ(co_await take_object(WithConstructor{2, make()}), 2);
  }());
}

TEST_F(Compiler, DestroysAnAggregateOnceThatIsGivenByName) {
  run([]() -> Task<> {
    Aggregate named{.n = 3};
    EXPECT_EQ(co_await take_aggregate(named), 3);
    auto task = take_aggregate({.n = 4, .counted = make()});
    EXPECT_EQ(co_await std::move(task), 4);
  }());
}

TEST_F(Compiler, PassesAnAggregateOfViewsInPlace) {
  run([]() -> Task<> {
    std::string text = "text";
    EXPECT_EQ(co_await take_views({.text = text, .number = 1}), 4U);
    EXPECT_EQ(co_await take_views({.text = text + " of a temporary"}), 19U);
  }());
}

TEST_F(Compiler, DestroysTheCapturesOfANamedLambdaOnce) {
  run([]() -> Task<> {
    auto with_capture = [held = make()] { return alive; };
    EXPECT_GT(co_await call(with_capture), 1);
    int number = 5;
    EXPECT_EQ(co_await call([&number] { return number; }), 5);
  }());
}

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ == 12
Task<int> without_a_variable() {
  if (co_await take_reference(make()) == 0) co_return 1;
  co_return 2;
}

TEST_F(Compiler, EndsTheProgramRatherThanRunACoroutineWhoseFrameItLaidOutWrongly) {
  EXPECT_DEATH(run(without_a_variable()), "Give the awaited value a name first");
}
#endif

}  // namespace
}  // namespace tenon::async
