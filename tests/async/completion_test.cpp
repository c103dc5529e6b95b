#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tenon/async/completion.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <thread>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

template <class T>
Task<T> receive(Completion<T>& completion) {
  co_return co_await completion;
}

TEST(Completion, GivesAValueSetByAnotherThread) {
  Loop loop;
  Completion<std::string> completion{loop};
  std::thread other{[setter = completion.setter()]() mutable { setter.set("from afar"); }};
  EXPECT_EQ(run(loop, receive(completion)), "from afar");
  other.join();
}

TEST(Completion, GivesAValueSetBeforeItWasAwaited) {
  Loop loop;
  Completion<int> completion{loop};
  completion.setter().set(4);
  EXPECT_EQ(run(loop, receive(completion)), 4);
}

TEST(Completion, MayBringNothingButTheNews) {
  Loop loop;
  Completion<void> completion{loop};
  completion.setter().set();
  run(loop, receive(completion));
}

TEST(Completion, BringsAnException) {
  Loop loop;
  Completion<int> completion{loop};
  completion.setter().fail(std::make_exception_ptr(std::runtime_error{"there"}));
  EXPECT_THROW(run(loop, receive(completion)), std::runtime_error);
}

TEST(Completion, FailsWhenTheSetterIsDroppedUnused) {
  Loop loop;
  Completion<int> completion{loop};
  {
    auto dropped = completion.setter();
  }
  try {
    run(loop, receive(completion));
    FAIL();
  } catch (const Unavailable& error) {
    EXPECT_EQ(error.code(), "abandoned");
  }
}

TEST(Completion, CanBeLeftWithoutASetter) {
  Loop loop;
  Completion<int> completion{loop};
}

TEST(Completion, DropsAValueThatNobodyWantsAnyMore) {
  Loop loop;
  auto token = std::make_shared<int>(1);
  std::optional<Setter<std::shared_ptr<int>>> setter;
  {
    Completion<std::shared_ptr<int>> completion{loop};
    setter.emplace(completion.setter());
    EXPECT_TRUE(setter->wanted());
  }
  EXPECT_FALSE(setter->wanted());
  setter->set(token);
  EXPECT_EQ(token.use_count(), 2);  // on its way
  loop.run_once(false);
  EXPECT_EQ(token.use_count(), 1);
}

TEST(Completion, DropsTheValueWhenTheLoopIsGone) {
  auto token = std::make_shared<int>(1);
  auto loop = std::make_unique<Loop>();
  Completion<std::shared_ptr<int>> completion{*loop};
  auto setter = completion.setter();
  loop.reset();
  setter.set(token);
}

TEST(Completion, EndsByTheDeadlineAndTakesTheLateValue) {
  Loop loop;
  auto task = [](Loop& of) -> Task<bool> {
    Completion<int> completion{of};
    auto setter = completion.setter();
    bool late = false;
    try {
      co_await with_deadline(1ms, receive(completion));
    } catch (const Timeout&) {
      late = true;
    }
    setter.set(1);
    co_return late;
  };
  EXPECT_TRUE(run(loop, task(loop)));
  loop.run_ready();
}

// The value arrives, the wait times out, the Completion goes: in every order, on two threads.
TEST(Completion, SurvivesRacesBetweenValueAndCancellation) {
  Loop loop;
  auto task = [](Loop& of, int round) -> Task<int> {
    Completion<int> completion{of};
    std::thread other{[setter = completion.setter(), round]() mutable {
      if (round % 3 == 0) std::this_thread::sleep_for(50us);
      setter.set(1);
    }};
    int got = 0;
    try {
      got = co_await with_deadline(round % 2 ? 40us : 1ms, receive(completion));
    } catch (const Timeout&) {  // before the value came
    }
    other.join();
    co_return got;
  };
  for (int round = 0; round < 300; ++round) run(loop, task(loop, round));
}

}  // namespace
}  // namespace tenon::async
