#pragma once

#include <cstddef>
#include <exception>
#include <tenon/async/context.hpp>
#include <tenon/async/detail/list.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/waiter.hpp>

namespace tenon::async {

/// Is given the exceptions of a scope's tasks (but Cancelled), one by one.
class FailureHandler {
 public:
  virtual void on_failure(std::exception_ptr failure) noexcept = 0;

 protected:
  ~FailureHandler() = default;
};

/// Owns background tasks. Nothing in Tenon runs without an owner; this is the one for what runs beside its caller.
///
///     Scope scope{loop, no_deadline};
///     scope.spawn(accept_connections(listener));
///     …
///     scope.cancel();
///     co_await scope.join();
///
/// Without a FailureHandler the tasks fail as a unit: the first exception cancels the others, and
/// join() rethrows it. With one, a failure is reported to it and the others go on. A task that ends by
/// Cancelled has not failed.
///
/// Lifetime: join before destroying. A scope destroyed with tasks in it destroys them where they wait: their
/// locals are destroyed, nothing after the co_await runs. It must not be destroyed by one of its own tasks.
class Scope {
 public:
  explicit Scope(Loop& loop, FailureHandler* failures = nullptr);
  Scope(Loop& loop, NoDeadline, FailureHandler* failures = nullptr);
  /// Its tasks are cancelled with the parent and share its deadline.
  explicit Scope(Context& parent, FailureHandler* failures = nullptr);
  Scope(Context& parent, NoDeadline, FailureHandler* failures = nullptr);
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope();

  /// Takes the task over; it begins in this turn of the loop, after the present callback. After cancel() it
  /// still begins, and its first wait throws Cancelled.
  void spawn(Task<> task);

  void cancel() noexcept { context_.cancel(); }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  Context& context() noexcept { return context_; }

  /// Waits until all tasks have ended, those spawned meanwhile included; then rethrows the first failure.
  /// When the waiting task is itself cancelled or out of time, cancels the scope, waits for its tasks all the
  /// same, and throws Cancelled or Timeout.
  Task<> join();

 private:
  class Spawned;
  class Emptied;
  void ended(Spawned& task, std::exception_ptr failure) noexcept;

  Context context_;
  FailureHandler* failures_;
  detail::List<Spawned, struct SpawnedTag> tasks_;
  Waiter::List joining_;
  std::exception_ptr first_failure_;
  std::size_t size_ = 0;
};

}  // namespace tenon::async
