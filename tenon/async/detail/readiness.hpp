#pragma once

#include <coroutine>
#include <cstdint>

#include <tenon/async/waiter.hpp>

namespace tenon::async::detail {

/// Whether an operation is worth trying, and the tasks that wait until it is:
///
///     while (!try_it()) {
///       readiness.clear();
///       co_await readiness.wait();
///     }
class Readiness {
 public:
  /// limited: LoopOptions::default_wait applies where the context has no deadline; patient: waiting is what the
  /// operation is for (Waiter::suspend_patient).
  enum class Limit : std::uint8_t { limited, patient };
  explicit Readiness(Limit limit) noexcept : limit_(limit) {}

  bool ready() const noexcept { return ready_; }
  void set() noexcept {
    ready_ = true;
    while (!waiting_.empty()) waiting_.front().complete();
  }
  void clear() noexcept { ready_ = false; }

  class Wait final : public Waiter {
   public:
    explicit Wait(Readiness& readiness) noexcept : readiness_(readiness) {}
    bool await_ready() const noexcept { return readiness_.ready_; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
      return readiness_.limit_ == Limit::patient ? suspend_patient(task, readiness_.waiting_)
                                                 : suspend(task, readiness_.waiting_);
    }
    void await_resume() const { check(); }

   private:
    Readiness& readiness_;
  };
  Wait wait() noexcept { return Wait{*this}; }

 private:
  Waiter::List waiting_;
  bool ready_ = true;
  Limit limit_;
};

}  // namespace tenon::async::detail
