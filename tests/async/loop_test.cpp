#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <tenon/async/context.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/fd.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <thread>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;

struct Pair {
  Fd ours, theirs;
  Pair() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    ours.reset(ends[0]);
    theirs.reset(ends[1]);
  }
  void peer_writes() const { EXPECT_EQ(::write(theirs.get(), "x", 1), 1); }
};

class Handler final : public IoHandler {
 public:
  explicit Handler(std::vector<Ready>& seen) : seen_(seen) {}
  std::function<void()> then;

 private:
  void on_ready(Ready ready) override {
    seen_.push_back(ready);
    if (then) then();
  }
  std::vector<Ready>& seen_;
};

bool saw(const std::vector<Ready>& seen, Ready what) { return !seen.empty() && any(seen.back() & what); }

TEST(Loop, ReportsEachEdgeOnce) {
  Loop loop;
  Pair pair;
  std::vector<Ready> seen;
  Handler handler{seen};
  loop.add(pair.ours.get(), handler);
  loop.run_once(false);
  EXPECT_TRUE(saw(seen, Ready::writable));
  EXPECT_FALSE(saw(seen, Ready::readable));
  pair.peer_writes();
  loop.run_once(false);
  EXPECT_TRUE(saw(seen, Ready::readable));
  loop.run_once(false);
  EXPECT_EQ(seen.size(), 2U);  // the byte is still there, but nothing changed
}

TEST(Loop, ReportsThePeersEndAsReadableAndClosed) {
  Loop loop;
  Pair pair;
  std::vector<Ready> seen;
  Handler handler{seen};
  loop.add(pair.ours.get(), handler);
  ::shutdown(pair.theirs.get(), SHUT_WR);
  loop.run_once(false);
  EXPECT_TRUE(saw(seen, Ready::readable));
  EXPECT_TRUE(saw(seen, Ready::closed));
}

TEST(Loop, DoesNotCallAHandlerThatStoppedWatching) {
  Loop loop;
  Pair pair;
  std::vector<Ready> seen;
  Handler handler{seen};
  loop.add(pair.ours.get(), handler);
  handler.stop_watching();
  EXPECT_FALSE(handler.watched());
  pair.peer_writes();
  loop.run_once(false);
  EXPECT_TRUE(seen.empty());
}

// Both have an event in the same batch; whichever comes first destroys both.
TEST(Loop, DoesNotCallAHandlerThatWasDestroyedInTheSameBatch) {
  Loop loop;
  std::array<Pair, 3> pairs;
  std::vector<Ready> seen;
  std::vector<std::unique_ptr<Handler>> handlers;
  for (const Pair& pair : pairs) {
    handlers.push_back(std::make_unique<Handler>(seen));
    handlers.back()->then = [&handlers] { auto all = std::move(handlers); };
    loop.add(pair.ours.get(), *handlers.back());
    pair.peer_writes();
  }
  loop.run_once(false);
  EXPECT_EQ(seen.size(), 1U);
}

TEST(Loop, KeepsTheEventsThatAnExceptionLeftOver) {
  Loop loop;
  std::array<Pair, 2> pairs;
  std::vector<Ready> seen;
  std::array<Handler, 2> handlers{Handler{seen}, Handler{seen}};
  for (std::size_t i = 0; i < 2; ++i) {
    handlers[i].then = [] { throw std::runtime_error{"handler"}; };
    loop.add(pairs[i].ours.get(), handlers[i]);
  }
  EXPECT_THROW(loop.run_once(), std::runtime_error);
  EXPECT_THROW(loop.run_once(), std::runtime_error);
  loop.run_once(false);
  EXPECT_EQ(seen.size(), 2U);
}

TEST(Loop, RefusesADescriptorThatCannotBeWatched) {
  Loop loop;
  std::vector<Ready> seen;
  Handler handler{seen};
  EXPECT_THROW(loop.add(-1, handler), std::system_error);
  EXPECT_FALSE(handler.watched());
}

TEST(Loop, LeavesItsHandlersIdleWhenItGoes) {
  Pair pair;
  std::vector<Ready> seen;
  Handler handler{seen};
  {
    Loop loop;
    loop.add(pair.ours.get(), handler);
  }
  EXPECT_FALSE(handler.watched());
}

TEST(Loop, IsKnownToTheThreadThatRunsIt) {
  Loop loop;
  EXPECT_EQ(Loop::current(), nullptr);
  loop.defer([&] { EXPECT_EQ(Loop::current(), &loop); });
  loop.run_ready();
  EXPECT_EQ(Loop::current(), nullptr);
}

