#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <tenon/async/all.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

Task<int> later(int value, Duration pause) {
  co_await sleep_for(pause);
  co_return value;
}
Task<std::string> text(std::string value) { co_return value; }
Task<> nothing() { co_await yield(); }
Task<int> fail(Duration pause) {
  co_await sleep_for(pause);
  throw std::runtime_error{"member"};
}
Task<int> fail_at_once() {
  throw std::runtime_error{"member"};
  co_return 0;
}
// Notes that it was cancelled, and takes a turn to end.
Task<int> wait_until_cancelled(std::string& log) {
  Event never;
  bool cancelled = false;
  try {
    co_await never.wait();
  } catch (const Cancelled&) {
    cancelled = true;
  } catch (const Timeout&) {
    log += "timeout";
  }
  if (cancelled) log += "cancelled";
  co_return 0;
}

TEST(All, GivesTheValuesInTheOrderOfTheTasks) {
  auto task = []() -> Task<std::string> {
    auto [a, b, c, d] = co_await all(later(1, 3ms), text("two"), nothing(), later(4, 1ms));
    static_assert(std::is_same_v<decltype(c), std::monostate>);
    co_return std::to_string(a) + b + std::to_string(d);
  };
  EXPECT_EQ(run(task()), "1two4");
}

TEST(All, GivesTheValuesOfAVector) {
  auto task = []() -> Task<int> {
    std::vector<Task<int>> tasks;
    tasks.reserve(10);
    for (int i = 0; i < 10; ++i) tasks.push_back(later(i, std::chrono::milliseconds{10 - i}));
    const std::vector<int> values = co_await all(std::move(tasks));
    int sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[i] * static_cast<int>(i);
    co_return sum;
  };
  EXPECT_EQ(run(task()), 285);
}

TEST(All, IsDoneAtOnceWithNoTasks) {
  auto task = []() -> Task<std::size_t> { co_return (co_await all(std::vector<Task<int>>{})).size(); };
  EXPECT_EQ(run(task()), 0U);
  run(all(std::vector<Task<>>{}));
}

TEST(All, RunsTasksWithoutAValue) {
  std::vector<Task<>> tasks;
  tasks.push_back(nothing());
  tasks.push_back(nothing());
  run(all(std::move(tasks)));
}

TEST(All, CancelsTheOthersAndAwaitsThemWhenOneFails) {
  std::string log;
  auto task = [](std::string& to) -> Task<> {
    try {
      co_await all(wait_until_cancelled(to), fail(1ms), wait_until_cancelled(to));
    } catch (const std::runtime_error& error) {
      to += error.what();
    }
  };
  run(task(log));
  EXPECT_EQ(log, "cancelledcancelledmember");
}

TEST(All, DoesNotBeginWhatComesAfterAFailure) {
  std::string log;
  auto task = [](std::string& to) -> Task<> { co_await all(fail_at_once(), wait_until_cancelled(to)); };
  EXPECT_THROW(run(task(log)), std::runtime_error);
  EXPECT_EQ(log, "");
}

TEST(All, RethrowsTheFirstOfSeveralFailures) {
  auto other = [](Duration pause) -> Task<int> {
    co_await sleep_for(pause);
    throw std::logic_error{"second"};
  };
  EXPECT_THROW(run(all(other(5ms), fail(1ms))), std::runtime_error);
}

TEST(All, PassesTheCallersCancellationOn) {
  Loop loop;
  Context context{loop};
  std::string log;
  struct Ignore final : Continuation {
    void on_done() override {}
  } ignore;
  auto running = all(wait_until_cancelled(log), wait_until_cancelled(log));
  running.start(context, ignore);
  context.cancel();
  loop.run_ready();
  ASSERT_TRUE(running.done());
  EXPECT_EQ(log, "cancelledcancelled");
}

TEST(All, PassesTheCallersDeadlineOn) {
  std::string log;
  auto task = [](std::string& to) -> Task<> {
    co_await with_deadline(5ms, all(wait_until_cancelled(to), wait_until_cancelled(to)));
  };
  run(task(log));
  EXPECT_EQ(log, "timeouttimeout");
}

TEST(All, DestroysItsTasksWhenDestroyed) {
  Loop loop;
  Context context{loop};
  Event never;
  auto token = std::make_shared<int>(0);
  auto hold = [](Event& event, std::shared_ptr<int> held) -> Task<int> {
    co_await event.wait();
    co_return *held;
  };
  struct Ignore final : Continuation {
    void on_done() override {}
  } ignore;
  {
    auto running = all(hold(never, token), hold(never, token));
    running.start(context, ignore);
    EXPECT_EQ(token.use_count(), 3);
  }
  EXPECT_EQ(token.use_count(), 1);
}

}  // namespace
}  // namespace tenon::async
