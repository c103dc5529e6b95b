#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/sync.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

class SyncTest : public ::testing::Test {
 protected:
  void turn() { loop.run_ready(); }

  Loop loop{{.manual_time = true}};
  std::string log;
};

class EventTest : public SyncTest {};
class SemaphoreTest : public SyncTest {};
class MutexTest : public SyncTest {};
class ChannelTest : public SyncTest {};

Task<> note_after(Event& event, std::string& log, std::string name) {
  co_await event.wait();
  log += name;
}

TEST_F(EventTest, LetsAllGoOnWhenSet) {
  Event event;
  Scope scope{loop};
  scope.spawn(note_after(event, log, "a"));
  scope.spawn(note_after(event, log, "b"));
  turn();
  EXPECT_EQ(log, "");
  event.set();
  scope.spawn(note_after(event, log, "c"));
  turn();
  EXPECT_EQ(log, "abc");
}

TEST_F(EventTest, HoldsAgainAfterReset) {
  Event event;
  event.set();
  event.reset();
  Scope scope{loop};
  scope.spawn(note_after(event, log, "a"));
  turn();
  EXPECT_EQ(log, "");
}

TEST_F(EventTest, PulsesOnlyThoseWhoWait) {
  Event event;
  Scope scope{loop};
  scope.spawn(note_after(event, log, "a"));
  turn();
  event.pulse();
  scope.spawn(note_after(event, log, "b"));
  turn();
  EXPECT_EQ(log, "a");
}

Task<> use(Semaphore& semaphore, std::string& log, std::string name, Event& release) {
  Permit permit = co_await semaphore.acquire();
  log += name;
  co_await release.wait();
}

TEST_F(SemaphoreTest, LetsSoManyIn) {
  Semaphore semaphore{2};
  Event release;
  Scope scope{loop};
  for (const char* name : {"a", "b", "c", "d"}) scope.spawn(use(semaphore, log, name, release));
  turn();
  EXPECT_EQ(log, "ab");
  EXPECT_EQ(semaphore.free(), 0U);
  release.set();
  turn();
  EXPECT_EQ(log, "abcd");
  EXPECT_EQ(semaphore.free(), 2U);
}

TEST_F(SemaphoreTest, ServesInTheOrderOfAsking) {
  Semaphore semaphore{1};
  Permit held = semaphore.try_acquire();
  ASSERT_TRUE(held);
  EXPECT_FALSE(semaphore.try_acquire());
  Event release;
  release.set();
  Scope scope{loop};
  scope.spawn(use(semaphore, log, "a", release));
  scope.spawn(use(semaphore, log, "b", release));
  turn();
  held.release();
  EXPECT_FALSE(semaphore.try_acquire());  // it is a's already
  turn();
  EXPECT_EQ(log, "ab");
}

TEST_F(SemaphoreTest, SkipsThoseWhoWereCancelled) {
  Semaphore semaphore{1};
  Permit held = semaphore.try_acquire();
  Event release;
  release.set();
  Scope cancelled{loop}, scope{loop};
  cancelled.spawn(use(semaphore, log, "a", release));
  scope.spawn(use(semaphore, log, "b", release));
  turn();
  cancelled.cancel();
  held.release();
  turn();
  EXPECT_EQ(log, "b");
  EXPECT_EQ(semaphore.free(), 1U);
}

TEST_F(SemaphoreTest, TakesBackAPermitGivenToATaskThatWasDestroyed) {
  Semaphore semaphore{1};
  Permit held = semaphore.try_acquire();
  Event release;
  release.set();
  Scope scope{loop};
  auto destroyed = std::make_unique<Scope>(loop);
  destroyed->spawn(use(semaphore, log, "a", release));
  turn();
  scope.spawn(use(semaphore, log, "b", release));
  turn();
  held.release();     // to a, which has not run yet
  destroyed.reset();  // and never will
  turn();
  EXPECT_EQ(log, "b");
  EXPECT_EQ(semaphore.free(), 1U);
}

TEST_F(MutexTest, LetsOneInAtATime) {
  Mutex mutex;
  int inside = 0, most = 0;
  auto work = [](Mutex& of, int& count, int& max) -> Task<> {
    auto lock = co_await of.lock();
    max = std::max(max, ++count);
    co_await yield();
    --count;
  };
  Scope scope{loop};
  for (int i = 0; i < 5; ++i) scope.spawn(work(mutex, inside, most));
  turn();
  EXPECT_TRUE(scope.empty());
  EXPECT_EQ(most, 1);
  EXPECT_FALSE(mutex.locked());
}

