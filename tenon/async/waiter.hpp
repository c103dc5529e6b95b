#pragma once

#include <coroutine>
#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>

namespace tenon::async {

/// The base of everything that a task can wait for: it suspends the coroutine, and resumes it when the source
/// of the event calls complete(), when the deadline passes, or when the context is cancelled, whichever is
/// first. To write an awaitable, derive from it:
///
///     class Arrival : public Waiter {
///      public:
///       bool await_ready() { return dock.loaded(); }
///       template <class P> bool await_suspend(std::coroutine_handle<P> task) {
///         return suspend(task, dock.waiting);          // a Waiter::List
///       }
///       Ship await_resume() { check(); return dock.take(); }
///     };
///
/// While it waits it stands in the list of its source, which takes it out and calls complete(). A wait that
/// ends in another way, or whose frame is destroyed, leaves that list by itself: a source needs no word for
/// "no longer wanted". The coroutine is resumed by the loop in the same turn, never from within complete().
///
/// Do not call handle.resume() on a task of Tenon: only the loop may (detail/transfer.hpp).
class Waiter : public Runnable, public detail::ListNode<WaiterTag> {
 public:
  using List = detail::List<Waiter, RunnableTag>;

  /// The event came. Has no effect on a wait that has ended already.
  void complete() noexcept { finish(Outcome::ready); }
  /// True from complete() until the coroutine runs: what was given to it and is lost if its frame is destroyed now.
  bool completed() const noexcept { return outcome_ == Outcome::ready; }

 protected:
  Waiter() = default;
  ~Waiter() = default;

  /// For await_suspend: true when the task waits now, in `source`. False when its context is over already.
  template <class Promise>
  bool suspend(std::coroutine_handle<Promise> task, List& source) noexcept {
    if (!begin(task, *task.promise().context(), false)) return false;
    source.push_back(*this);
    return true;
  }
  /// The same for a wait without a list.
  template <class Promise>
  bool suspend(std::coroutine_handle<Promise> task) noexcept {
    return begin(task, *task.promise().context(), false);
  }
  /// The same for a wait to which LoopOptions::default_wait does not apply: it ends by itself (a sleep), or waiting is
  /// what it is for (a connection, a signal).
  template <class Promise>
  bool suspend_patient(std::coroutine_handle<Promise> task) noexcept {
    return begin(task, *task.promise().context(), true);
  }
  template <class Promise>
  bool suspend_patient(std::coroutine_handle<Promise> task, List& source) noexcept {
    if (!begin(task, *task.promise().context(), true)) return false;
    source.push_back(*this);
    return true;
  }
  /// Waits for the next turn of the loop.
  template <class Promise>
  bool suspend_to_next_turn(std::coroutine_handle<Promise> task) noexcept {
    if (!begin(task, *task.promise().context(), true)) return false;
    task.promise().context()->loop().enqueue_next_turn(*this);
    return true;
  }
  /// For a wait that neither deadline nor cancellation ends, because what is awaited uses the waiter's frame;
  /// whoever uses it sees to it that the wait ends soon (all, Scope::join).
  template <class Promise>
  void suspend_uninterruptible(std::coroutine_handle<Promise> task) noexcept {
    begin_uninterruptible(task, *task.promise().context());
  }
  /// For await_resume: throws Timeout or Cancelled if that is how the wait ended.
  void check() const {
    if (outcome_ > Outcome::ready) throw_outcome();
  }

 private:
  friend class Context;
  enum class Outcome : unsigned char { none, ready, timeout, cancelled };

  bool begin(std::coroutine_handle<> task, Context& context, bool patient) noexcept;
  void begin_uninterruptible(std::coroutine_handle<> task, Context& context) noexcept;
  void finish(Outcome outcome) noexcept;
  [[noreturn]] void throw_outcome() const;
  void run() override;

  std::coroutine_handle<> task_;
  Context* context_ = nullptr;
  Time since_ = Time::max();  // set when LoopOptions::default_wait applies
  Outcome outcome_ = Outcome::none;
};

}  // namespace tenon::async
