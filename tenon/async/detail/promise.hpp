#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <tenon/async/detail/transfer.hpp>
#include <tenon/base/block_pool.hpp>
#include <type_traits>
#include <utility>

namespace tenon::async {

class Context;
class Continuation;
template <class T>
class Task;

namespace detail {

[[noreturn]] void end_with_misplaced_frame() noexcept;

/// What the promises of all tasks have in common.
class PromiseBase {
 public:
  static void* operator new(std::size_t size) { return tenon::allocate_block(size); }
  static void operator delete(void* frame, std::size_t size) noexcept { tenon::free_block(frame, size); }

  /// Never null while the task runs.
  Context* context() const noexcept { return context_; }

  auto initial_suspend() const noexcept { return Begin{this}; }
  auto final_suspend() const noexcept { return HandOver{}; }
  void unhandled_exception() noexcept { failure_ = std::current_exception(); }
  const std::exception_ptr& failure() const noexcept { return failure_; }

  void run_for(std::coroutine_handle<> awaiting, Context* context) noexcept {
    awaiting_ = awaiting;
    context_ = context;
  }
  void run_for(Continuation* continuation, Context* context) noexcept {
    continuation_ = continuation;
    context_ = context;
  }

 protected:
  void rethrow() {
    if (failure_) [[unlikely]]
      std::rethrow_exception(std::exchange(failure_, nullptr));
  }

 private:
  /// Suspends, and sees whether the frame is where the handle says: g++ 12 lays it out wrongly for some coroutines
  /// (README.md, rule 7), and what would follow is a crash at best.
  struct Begin {
    const PromiseBase* promise;
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> begun) const noexcept {
      if (&static_cast<const PromiseBase&>(begun.promise()) != promise) [[unlikely]]
        end_with_misplaced_frame();
    }
    void await_resume() const noexcept {}
  };
  struct HandOver {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      const PromiseBase& promise = ended.promise();
      transfer.next = promise.awaiting_;
      transfer.ended = promise.continuation_;
    }
    void await_resume() const noexcept {}
  };

  std::coroutine_handle<> awaiting_;
  Continuation* continuation_ = nullptr;
  Context* context_ = nullptr;
  std::exception_ptr failure_;
};

template <class T>
class Promise final : public PromiseBase {
 public:
  Task<T> get_return_object() noexcept;
  template <class Value = T>
    requires std::is_convertible_v<Value&&, T>
  void return_value(Value&& value) {
    value_.emplace(std::forward<Value>(value));
  }
  T take() {
    rethrow();
    return std::move(*value_);
  }

 private:
  std::optional<T> value_;
};

template <>
class Promise<void> final : public PromiseBase {
 public:
  Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() { rethrow(); }
};

template <class T>
struct TaskAwaiter {
  std::coroutine_handle<Promise<T>> task;
  Context* context;

  bool await_ready() const noexcept { return false; }
  template <class Awaiting>
  void await_suspend(std::coroutine_handle<Awaiting> awaiting) noexcept {
    task.promise().run_for(awaiting, context ? context : awaiting.promise().context());
    transfer.next = task;
  }
  T await_resume() { return task.promise().take(); }
};

bool start(std::coroutine_handle<> task, PromiseBase& promise, Context& context, Continuation& continuation);

}  // namespace detail
}  // namespace tenon::async