TEST_F(MutexTest, CanBeTried) {
  Mutex mutex;
  {
    auto lock = mutex.try_lock();
    EXPECT_TRUE(lock);
    EXPECT_TRUE(mutex.locked());
    EXPECT_FALSE(mutex.try_lock());
  }
  EXPECT_TRUE(mutex.try_lock());
}

Task<> send_all(Channel<int>& channel, int from, int to) {
  for (int i = from; i < to; ++i) co_await channel.send(i);
}
Task<> receive_all(Channel<int>& channel, std::string& log) {
  while (auto value = co_await channel.receive()) log += std::to_string(*value);
  log += '.';
}

TEST_F(ChannelTest, PassesValuesInOrder) {
  Channel<int> channel{3};
  Scope scope{loop};
  scope.spawn(send_all(channel, 0, 10));
  scope.spawn(receive_all(channel, log));
  turn();
  EXPECT_EQ(log, "0123456789");
  channel.close();
  turn();
  EXPECT_EQ(log, "0123456789.");
}

TEST_F(ChannelTest, HoldsASenderThatIsAhead) {
  Channel<int> channel{2};
  Scope scope{loop};
  scope.spawn(send_all(channel, 0, 5));
  turn();
  EXPECT_EQ(channel.size(), 2U);
  EXPECT_EQ(channel.try_receive(), 0);
  turn();
  EXPECT_EQ(channel.size(), 2U);
  int seven = 7;
  EXPECT_FALSE(channel.try_send(std::move(seven)));
}

TEST_F(ChannelTest, GivesWhatIsLeftAfterClosing) {
  Channel<int> channel{4};
  Scope scope{loop};
  scope.spawn(send_all(channel, 0, 3));
  turn();
  channel.close();
  scope.spawn(receive_all(channel, log));
  turn();
  EXPECT_EQ(log, "012.");
}

TEST_F(ChannelTest, TellsASenderThatItWasClosed) {
  Channel<int> channel{1};
  bool sent = true;
  auto send = [](Channel<int>& to, bool& result) -> Task<> {
    co_await to.send(1);
    result = co_await to.send(2);
  };
  Scope scope{loop};
  scope.spawn(send(channel, sent));
  turn();
  channel.close();
  turn();
  EXPECT_FALSE(sent);
}

TEST_F(ChannelTest, PassesOnTheTurnOfAReceiverThatWasDestroyed) {
  Channel<int> channel{1};
  std::string lost;
  auto destroyed = std::make_unique<Scope>(loop);
  destroyed->spawn(receive_all(channel, lost));
  turn();
  Scope scope{loop};
  scope.spawn(receive_all(channel, log));
  turn();
  EXPECT_TRUE(channel.try_send(5));  // wakes the first
  destroyed.reset();
  turn();
  EXPECT_EQ(log, "5");
  EXPECT_EQ(lost, "");
}

TEST_F(ChannelTest, PassesOnTheTurnOfASenderThatWasDestroyed) {
  Channel<int> channel{1};
  Scope scope{loop};
  auto destroyed = std::make_unique<Scope>(loop);
  EXPECT_TRUE(channel.try_send(0));
  destroyed->spawn(send_all(channel, 1, 2));
  turn();
  scope.spawn(send_all(channel, 2, 3));
  turn();
  EXPECT_EQ(channel.try_receive(), 0);  // makes room for the first sender
  destroyed.reset();
  turn();
  EXPECT_EQ(channel.try_receive(), 2);
}

TEST_F(ChannelTest, GivesEachValueToOneOfSeveralReceivers) {
  Channel<int> channel{2};
  Scope scope{loop};
  for (int i = 0; i < 3; ++i) scope.spawn(receive_all(channel, log));
  scope.spawn(send_all(channel, 0, 9));
  turn();
  channel.close();
  turn();
  std::sort(log.begin(), log.end());
  EXPECT_EQ(log, "...012345678");
}

TEST_F(ChannelTest, EndsAReceiveByTheDeadline) {
  Channel<int> channel{1};
  Context context{loop, loop.now() + 1s};
  Scope scope{context};
  auto receive = [](Channel<int>& from, std::string& to) -> Task<> {
    try {
      co_await from.receive();
    } catch (const Timeout&) {
      to += "timeout";
    }
  };
  scope.spawn(receive(channel, log));
  turn();
  loop.advance(1s);
  turn();
  EXPECT_EQ(log, "timeout");
}

}  // namespace
}  // namespace tenon::async
