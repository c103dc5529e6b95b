#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <tenon/async/event.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/task.hpp>
#include <thread>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

Task<int> give(int value) { co_return value; }

TEST(Task, GivesTheValueItReturns) { EXPECT_EQ(run(give(42)), 42); }

TEST(Task, GivesAValueAfterAWait) {
  auto task = []() -> Task<std::string> {
    co_await sleep_for(1ms);
    co_return "after";
  };
  EXPECT_EQ(run(task()), "after");
}

TEST(Task, MayReturnNothing) {
  bool done = false;
  auto task = [](bool& flag) -> Task<> {
    flag = true;
    co_return;
  };
  run(task(done));
  EXPECT_TRUE(done);
}

TEST(Task, GivesWhatCanOnlyBeMoved) {
  auto make = []() -> Task<std::unique_ptr<int>> { co_return std::make_unique<int>(7); };
  auto pass = [&]() -> Task<std::unique_ptr<int>> { co_return co_await make(); };
  EXPECT_EQ(*run(pass()), 7);
}

TEST(Task, GivesWhatHasNoDefaultConstructor) {
  struct Pair {
    Pair(int a, int b) : first(a), second(b) {}
    int first, second;
  };
  auto task = []() -> Task<Pair> { co_return {1, 2}; };
  EXPECT_EQ(run(task()).second, 2);
}

TEST(Task, PassesAnExceptionToTheOneWhoAwaitsIt) {
  auto fail = []() -> Task<int> {
    throw std::runtime_error{"no"};
    co_return 1;
  };
  auto recover = [&]() -> Task<std::string> {
    std::string message;
    try {
      co_await fail();
    } catch (const std::runtime_error& error) {
      message = error.what();
    }
    co_return message;
  };
  EXPECT_EQ(run(recover()), "no");
  EXPECT_THROW(run(fail()), std::runtime_error);
}

TEST(Task, PassesAnExceptionThrownAfterAWait) {
  auto fail = []() -> Task<> {
    co_await sleep_for(1ms);
    throw std::runtime_error{"late"};
  };
  EXPECT_THROW(run(fail()), std::runtime_error);
}

TEST(Task, PassesAnExceptionThrownWhileItsValueIsMade) {
  struct Refusing {
    Refusing(int) { throw std::runtime_error("refused"); }  // NOLINT(*-explicit-*): returned by conversion
  };
  auto task = []() -> Task<Refusing> {
    co_await yield();
    co_return 1;
  };
  EXPECT_THROW(run(task()), std::runtime_error);
}

TEST(Task, DoesNothingUntilAwaited) {
  bool begun = false;
  auto task = [](bool& flag) -> Task<> {
    flag = true;
    co_return;
  };
  {
    Task<> never = task(begun);
  }
  EXPECT_FALSE(begun);
}

TEST(Task, DestroysItsArgumentsWhenItWasNeverBegun) {
  auto argument = std::make_shared<int>(1);
  auto task = [](std::shared_ptr<int> held) -> Task<int> { co_return *held; };
  {
    Task<int> never = task(argument);
    EXPECT_EQ(argument.use_count(), 2);
  }
  EXPECT_EQ(argument.use_count(), 1);
}

class Ignore final : public Continuation {
  void on_done() override {}
};

TEST(Task, DestroysItsLocalsWhenDestroyedWhileItWaits) {
  Loop loop;
  Context context{loop};
  Event event;
  auto local = std::make_shared<int>(1);
  auto inner = [](Event& until, std::shared_ptr<int> held) -> Task<int> {
    co_await until.wait();
    co_return *held;
  };
  auto outer = [&inner](Event& until, std::shared_ptr<int> held) -> Task<int> {
    int value = co_await inner(until, held);
    co_return value;
  };
  Ignore ignore;
  {
    Task<int> task = outer(event, local);
    EXPECT_FALSE(task.start(context, ignore));
    EXPECT_EQ(local.use_count(), 3);
  }
  EXPECT_EQ(local.use_count(), 1);
  event.set();  // nobody waits any more
  loop.run_ready();
}