TEST(Loop, ReturnsFromRunAfterStop) {
  Loop loop;
  loop.stop();
  loop.run();  // a stop that came before
  std::thread other{[&] {
    std::this_thread::sleep_for(5ms);
    loop.stop();
  }};
  loop.run();
  other.join();
}

TEST(Loop, RunsWhatIsDeferredInOrderAndDropsItWhenItGoes) {
  auto token = std::make_shared<int>(0);
  std::string order;
  {
    Loop loop;
    loop.defer([&] {
      order += 'a';
      loop.defer([&] { order += 'c'; });
    });
    loop.defer([&] { order += 'b'; });
    loop.run_once(false);
    EXPECT_EQ(order, "abc");
    loop.defer([token] { FAIL(); });
  }
  EXPECT_EQ(token.use_count(), 1);
}

TEST(Loop, RunsWhatFourThreadsPostInTheOrderOfEach) {
  constexpr int threads = 4, posts = 5000;
  Loop loop;
  std::array<int, threads> next{};
  int total = 0;
  std::vector<std::thread> posters;
  for (int t = 0; t < threads; ++t) {
    posters.emplace_back([&, t] {
      for (int i = 0; i < posts; ++i) {
        loop.post([&, t, i] {
          EXPECT_EQ(next[static_cast<std::size_t>(t)]++, i);
          if (++total == threads * posts) loop.stop();
        });
      }
    });
  }
  loop.run();
  for (std::thread& poster : posters) poster.join();
  EXPECT_EQ(total, threads * posts);
}

TEST(Loop, IsReachedByARemoteOnlyWhileItLives) {
  auto loop = std::make_unique<Loop>();
  Remote remote = loop->remote();
  auto token = std::make_shared<int>(0);
  EXPECT_TRUE(remote.post([token] { FAIL(); }));
  loop.reset();
  EXPECT_EQ(token.use_count(), 1);
  EXPECT_FALSE(remote.post([token] { FAIL(); }));
  EXPECT_EQ(token.use_count(), 1);
}

TEST(Loop, MayGoWhileOthersPost) {
  for (int round = 0; round < 50; ++round) {
    auto loop = std::make_unique<Loop>();
    std::atomic<int> dropped{0};
    struct Count {
      std::atomic<int>* drops;
      explicit Count(std::atomic<int>& count) : drops(&count) {}
      Count(Count&& other) noexcept : drops(std::exchange(other.drops, nullptr)) {}
      ~Count() {
        if (drops) ++*drops;
      }
      void operator()() const {}
    };
    std::thread poster{[&, remote = loop->remote()] {
      for (int i = 0; i < 200; ++i) remote.post(Count{dropped});
    }};
    loop->run_once(false);
    loop.reset();
    poster.join();
    EXPECT_EQ(dropped.load(), 200);
  }
}

TEST(Loop, LeavesTheRestOfThePostedForTheNextTurnWhenOneThrows) {
  Loop loop;
  int ran = 0;
  loop.post([] { throw std::runtime_error{"posted"}; });
  loop.post([&] { ++ran; });
  EXPECT_THROW(loop.run_once(), std::runtime_error);
  EXPECT_EQ(ran, 0);
  loop.run_once(false);
  EXPECT_EQ(ran, 1);
}

class Hook final : public TurnHook {
 public:
  int calls = 0;
  std::function<void()> then;

 private:
  void on_turn_end() override {
    ++calls;
    if (then) then();
  }
};

TEST(Loop, CallsAHookOnceAtTheEndOfItsTurn) {
  Loop loop;
  Hook hook;
  std::string order;
  hook.then = [&] { order += "hook"; };
  loop.defer([&] {
    loop.at_turn_end(hook);
    loop.at_turn_end(hook);
    loop.defer([&] { order += "work "; });
  });
  loop.run_once(false);
  EXPECT_EQ(order, "work hook");
  loop.run_once(false);
  EXPECT_EQ(hook.calls, 1);
}

TEST(Loop, DoesTheWorkThatAHookMakesAndThenTheHooksOfThatWork) {
  Loop loop;
  Hook hook;
  std::string order;
  hook.then = [&] {
    order += 'h';
    if (hook.calls == 1) {
      loop.defer([&] {
        order += 'w';
        loop.at_turn_end(hook);
      });
    }
  };
  loop.at_turn_end(hook);
  loop.run_once(false);
  EXPECT_EQ(order, "hwh");
}

