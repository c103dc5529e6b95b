#pragma once

#include <cassert>
#include <coroutine>
#include <exception>
#include <tenon/async/detail/promise.hpp>
#include <type_traits>
#include <utility>

namespace tenon::async {

class Context;

/// Is told that a task which it started has ended. For code that is not a coroutine: a connection that runs
/// handlers, a scope. The task may be destroyed from on_done().
class Continuation {
 public:
  virtual void on_done() = 0;

 protected:
  ~Continuation() = default;
};

/// The coroutine type: a computation that gives a T (or throws) when it is awaited.
///
///     Task<int> answer() { co_await sleep_for(1s); co_return 42; }
///     int n = co_await answer();
///
/// - Lazy: nothing runs before it is awaited (or started). It runs once; awaiting consumes it, hence
///   `co_await std::move(task)` for a named one.
/// - The awaiting task's Context (deadline, cancellation, request) is inherited at the co_await.
/// - Awaiting costs no native stack, in a recursion or a loop of any length.
/// - Destroying it, awaited or not, begun or not, is safe: locals of a suspended coroutine are destroyed, the wait it
///   was in is forgotten. Only a task that is running at this moment must not be destroyed (by itself).
/// - Frames come from a pool of the thread (tenon/base/block_pool.hpp). A task may be *created* on one thread
///   and run on another; from its start on it belongs to the loop that runs it.
///
/// A coroutine keeps copies of its parameters and references to what its reference parameters refer to: see
/// the rules in README.md.
template <class T = void>
class [[nodiscard]] Task {
  static_assert(!std::is_reference_v<T>,
                "a Task gives a value; return a pointer to give access to something that stays");

 public:
  using value_type = T;
  using promise_type = detail::Promise<T>;

  Task() noexcept = default;
  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      Task old(std::move(*this));
      frame_ = std::exchange(other.frame_, nullptr);
    }
    return *this;
  }
  ~Task() {
    if (frame_) frame_.destroy();
  }

  /// False for a default-constructed or moved-from one.
  explicit operator bool() const noexcept { return frame_ != nullptr; }
  bool done() const noexcept { return frame_.done(); }

  auto operator co_await() && noexcept {
    assert(frame_ && !frame_.done());
    return detail::TaskAwaiter<T>{frame_, nullptr};
  }
  /// The same, in a context of its own: `co_await query().in(context)`. The context must outlive the wait.
  auto in(Context& context) && noexcept {
    assert(frame_ && !frame_.done());
    return detail::TaskAwaiter<T>{frame_, &context};
  }

  /// Runs the task from code that is not a coroutine, until it ends or waits. True when it has ended already,
  /// and then `continuation` is not called. The task, the context and the continuation must outlive the run.
  bool start(Context& context, Continuation& continuation) {
    assert(frame_ && !frame_.done());
    return detail::start(frame_, frame_.promise(), context, continuation);
  }
  /// After the end: the value, or throws what the task threw. Once.
  T result() { return frame_.promise().take(); }
  /// After the end, and before result(): what the task threw, or null.
  const std::exception_ptr& failure() const noexcept { return frame_.promise().failure(); }

 private:
  friend promise_type;
  explicit Task(std::coroutine_handle<promise_type> frame) noexcept : frame_(frame) {}

  std::coroutine_handle<promise_type> frame_;
};

template <class T>
Task<T> detail::Promise<T>::get_return_object() noexcept {
  return Task<T>{std::coroutine_handle<Promise>::from_promise(*this)};
}
inline Task<void> detail::Promise<void>::get_return_object() noexcept {
  return Task<void>{std::coroutine_handle<Promise>::from_promise(*this)};
}

}  // namespace tenon::async

namespace tenon {
using async::Task;
}