TEST(Task, IsForgottenWhenDestroyedBetweenTheEventAndItsResumption) {
  Loop loop;
  Context context{loop};
  Event event;
  bool resumed = false;
  auto task = [](Event& until, bool& flag) -> Task<> {
    co_await until.wait();
    flag = true;
  };
  Ignore ignore;
  {
    Task<> waiting = task(event, resumed);
    waiting.start(context, ignore);
    event.set();
  }
  loop.run_ready();
  EXPECT_FALSE(resumed);
}

TEST(Task, TellsItsContinuationOnceWhenItEndsLater) {
  struct Count final : Continuation {
    int calls = 0;
    void on_done() override { ++calls; }
  };
  Loop loop;
  Context context{loop};
  Event event;
  Count count;
  auto later = [](Event& until) -> Task<int> {
    co_await until.wait();
    co_return 5;
  };
  Task<int> task = later(event);
  EXPECT_FALSE(task.start(context, count));
  EXPECT_FALSE(task.done());
  event.set();
  loop.run_ready();
  EXPECT_EQ(count.calls, 1);
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.result(), 5);
}

TEST(Task, DoesNotTellItsContinuationWhenItEndsAtOnce) {
  struct Fail final : Continuation {
    void on_done() override { FAIL(); }
  };
  Loop loop;
  Context context{loop};
  Fail fail;
  Task<int> task = give(3);
  EXPECT_TRUE(task.start(context, fail));
  EXPECT_EQ(task.failure(), nullptr);
  EXPECT_EQ(task.result(), 3);
}

TEST(Task, MayBeDestroyedByItsContinuation) {
  struct Owner final : Continuation {
    Task<> task;
    void on_done() override { task = {}; }
  };
  Loop loop;
  Context context{loop};
  Event event;
  Owner owner;
  auto wait = [](Event& until) -> Task<> { co_await until.wait(); };
  owner.task = wait(event);
  EXPECT_FALSE(owner.task.start(context, owner));
  event.set();
  loop.run_ready();
  EXPECT_FALSE(owner.task);
}

TEST(Task, CanBeMovedBeforeItIsAwaited) {
  Task<int> first = give(9);
  Task<int> second = std::move(first);
  EXPECT_FALSE(first);
  Task<int> third;
  third = std::move(second);
  EXPECT_EQ(run(std::move(third)), 9);
}

// A thousand native frames of a debug build fit on the stack, a hundred thousand do not.
constexpr int depth = 100'000;

Task<int> count_down(int n) {
  if (n == 0) co_return 0;
  co_return 1 + co_await count_down(n - 1);
}

TEST(Task, RecursesDeeplyWithoutUsingTheStack) { EXPECT_EQ(run(count_down(depth)), depth); }

Task<int> count_down_and_wait(int n) {
  if (n == 0) {
    co_await sleep_for(1ms);
    co_return 0;
  }
  co_return 1 + co_await count_down_and_wait(n - 1);
}

TEST(Task, ReturnsFromADeepRecursionThatWaitedWithoutUsingTheStack) {
  EXPECT_EQ(run(count_down_and_wait(depth)), depth);
}

Task<int> throw_from_the_depth(int n) {
  if (n == 0) throw std::runtime_error{"deep"};
  co_return co_await throw_from_the_depth(n - 1);
}

TEST(Task, ThrowsOutOfADeepRecursion) { EXPECT_THROW(run(throw_from_the_depth(1000)), std::runtime_error); }

TEST(Task, AwaitsInALongLoopWithoutUsingTheStack) {
  auto sum = []() -> Task<long> {
    long total = 0;
    for (int i = 0; i < depth; ++i) total += co_await give(i);
    co_return total;
  };
  EXPECT_EQ(run(sum()), long{depth} * (depth - 1) / 2);
}

TEST(Task, MayBeMadeOnOneThreadAndRunAndDestroyedOnAnother) {
  auto task = [](int value) -> Task<int> {
    co_await sleep_for(1ms);
    co_return value;
  };
  std::vector<Task<int>> tasks;
  tasks.reserve(300);
  for (int i = 0; i < 300; ++i) tasks.push_back(task(i));
  int sum = 0;
  std::thread runner{[&] {
    for (auto& each : tasks) {
      if (&each - tasks.data() < 50) sum += run(std::move(each));
    }
    tasks.clear();
  }};
  runner.join();
  EXPECT_EQ(sum, 50 * 49 / 2);
}

}  // namespace
}  // namespace tenon::async
