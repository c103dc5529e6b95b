#include <gtest/gtest.h>
#include <tenon/async/run.hpp>
#include <tenon/async/sleep.hpp>

using namespace tenon;
using namespace tenon::async;
using namespace std::chrono_literals;
namespace {
Task<int> answer() {
  co_await sleep_for(10ms);
  co_return 42;
}
}  // namespace
TEST(Task, GivesTheValueItReturns) { EXPECT_EQ(run(answer()), 42); }
