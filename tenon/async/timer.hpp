#pragma once

#include <chrono>
#include <cstdint>

namespace tenon::async {

class Loop;
namespace detail {
class TimerHeap;
}

/// A point of the monotonic clock. Only differences mean something; the wall clock is tenon::Instant.
using Time = std::chrono::steady_clock::time_point;
using Duration = std::chrono::nanoseconds;

/// Calls on_timer() once, on its loop, when its time has come. Timers fire in the order of their times, those
/// of equal times in the order in which they were armed; never early, and late by the length of a turn of the
/// loop (and up to a millisecond, the kernel's granularity).
///
///     class Connection : Timer { void on_timer() override { close(); } };
///     arm(loop.now() + 30s);                 // again on each request: costs a store
///
/// Arming and disarming allocate nothing. Moving an armed timer to a later time, and disarming it, only write the wish
/// down; the loop looks at it when the old time comes. So a deadline can be pushed forward on every byte received.
///
/// Lifetime: used and destroyed on the loop's thread; destroying it disarms it. It may arm itself again, or
/// destroy itself, from on_timer().
class Timer {
 public:
  explicit Timer(Loop& loop) noexcept : loop_(loop) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void arm(Time at) noexcept;
  void disarm() noexcept { wish_.at = never; }
  bool armed() const noexcept { return wish_.at != never; }
  /// When it will fire; Time::max() when it is not armed.
  Time at() const noexcept { return wish_.at; }

 protected:
  ~Timer();
  virtual void on_timer() = 0;

 private:
  friend class detail::TimerHeap;

  static constexpr Time never = Time::max();
  struct Key {
    Time at = never;
    std::uint64_t order = 0;
  };

  Loop& loop_;
  Key wish_;   // when it shall fire
  Key place_;  // when the heap looks at it next; not later than the wish
  bool queued_ = false;
  Timer* child_ = nullptr;
  Timer* next_ = nullptr;
  Timer* previous_ = nullptr;  // the elder sibling, or the parent of a first child
};

}  // namespace tenon::async
