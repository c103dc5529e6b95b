#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <initializer_list>
#include <tenon/async/deadline.hpp>
#include <tenon/async/end_signals.hpp>
#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <thread>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

TEST(EndSignals, AreHandedToTheLoop) {
  Loop loop;
  EndSignals signals{loop, {SIGUSR1, SIGUSR2}};
  ::kill(::getpid(), SIGUSR2);
  EXPECT_EQ(run(loop, with_deadline(5s, signals.next())), SIGUSR2);
  ::kill(::getpid(), SIGUSR1);
  EXPECT_EQ(run(loop, with_deadline(5s, signals.next())), SIGUSR1);
}

TEST(EndSignals, AreAwaitedNoLongerThanTheDeadline) {
  Loop loop;
  EndSignals signals{loop, {SIGUSR1}};
  EXPECT_THROW(run(loop, with_deadline(2ms, signals.next())), Timeout);
}

TEST(EndSignals, AreUnblockedAfterwards) {
  Loop loop;
  {
    EndSignals signals{loop, {SIGUSR1}};
  }
  sigset_t blocked;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGUSR1), 0);
}

TEST(EndSignals, LetAProcessLiveThatHasEndedItsWorkInTime) {
  Loop loop;
  {
    EndSignals signals{loop, {SIGUSR1}, {.after_first = 50ms}};
    ::kill(::getpid(), SIGUSR1);
    EXPECT_EQ(run(loop, with_deadline(5s, signals.next())), SIGUSR1);
  }
  std::this_thread::sleep_for(100ms);
}

/// No loop runs at all.
class EndSignalsDeathTest : public ::testing::Test {
 protected:
  EndSignalsDeathTest() { ::testing::FLAGS_gtest_death_test_style = "threadsafe"; }

  /// One that is sent while it is pending already is not counted again.
  static void await_taken(int signal) {
    sigset_t pending;
    for (int i = 0; i < 10'000; ++i) {
      ::sigpending(&pending);
      if (sigismember(&pending, signal) == 0) return;
      std::this_thread::sleep_for(1ms);
    }
  }

  /// A process that does nothing but to be told to end.
  static void be_told(int times, EndLimits limits) {
    Loop loop;
    EndSignals signals{loop, {SIGTERM}, limits};
    for (int i = 0; i < times; ++i) {
      ::kill(::getpid(), SIGTERM);
      await_taken(SIGTERM);
    }
    std::this_thread::sleep_for(10s);
    ::_exit(0);
  }
};

TEST_F(EndSignalsDeathTest, TheSecondOneEndsAProcessWhoseLoopsAreStuck) {
  EXPECT_EXIT(be_told(2, {.after_second = 100ms}), ::testing::ExitedWithCode(128 + SIGTERM),
              "did not end after a second signal");
}

TEST_F(EndSignalsDeathTest, TheSecondOneLeavesTheLimitOfTheFirst) {
  const EndLimits limits{.after_first = 200ms, .after_second = 1h};
  EXPECT_EXIT(be_told(2, limits), ::testing::ExitedWithCode(128 + SIGTERM), "did not end");
}

TEST_F(EndSignalsDeathTest, TheThirdOneEndsItAtOnce) {
  EXPECT_EXIT(be_told(3, {.after_second = 1h}), ::testing::ExitedWithCode(128 + SIGTERM), "third signal");
}

TEST_F(EndSignalsDeathTest, TheFirstOneEndsItWhenTheTimeForThatIsLimited) {
  EXPECT_EXIT(be_told(1, {.after_first = 200ms}), ::testing::ExitedWithCode(128 + SIGTERM), "did not end in time");
}

}  // namespace
}  // namespace tenon::async
