#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/signals.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

TEST(Signals, AreAwaited) {
  Loop loop;
  SignalSet signals{loop, {SIGUSR1, SIGUSR2}};
  int got = 0;
  auto take = [](SignalSet& from, int& to) -> Task<> { to = co_await from.next(); };
  Scope scope{loop};
  scope.spawn(take(signals, got));
  loop.run_ready();
  ::kill(::getpid(), SIGUSR2);
  while (got == 0) loop.run_once();
  EXPECT_EQ(got, SIGUSR2);
}

TEST(Signals, ThatCameBeforeAreGivenAtOnce) {
  Loop loop;
  SignalSet signals{loop, {SIGUSR1, SIGUSR2}};
  ::kill(::getpid(), SIGUSR1);
  ::kill(::getpid(), SIGUSR2);
  EXPECT_EQ(run(loop, signals.next()) + run(loop, signals.next()), SIGUSR1 + SIGUSR2);
}

TEST(Signals, AreAwaitedNoLongerThanTheDeadline) {
  Loop loop;
  SignalSet signals{loop, {SIGUSR1}};
  EXPECT_THROW(run(loop, with_deadline(2ms, signals.next())), Timeout);
}

TEST(Signals, AreUnblockedAfterwards) {
  Loop loop;
  {
    SignalSet signals{loop, {SIGUSR1}};
  }
  sigset_t blocked;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGUSR1), 0);
}

TEST(Signals, PipesBreakWithoutEndingTheProcess) {
  ignore_sigpipe();
  std::array<int, 2> ends;
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  EXPECT_EQ(::write(ends[1], "x", 1), -1);
  EXPECT_EQ(errno, EPIPE);
  ::close(ends[1]);
}

}  // namespace
}  // namespace tenon::async
