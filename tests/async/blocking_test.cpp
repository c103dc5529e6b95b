#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <tenon/async/all.hpp>
#include <tenon/async/blocking.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <thread>
#include <vector>

namespace tenon::async {
namespace {

using namespace std::chrono_literals;

// Holds pool threads until it is opened.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void open() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void await_waiting(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

int pass_through(Gate& gate) {
  gate.pass();
  return 1;
}

TEST(Blocking, RunsOnAnotherThreadAndResumesOnItsOwn) {
  const auto own = std::this_thread::get_id();
  auto task = [](std::thread::id loop_thread) -> Task<bool> {
    const auto there = co_await blocking([] { return std::this_thread::get_id(); });
    co_return there != loop_thread&& std::this_thread::get_id() == loop_thread;
  };
  EXPECT_TRUE(run(task(own)));
}

TEST(Blocking, PassesWhatTheFunctionThrows) {
  auto task = []() -> Task<> { co_await blocking([] { throw std::runtime_error{"blocking"}; }); };
  EXPECT_THROW(run(task()), std::runtime_error);
}

TEST(Blocking, MovesArgumentsThereAndTheResultBack) {
  auto task = []() -> Task<int> {
    auto back = co_await blocking([](std::unique_ptr<int> held) { return held; }, std::make_unique<int>(3));
    co_return *back;
  };
  EXPECT_EQ(run(task()), 3);
}

TEST(Blocking, HasDestroyedItsArgumentsWhenTheWaitEnds) {
  auto look = [](const std::shared_ptr<int>& of) { return *of; };
  auto token = std::make_shared<int>(7);
  Loop loop;
  for (int round = 0; round < 200; ++round) {
    EXPECT_EQ(run(loop, blocking(look, token)), 7);
    ASSERT_EQ(token.use_count(), 1);
  }
}

TEST(Blocking, KeepsSignalsFromItsThreadsAndLeavesThemToTheCaller) {
  auto is_blocked = [](int signal) {
    sigset_t blocked;
    ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    return sigismember(&blocked, signal) == 1;
  };
  EXPECT_TRUE(run(blocking(is_blocked, SIGTERM)));
  EXPECT_FALSE(is_blocked(SIGTERM));
}

TEST(Blocking, HasAThreadEvenWhenToldToHaveNone) {
  Loop loop{{.pool = std::make_shared<BlockingPool>(BlockingOptions{.threads = 0, .queue = 4})}};
  EXPECT_EQ(run(loop, with_deadline(5s, blocking([] { return 1; }))), 1);
}

TEST(Blocking, UsesSeveralThreads) {
  Loop loop{{.pool = std::make_shared<BlockingPool>(BlockingOptions{.threads = 2, .queue = 8})}};
  Gate gate;
  std::thread opener{[&] {
    gate.await_waiting(2);
    gate.open();
  }};
  auto [a, b] = run(loop, all(blocking(pass_through, std::ref(gate)), blocking(pass_through, std::ref(gate))));
  EXPECT_EQ(a + b, 2);
  opener.join();
}

TEST(Blocking, RefusesWorkAtOnceWhenTheQueueIsFull) {
  Loop loop{{.pool = std::make_shared<BlockingPool>(BlockingOptions{.threads = 1, .queue = 1})}};
  Gate gate;
  auto task = [](Gate& of) -> Task<std::string> {
    std::vector<Task<int>> tasks;
    tasks.reserve(3);
    for (int i = 0; i < 3; ++i) tasks.push_back(blocking(pass_through, std::ref(of)));
    std::string code;
    try {
      co_await all(std::move(tasks));
    } catch (const Unavailable& error) {
      code = error.code();
    }
    of.open();
    co_return code;
  };
  EXPECT_EQ(run(loop, task(gate)), "pool_full");
}

TEST(Blocking, DropsTheResultOfAWaitThatWasCutShort) {
  auto pool = std::make_shared<BlockingPool>(BlockingOptions{.threads = 1, .queue = 4});
  Loop loop{{.pool = pool}};
  auto gate = std::make_shared<Gate>();
  auto token = std::make_shared<int>(0);
  auto pass_and_give = [](std::shared_ptr<Gate> of, std::shared_ptr<int> result) {
    of->pass();
    return result;
  };
  EXPECT_THROW(run(loop, with_deadline(5ms, blocking(pass_and_give, gate, token))), Timeout);
  gate->open();
  while (token.use_count() > 1) loop.run_once(false);
}

TEST(Blocking, LeavesWorkUndoneThatNobodyWantsBeforeItBegins) {
  auto pool = std::make_shared<BlockingPool>(BlockingOptions{.threads = 1, .queue = 4});
  Loop loop{{.pool = pool}};
  auto gate = std::make_shared<Gate>();
  auto ran = std::make_shared<std::atomic<bool>>(false);
  auto hold = [](std::shared_ptr<Gate> of) { of->pass(); };
  auto note = [](std::shared_ptr<std::atomic<bool>> flag) { *flag = true; };
  EXPECT_THROW(run(loop, with_deadline(5ms, all(blocking(hold, gate), blocking(note, ran)))), Timeout);
  gate->open();
  EXPECT_EQ(run(loop, blocking([] { return 2; })), 2);  // after both, on the one thread
  EXPECT_FALSE(*ran);
}

TEST(Blocking, EndsQueuedWorkWhenThePoolCloses) {
  auto pool = std::make_unique<BlockingPool>(BlockingOptions{.threads = 1, .queue = 4});
  Loop loop;
  Gate gate;
  struct Held final : BlockingPool::Job {
    explicit Held(Gate& of) : gate(of) {}
    void work() noexcept override { gate.pass(); }
    Gate& gate;
  };
  struct Queued final : BlockingPool::Job {
    explicit Queued(Setter<int> of) : setter(std::move(of)) {}
    void work() noexcept override { setter.set(1); }
    Setter<int> setter;
  };
  Completion<int> completion{loop};
  pool->submit(std::make_unique<Held>(gate));
  gate.await_waiting(1);
  pool->submit(std::make_unique<Queued>(completion.setter()));
  EXPECT_EQ(pool->queued(), 1U);
  std::thread opener{[&] {
    std::this_thread::sleep_for(5ms);
    gate.open();
  }};
  pool.reset();
  opener.join();
  auto receive = [](Completion<int>& from) -> Task<int> { co_return co_await from; };
  EXPECT_THROW(run(loop, receive(completion)), Unavailable);
}

TEST(Blocking, OutlivesALoopThatGoesWhileItWorks) {
  auto pool = std::make_shared<BlockingPool>(BlockingOptions{.threads = 2, .queue = 100});
  for (int round = 0; round < 30; ++round) {
    Loop loop{{.pool = pool}};
    Context context{loop};
    struct Ignore final : Continuation {
      void on_done() override {}
    } ignore;
    Task<int> task = blocking([] { return 1; });
    task.start(context, ignore);
  }
}

}  // namespace
}  // namespace tenon::async
