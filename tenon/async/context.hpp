#pragma once

#include <exception>
#include <string_view>
#include <tenon/async/detail/list.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::async {

class Loop;
class Waiter;

/// Thrown out of a wait whose context was cancelled: the work is not wanted any more. It is an order to stop
/// and not an error of the work, hence no tenon::Error: `catch (const Error&)` lets it pass.
class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

/// States that waits may last for ever, for background work only: an accept loop, a worker waiting for jobs.
struct NoDeadline {};
inline constexpr NoDeadline no_deadline{};

/// What logs and stall reports say about the request that a context belongs to. The object belongs to whoever handles
/// the request and lives as long as its context; who ends it from a callback of the loop says Loop::work_for(nullptr).
/// `route` stays valid to the end of the loop's turn, beyond that of the request.
struct RequestInfo {
  std::string_view id;        ///< X-Request-Id
  std::string_view trace_id;  ///< W3C trace context, hexadecimal
  std::string_view span_id;
  std::string_view route;  ///< the pattern, e.g. "GET /orders/{id}"
};

/// What a running task inherits from the one that awaits it: its deadline, whether it is cancelled, and the
/// request it works for. Every wait of a task registers with its context, so that
///
/// - when the deadline passes, all its waits end by throwing tenon::Timeout ("deadline_passed"),
/// - after cancel(), all its waits end by throwing Cancelled,
///
/// and so does each later wait at once, if it really has to wait: what is ready already is still given. A
/// wait in a context without a deadline lasts at most LoopOptions::default_wait. The contexts form a tree; a
/// child is cancelled with its parent and never has a later deadline.
///
/// Cleaning up that has to wait (a ROLLBACK, a graceful shutdown) after a timeout needs a context of its own, without a
/// parent:
///
///     Context cleanup{loop, loop.now() + 2s};
///     co_await connection.rollback().in(cleanup);
///
/// The timer is armed at the first wait that really suspends: a request answered without waiting never
/// touches it. Lifetime: on the loop's thread; outlives the tasks that run in it.
class Context final : public detail::ListNode<struct ContextTag>, private Timer {
 public:
  explicit Context(Loop& loop) noexcept;
  Context(Loop& loop, Time deadline) noexcept;
  Context(Loop& loop, NoDeadline) noexcept;
  explicit Context(Context& parent) noexcept;
  Context(Context& parent, Time deadline) noexcept;
  /// Frees the waits of LoopOptions::default_wait; a deadline that the parent has still holds.
  Context(Context& parent, NoDeadline) noexcept;
  ~Context();

  Loop& loop() const noexcept { return loop_; }

  /// Time::max() when there is none.
  Time deadline() const noexcept { return deadline_; }

  /// Ends all present and later waits of this context and its children with Cancelled. The waiting tasks are
  /// resumed by the loop, not from within this call.
  void cancel() noexcept;
  bool cancelled() const noexcept { return state_ == State::cancelled; }
  /// Throws what a wait would throw now, for long computations between waits.
  void check() const;

  const RequestInfo* request() const noexcept { return request_; }
  /// Children made before keep what they inherited.
  void set_request(const RequestInfo* request) noexcept { request_ = request; }

  /// Makes the context new for the next request of a connection. Nothing may run in it.
  void reset(Time deadline) noexcept;

 private:
  friend class Waiter;
  enum class State : unsigned char { open, expired, cancelled };

  bool enter(Waiter& waiter, bool patient) noexcept;
  void end(State state) noexcept;
  void on_timer() override;
  void expire_overdue_waits();

  Loop& loop_;
  Time deadline_ = Time::max();
  const RequestInfo* request_ = nullptr;
  detail::List<Waiter, struct WaiterTag> waiters_;
  detail::List<Context, ContextTag> children_;
  State state_ = State::open;
  bool waits_limited_ = true;  // by the loop's default
};

}  // namespace tenon::async
