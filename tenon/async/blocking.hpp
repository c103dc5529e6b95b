#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <tenon/async/closure.hpp>
#include <tenon/async/completion.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/task.hpp>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tenon::async {

struct BlockingOptions {
  std::size_t threads = 4;   ///< at most; at least 1
  std::size_t queue = 1024;  ///< jobs that wait for a thread
};

/// The threads on which work that blocks is done. Threads are started as they are needed. Lifetime: its destructor
/// waits for the running jobs; those still queued are dropped, and their waits end with Unavailable ("abandoned").
class BlockingPool {
 public:
  /// One piece of work. The pool owns it, and destroys it after work() or without.
  class Job {
   public:
    virtual ~Job() = default;
    virtual void work() noexcept = 0;

   private:
    friend class BlockingPool;
    Job* next_ = nullptr;
  };

  explicit BlockingPool(BlockingOptions options = {});
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;
  ~BlockingPool();

  /// Thread-safe. Throws Unavailable ("pool_full") when the queue is full.
  void submit(std::unique_ptr<Job> job);
  std::size_t queued() const noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

namespace detail {

template <class Result, class Function, class... Arguments>
class BlockingCall final : public BlockingPool::Job {
 public:
  BlockingCall(Setter<Result> setter, Function function, Arguments... arguments)
      : setter_(std::move(setter)), function_(std::move(function)), arguments_(std::move(arguments)...) {}

  void work() noexcept override {
    if (!setter_.wanted()) return;
    try {
      if constexpr (std::is_void_v<Result>) {
        call();
        setter_.set();
      } else {
        setter_.set(call());
      }
    } catch (...) {
      setter_.fail(std::current_exception());
    }
  }

 private:
  Result call() {
    // They are gone before the wait ends, so that nothing of the caller is left on this thread.
    Function function = std::move(function_);
    std::tuple<Arguments...> arguments = std::move(arguments_);
    return std::apply(function, std::move(arguments));
  }

  Setter<Result> setter_;
  Function function_;
  std::tuple<Arguments...> arguments_;
};

}  // namespace detail

/// Runs `function(arguments...)` on the loop's blocking pool and gives what it returns or throws. The arguments are
/// moved to the thread, like those of a std::thread, and are destroyed there before the wait ends.
///
///     auto hash = co_await blocking(argon2, password);
///
/// Throws Unavailable ("pool_full") when the queue is full: at once, rather than waiting for ever longer. A wait that
/// is cut short (deadline, cancellation, destruction) does not stop the thread: a function that runs already runs to
/// its end, and its result is dropped. Hence the function must own what it uses: give it values, never references to
/// locals.
template <class Function, class... Arguments>
Task<std::invoke_result_t<Function&, Arguments...>> blocking(Function function, Arguments... arguments) {
  static_assert(
      survives_await<Function>(),
      "g++ before 13 destroys twice what this lambda captured: pass it as an argument instead, or use clang 19");
  using Result = std::invoke_result_t<Function&, Arguments...>;
  Context& context = co_await current_context();
  Completion<Result> completion{context.loop()};
  context.loop().blocking_pool().submit(std::make_unique<detail::BlockingCall<Result, Function, Arguments...>>(
      completion.setter(), std::move(function), std::move(arguments)...));
  co_return co_await completion;
}

}  // namespace tenon::async
