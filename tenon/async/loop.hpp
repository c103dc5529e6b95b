#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string_view>
#include <tenon/async/detail/inbox.hpp>
#include <tenon/async/detail/list.hpp>
#include <tenon/async/detail/timer_heap.hpp>
#include <tenon/async/io_handler.hpp>
#include <tenon/async/timer.hpp>
#include <utility>

namespace tenon::async {

namespace detail {
class Poller;
class LoopItem;
struct LoopItemTag;
class LoopItems;
}  // namespace detail
class BlockingPool;
struct RequestInfo;

/// Something that the loop runs once, soon: a coroutine to be resumed, a deferred function. Unlinks itself
/// when destroyed before its turn came.
class Runnable : public detail::ListNode<struct RunnableTag> {
 protected:
  ~Runnable() = default;

 private:
  friend class Loop;
  virtual void run() = 0;
  /// Instead of run() when the loop goes.
  virtual void drop() noexcept {}
};

/// Is called once at the end of the turn for which it was registered (Loop::at_turn_end): after all events, timers and
/// resumed coroutines of the turn. That is where what a turn produced is sent, with one system call. It may make more
/// work: that is done first, then the hooks registered meanwhile are called, until nothing is left. So that none of
/// this keeps events waiting for ever, a turn runs a few thousand of either; the rest has to wait for the next turn.
class TurnHook : public detail::ListNode<struct TurnHookTag> {
 protected:
  ~TurnHook() = default;

 private:
  friend class Loop;
  virtual void on_turn_end() = 0;
};

/// Something held the loop for longer than LoopOptions::stall_limit. While it ran, nothing else did.
struct Stall {
  Duration held;
  std::string_view route;  ///< RequestInfo::route of the request it worked for; empty outside of requests
};
class StallObserver {
 public:
  virtual void on_stall(const Stall& stall) = 0;

 protected:
  ~StallObserver() = default;
};

struct LoopOptions {
  /// The longest wait of a coroutine whose context has no deadline (context.hpp).
  Duration default_wait = std::chrono::seconds{30};
  /// What runs longer is reported to `stalls`. Measured with the kernel's coarse clock, which ticks every 1 to 10 ms.
  Duration stall_limit = std::chrono::milliseconds{100};
  /// Must outlive the loop.
  StallObserver* stalls = nullptr;
  /// Time stands still but for advance(): tests.
  bool manual_time = false;
  /// Where blocking() runs. Shared by the loops of an application; made at first use when null.
  std::shared_ptr<BlockingPool> pool = nullptr;
};

/// Reaches a loop from any thread, and outlives it.
class Remote {
 public:
  /// Runs `function()` on the loop's thread, in the order of the calls of one thread. False, and `function`
  /// is destroyed on the calling thread, when the loop is gone.
  template <class Function>
  bool post(Function function) const {
    return send(*new detail::PostedFunction<Function>(std::move(function)));
  }
  /// The same without allocation, for an object of the caller. `posted` is consumed either way.
  bool send(detail::Posted& posted) const noexcept;

 private:
  friend class Loop;
  explicit Remote(std::shared_ptr<detail::Inbox> inbox) noexcept : inbox_(std::move(inbox)) {}

  std::shared_ptr<detail::Inbox> inbox_;
};

/// The event loop: one thread, many sockets, timers and coroutines. A *turn* waits for events, handles all of
/// them, fires the due timers, resumes the coroutines that became ready, and calls the end-of-turn hooks.
///
/// Threads: post(), stop() and remote() may be called from any thread; everything else belongs to the one thread that
/// runs the loop. What is registered with it (handlers, timers, hooks, contexts) may outlive it, and is then idle.
/// Tasks that wait for each other go before it: what one gives back as it is destroyed (a Permit) wakes another on the
/// loop. What a PerLoop made for it goes with it.
class Loop {
 public:
  explicit Loop(LoopOptions options = {});
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  /// The loop that runs on this thread, or null.
  static Loop* current() noexcept;

