#pragma once

#include <optional>
#include <tenon/async/task.hpp>
#include <tenon/async/waiter.hpp>

namespace tenon::async {

namespace detail {

class Sleep final : public Waiter {
 public:
  Sleep(Time at, Duration after) noexcept : at_(at), after_(after) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
    if (!suspend_patient(task)) return false;
    Loop& loop = task.promise().context()->loop();
    alarm_.emplace(loop, *this);
    alarm_->arm(at_ == Time::max() ? loop.clock() + after_ : at_);
    return true;
  }
  void await_resume() const { check(); }

 private:
  class Alarm final : public Timer {
   public:
    Alarm(Loop& loop, Waiter& sleeper) noexcept : Timer(loop), sleeper_(sleeper) {}

   private:
    void on_timer() override { sleeper_.complete(); }
    Waiter& sleeper_;
  };

  Time at_;
  Duration after_;
  std::optional<Alarm> alarm_;
};

class Yield final : public Waiter {
 public:
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
    return suspend_to_next_turn(task);
  }
  void await_resume() const { check(); }
};

class CurrentContext {
 public:
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
    context_ = task.promise().context();
    return false;
  }
  Context& await_resume() const noexcept { return *context_; }

 private:
  Context* context_ = nullptr;
};

}  // namespace detail

/// `co_await sleep_for(2s)`: waits at least so long. The context's deadline still ends it; the default of a
/// wait without a deadline does not apply.
inline detail::Sleep sleep_for(Duration duration) noexcept { return {Time::max(), duration}; }
/// `co_await sleep_until(loop.now() + 2s)`.
inline detail::Sleep sleep_until(Time time) noexcept { return {time, Duration::zero()}; }

/// `co_await yield()`: lets everything else that is ready run, events included, and goes on in the next turn.
/// For long computations that stay on the loop.
inline detail::Yield yield() noexcept { return {}; }

/// `Context& context = co_await current_context();`: the one that this task runs in. Never suspends.
inline detail::CurrentContext current_context() noexcept { return {}; }

}  // namespace tenon::async
