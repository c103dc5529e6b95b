#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include <tenon/async/all.hpp>
#include <tenon/async/blocking.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>

using namespace tenon;
using namespace std::chrono_literals;

namespace {

// [task]
Task<std::string> fetch(std::string what) {
  co_await async::sleep_for(20ms);  // other tasks of the loop run meanwhile
  co_return "the " + what;
}

Task<std::string> fetch_both() {
  auto [first, second] = co_await async::all(fetch("book"), fetch("cover"));  // at the same time
  co_return first + " and " + second;
}
// [task]

TEST(AsyncGuide, RunsTasksAtTheSameTime) { EXPECT_EQ(async::run(fetch_both()), "the book and the cover"); }

// [deadline]
Task<std::string> fetch_or_give_up() {
  try {
    co_return co_await async::with_deadline(1ms, fetch("book"));
  } catch (const Timeout& error) {
    co_return error.code();  // "deadline_passed"
  }
}
// [deadline]

TEST(AsyncGuide, EndsAWaitAtItsDeadline) { EXPECT_EQ(async::run(fetch_or_give_up()), "deadline_passed"); }

// [scope]
Task<> count_up(int& count) {
  for (;;) {
    co_await async::sleep_for(1ms);  // cancel() ends it here, with async::Cancelled
    ++count;
  }
}

Task<int> count_a_while() {
  int count = 0;  // outlives the tasks: join() is awaited below
  async::Scope scope{co_await async::current_context(), async::no_deadline};
  scope.spawn(count_up(count));
  co_await async::sleep_for(20ms);
  scope.cancel();
  co_await scope.join();
  co_return count;
}
// [scope]

TEST(AsyncGuide, OwnsBackgroundWorkByAScope) { EXPECT_GT(async::run(count_a_while()), 0); }

// [blocking]
std::size_t slow_hash(std::string text) {  // holds its thread: never call it on a loop
  std::this_thread::sleep_for(5ms);
  return text.size();
}

Task<std::size_t> hash_of(std::string text) {
  co_return co_await async::blocking(slow_hash, std::move(text));  // by value: the thread owns what it uses
}
// [blocking]

TEST(AsyncGuide, SendsBlockingWorkToThreads) { EXPECT_EQ(async::run(hash_of("abc")), 3U); }

// [named]
struct Search {
  std::string text;
  std::optional<std::string> author;
};

Task<std::string> find(Search search) { co_return search.text + (search.author ? " by " + *search.author : ""); }

Task<std::string> find_emma() {
  Task<std::string> found = find({.text = "Emma", .author = "Austen"});  // lazy: nothing runs yet
  co_return co_await std::move(found);
}
// [named]

TEST(AsyncGuide, NamesATaskWhoseArgumentIsAnAggregate) { EXPECT_EQ(async::run(find_emma()), "Emma by Austen"); }

}  // namespace
