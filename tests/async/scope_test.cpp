#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tenon/async/deadline.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

Task<> add_after(int& sum, int value, Duration pause) {
  co_await sleep_for(pause);
  sum += value;
}
Task<> fail_after(Duration pause) {
  co_await sleep_for(pause);
  throw std::runtime_error{"task"};
}
Task<> wait_for(Event& event) { co_await event.wait(); }

TEST(Scope, JoinsWhatItSpawned) {
  Loop loop;
  int sum = 0;
  auto task = [](Loop& of, int& total) -> Task<> {
    Scope scope{of};
    scope.spawn(add_after(total, 1, 2ms));
    scope.spawn(add_after(total, 2, 1ms));
    scope.spawn(add_after(total, 4, 0ms));
    EXPECT_EQ(scope.size(), 3U);
    co_await scope.join();
    EXPECT_TRUE(scope.empty());
  };
  run(loop, task(loop, sum));
  EXPECT_EQ(sum, 7);
}

TEST(Scope, JoinsAtOnceWhenEmpty) {
  Loop loop;
  auto task = [](Loop& of) -> Task<> {
    Scope scope{of};
    co_await scope.join();
  };
  run(loop, task(loop));
}

TEST(Scope, BeginsATaskAfterThePresentCallback) {
  Loop loop;
  Scope scope{loop};
  int sum = 0;
  auto task = [](int& total) -> Task<> {
    ++total;
    co_return;
  };
  scope.spawn(task(sum));
  EXPECT_EQ(sum, 0);
  loop.run_once(false);
  EXPECT_EQ(sum, 1);
  EXPECT_TRUE(scope.empty());
}

TEST(Scope, JoinsTasksThatTasksSpawned) {
  Loop loop;
  int sum = 0;
  auto task = [](Loop& of, int& total) -> Task<> {
    Scope scope{of};
    auto nested = [](Scope& in, int& to) -> Task<> {
      in.spawn(add_after(to, 1, 1ms));
      co_return;
    };
    scope.spawn(nested(scope, total));
    co_await scope.join();
  };
  run(loop, task(loop, sum));
  EXPECT_EQ(sum, 1);
}

TEST(Scope, CancelsTheOthersAndRethrowsWhenOneFails) {
  Loop loop;
  Event never;
  auto task = [](Loop& of, Event& event) -> Task<std::string> {
    Scope scope{of, no_deadline};
    scope.spawn(wait_for(event));
    scope.spawn(fail_after(1ms));
    std::string message;
    try {
      co_await scope.join();
    } catch (const std::runtime_error& error) {
      message = error.what();
    }
    EXPECT_TRUE(scope.empty());
    co_return message;
  };
  EXPECT_EQ(run(loop, task(loop, never)), "task");
}

TEST(Scope, ReportsFailuresAndGoesOnWhenAHandlerIsGiven) {
  struct Count final : FailureHandler {
    int failures = 0;
    void on_failure(std::exception_ptr) noexcept override { ++failures; }
  };
  Loop loop;
  Count count;
  int sum = 0;
  auto task = [](Loop& of, Count& to, int& total) -> Task<> {
    Scope scope{of, &to};
    scope.spawn(fail_after(0ms));
    scope.spawn(fail_after(1ms));
    scope.spawn(add_after(total, 1, 5ms));
    co_await scope.join();
  };
  run(loop, task(loop, count, sum));
  EXPECT_EQ(count.failures, 2);
  EXPECT_EQ(sum, 1);
}

TEST(Scope, DoesNotCountACancelledTaskAsFailed) {
  Loop loop;
  Event never;
  auto task = [](Loop& of, Event& event) -> Task<> {
    Scope scope{of, no_deadline};
    scope.spawn(wait_for(event));
    co_await yield();
    scope.cancel();
    co_await scope.join();
  };
  EXPECT_NO_THROW(run(loop, task(loop, never)));
}

TEST(Scope, CancelsATaskBeforeItBegan) {
  Loop loop;
  Event never;
  std::string seen;
  auto observe = [](Event& event, std::string& to) -> Task<> {
    to += "begun";
    try {
      co_await event.wait();
    } catch (const Cancelled&) {
      to += " cancelled";
    }
  };
  Scope scope{loop};
  scope.spawn(observe(never, seen));
  scope.cancel();
  loop.run_ready();
  EXPECT_EQ(seen, "begun cancelled");
  EXPECT_TRUE(scope.empty());
}

TEST(Scope, DestroysItsTasksWhereTheyWait) {
  Loop loop;
  Event never;
  auto token = std::make_shared<int>(0);
  auto hold = [](Event& event, std::shared_ptr<int> held) -> Task<> {
    co_await event.wait();
    *held = 1;
  };
  {
    Scope scope{loop};
    scope.spawn(hold(never, token));
    loop.run_ready();
    scope.spawn(hold(never, token));  // not begun
    EXPECT_EQ(token.use_count(), 3);
  }
  EXPECT_EQ(token.use_count(), 1);
  never.set();
  loop.run_ready();
  EXPECT_EQ(*token, 0);
}

TEST(Scope, MayOutliveItsLoop) {
  auto loop = std::make_unique<Loop>();
  Event never;
  Scope scope{*loop};
  scope.spawn(wait_for(never));
  loop->run_ready();
  scope.spawn(wait_for(never));
  loop.reset();
}

TEST(Scope, OfAContextIsCancelledWithIt) {
  Loop loop;
  Event never;
  Context parent{loop};
  Scope scope{parent};
  scope.spawn(wait_for(never));
  loop.run_ready();
  parent.cancel();
  loop.run_ready();
  EXPECT_TRUE(scope.empty());
}

TEST(Scope, EndsItsTasksBeforeAnInterruptedJoinThrows) {
  Loop loop;
  Event never;
  std::string log;
  auto slow_to_end = [](Event& event, std::string& to) -> Task<> {
    try {
      co_await event.wait();
    } catch (const Cancelled&) {
      to += "ended ";
    }
  };
  auto task = [&](Loop& of, std::string& to) -> Task<> {
    Scope scope{of, no_deadline};
    scope.spawn(slow_to_end(never, to));
    try {
      co_await with_deadline(5ms, scope.join());
    } catch (const Timeout&) {
      to += "timeout";
    }
    EXPECT_TRUE(scope.empty());
  };
  run(loop, task(loop, log));
  EXPECT_EQ(log, "ended timeout");
}

TEST(Scope, JoinLastsLongerThanTheDefaultWait) {
  Loop loop{{.manual_time = true}};
  Event event;
  Context context{loop};
  Scope scope{loop, no_deadline};
  scope.spawn(wait_for(event));
  struct Ignore final : Continuation {
    void on_done() override {}
  } ignore;
  Task<> join = scope.join();
  join.start(context, ignore);
  loop.run_ready();
  loop.advance(24h);
  loop.run_ready();
  EXPECT_FALSE(join.done());
  event.set();
  loop.run_ready();
  EXPECT_TRUE(join.done());
}

}  // namespace
}  // namespace tenon::async
