#pragma once

#include <tenon/async/waiter.hpp>

namespace tenon::async {

/// A flag that tasks wait for. Setting it lets all of them go on; it stays set until reset().
/// For the tasks of one loop; from another thread, post() the call. Tasks may still wait when it is destroyed
/// only if they are destroyed, too.
class Event {
 public:
  bool is_set() const noexcept { return set_; }
  void set() noexcept;
  void reset() noexcept { set_ = false; }
  /// Lets those go on who wait now, and leaves the flag as it is.
  void pulse() noexcept;

  class Wait final : public Waiter {
   public:
    Wait(Event& event, bool patient) noexcept : event_(event), patient_(patient) {}
    bool await_ready() const noexcept { return event_.set_; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
      return patient_ ? suspend_patient(task, event_.waiting_) : suspend(task, event_.waiting_);
    }
    void await_resume() const { check(); }

   private:
    Event& event_;
    bool patient_;
  };
  /// `co_await event.wait()`
  Wait wait() noexcept { return {*this, false}; }
  /// The same for a wait that somebody else limits: LoopOptions::default_wait does not apply.
  Wait wait_patient() noexcept { return {*this, true}; }

 private:
  Waiter::List waiting_;
  bool set_ = false;
};

}  // namespace tenon::async