  /// Turns until stop(). A stop() that came before makes it return at once.
  void run();
  /// One turn; waits for events when there is nothing else to do and `may_wait`.
  void run_once(bool may_wait = true);
  /// Turns without waiting until nothing is ready: drives a loop by hand, in tests.
  void run_ready();
  /// Makes run() return after the present turn.
  void stop() noexcept;

  /// Watches `fd` for everything, by edges, until handler.stop_watching() or the handler's end. The descriptor must be
  /// non-blocking, and stays the caller's. Throws std::system_error.
  void add(int fd, IoHandler& handler);

  /// Calls the hook at the end of this turn. Has no effect when it is registered already.
  void at_turn_end(TurnHook& hook) noexcept {
    if (!hook.linked()) hooks_.push_back(hook);
  }
  /// Runs `work` in this turn (outside of a turn: in the next).
  void enqueue(Runnable& work) noexcept { ready_.push_back(work); }
  /// Runs `work` in the next turn, after events had their chance.
  void enqueue_next_turn(Runnable& work) noexcept { next_turn_.push_back(work); }
  /// Runs `function()` in this turn, after the present callback. For the loop's own thread.
  template <class Function>
  void defer(Function function) {
    enqueue(*new Deferred<Function>(std::move(function)));
  }
  /// Runs `function()` on the loop's thread; may be called from any thread. Many calls cost one wake-up.
  template <class Function>
  void post(Function function) {
    remote().post(std::move(function));
  }
  Remote remote() const noexcept { return Remote{inbox_}; }

  /// The time at which this turn began to handle its events: costs nothing, and is the same for all of the turn.
  Time now() const noexcept { return now_; }
  /// The time at this moment.
  Time clock() const noexcept { return options_.manual_time ? now_ : std::chrono::steady_clock::now(); }
  /// With manual_time: moves now() forward; timers that became due fire in the next turn, in order.
  void advance(Duration by) noexcept { now_ += by; }

  /// 64 KiB that connections may receive into, so that those that wait need no memory of their own. Whoever takes it
  /// has it until its callback returns; nobody may run the loop meanwhile, whose other callbacks take it, too.
  std::span<char> receive_buffer();

  const LoopOptions& options() const noexcept { return options_; }
  BlockingPool& blocking_pool();

  /// The request that the running code works for, or null: for logs.
  const RequestInfo* request() const noexcept { return request_; }
  /// From here on the loop works for `request`, which the time is held against until this is called again or the
  /// present callback returns. Tasks do this when they are started and resumed.
  void work_for(const RequestInfo* request) {
    if (request != request_) change_request(request);
  }

 private:
  friend class Timer;
  friend class IoHandler;
  friend class detail::LoopItems;

  template <class Function>
  class Deferred final : public Runnable {
   public:
    explicit Deferred(Function function) : function_(std::move(function)) {}

   private:
    void run() override {
      Function function = std::move(function_);
      delete this;
      function();
    }
    void drop() noexcept override { delete this; }
    Function function_;
  };

  bool idle() const noexcept;
  int wait_limit() const noexcept;
  void remove(IoHandler& handler) noexcept;
  void turn(bool may_wait);
  void dispatch_events();
  void fire_timers();
  void run_queues();
  void change_request(const RequestInfo* request);
  void end_callback();
  void measure();

  LoopOptions options_;
  std::unique_ptr<detail::Poller> poller_;
  std::shared_ptr<detail::Inbox> inbox_;
  detail::TimerHeap timers_;
  detail::List<Runnable, RunnableTag> ready_;
  detail::List<Runnable, RunnableTag> next_turn_;
  detail::List<TurnHook, TurnHookTag> hooks_;
  detail::List<IoHandler, IoHandlerTag> handlers_;
  detail::List<detail::LoopItem, detail::LoopItemTag> items_;  // see PerLoop
  std::unique_ptr<char[]> received_;                           // made at first use
  Time now_;
  Duration measured_{};         // up to here, on the coarse clock; zero between turns
  bool just_measured_ = false;  // in the present callback
  std::string_view route_;      // that the time since then is held against
  const RequestInfo* request_ = nullptr;
  std::atomic<bool> stopping_{false};
};

}  // namespace tenon::async