TEST(Loop, LetsEventsThroughWhileAHookRegistersItselfAgain) {
  Loop loop;
  Hook hook;
  hook.then = [&] { loop.at_turn_end(hook); };
  loop.at_turn_end(hook);
  loop.run_once(false);
  EXPECT_GT(hook.calls, 1);
  bool posted = false;
  loop.post([&] { posted = true; });
  loop.run_once();  // does not wait: there is a hook to call
  EXPECT_TRUE(posted);
}

TEST(Loop, CallsEveryHookOfATurnThoughThereAreMany) {
  Loop loop;
  std::vector<std::unique_ptr<Hook>> hooks;
  for (int i = 0; i < 10'000; ++i) {
    hooks.push_back(std::make_unique<Hook>());
    loop.at_turn_end(*hooks.back());
  }
  loop.run_ready();
  for (const auto& hook : hooks) ASSERT_EQ(hook->calls, 1);
}

TEST(Loop, ForgetsAHookThatWasDestroyed) {
  Loop loop;
  auto hook = std::make_unique<Hook>();
  loop.at_turn_end(*hook);
  hook.reset();
  loop.run_once(false);
}

TEST(Loop, LetsEventsThroughWhileTasksWakeEachOther) {
  Loop loop;
  Scope scope{loop};
  Event ping, pong;
  auto play = [](Event& mine, Event& other) -> Task<> {
    for (;;) {
      co_await mine.wait();
      mine.reset();
      other.set();
    }
  };
  scope.spawn(play(ping, pong));
  scope.spawn(play(pong, ping));
  ping.set();
  bool posted = false;
  loop.post([&] { posted = true; });
  for (int i = 0; i < 3 && !posted; ++i) loop.run_once(false);
  EXPECT_TRUE(posted);
}

TEST(Loop, LetsEverythingElseRunWhenATaskYields) {
  Loop loop;
  std::string order;
  auto task = [](std::string& to) -> Task<> {
    to += "1";
    co_await yield();
    to += "3";
  };
  Scope scope{loop};
  scope.spawn(task(order));
  loop.defer([&] { order += "2"; });
  loop.run_once(false);
  EXPECT_EQ(order, "12");
  loop.run_once(false);
  EXPECT_EQ(order, "123");
}

TEST(Loop, KeepsTimeStillDuringATurn) {
  Loop loop;
  loop.run_once(false);
  const Time before = loop.now();
  std::this_thread::sleep_for(2ms);
  EXPECT_EQ(loop.now(), before);
  EXPECT_GT(loop.clock(), before);
  loop.run_once(false);
  EXPECT_GT(loop.now(), before);
}

TEST(Loop, WaitsForItsNextTimer) {
  const Time before = std::chrono::steady_clock::now();
  run(([]() -> Task<> { co_await sleep_for(20ms); })());
  const auto took = std::chrono::steady_clock::now() - before;
  EXPECT_GE(took, 20ms);
  EXPECT_LT(took, 1s);
}

class Stalls final : public StallObserver {
 public:
  std::vector<std::string> routes;
  void on_stall(const Stall& stall) override {
    EXPECT_GT(stall.held, 20ms);
    routes.emplace_back(stall.route);
  }
};

void block(Duration duration) {
  const Time end = std::chrono::steady_clock::now() + duration;
  while (std::chrono::steady_clock::now() < end) {
  }
}

TEST(Loop, ReportsWhoHeldIt) {
  Stalls stalls;
  Loop loop{{.stall_limit = 20ms, .stalls = &stalls}};
  RequestInfo slow{.id = {}, .trace_id = {}, .span_id = {}, .route = "GET /slow"};
  RequestInfo quick{.id = {}, .trace_id = {}, .span_id = {}, .route = "GET /quick"};
  Context slow_context{loop}, quick_context{loop};
  slow_context.set_request(&slow);
  quick_context.set_request(&quick);
  auto task = [](Duration before, Duration after) -> Task<> {
    co_await yield();
    block(before);
    co_await yield();
    block(after);
  };
  run(loop, slow_context, task(50ms, 0ms));
  run(loop, quick_context, task(0ms, 0ms));
  EXPECT_THAT(stalls.routes, Contains("GET /slow"));
  stalls.routes.clear();
  run(loop, quick_context, task(0ms, 0ms));
  run(loop, slow_context, task(0ms, 50ms));
  EXPECT_THAT(stalls.routes, Contains("GET /slow"));
  stalls.routes.clear();
  loop.defer([] { block(50ms); });
  loop.run_once(false);
  EXPECT_THAT(stalls.routes, Contains(""));
}

}  // namespace
}  // namespace tenon::async
