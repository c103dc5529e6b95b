#pragma once

#include <tenon/async/timer.hpp>

namespace tenon::async::detail {

/// The armed timers of a loop: a pairing heap threaded through the timers themselves (Fredman et al. 1986).
/// Adding is O(1), taking the first and removing any O(log n) amortised; nothing is allocated.
class TimerHeap {
 public:
  TimerHeap() = default;
  TimerHeap(const TimerHeap&) = delete;
  TimerHeap& operator=(const TimerHeap&) = delete;
  /// Leaves all timers unarmed.
  ~TimerHeap();

  void arm(Timer& timer, Time at) noexcept;
  void remove(Timer& timer) noexcept;

  bool empty() const noexcept { return root_ == nullptr; }
  /// A time before which nothing fires; Time::max() when nothing is armed.
  Time next() const noexcept { return root_ ? root_->place_.at : Time::max(); }

  /// Begins a round: what is armed from now on is not due before the next round, so that a timer that arms
  /// itself again at once does not hold the loop.
  void begin_round() noexcept { round_ = order_; }
  /// The next timer of this round whose time is not after `now`, taken out; null when there is none (left).
  Timer* take_due(Time now) noexcept;
  static void fire(Timer& timer) { timer.on_timer(); }

 private:
  static bool before(const Timer& a, const Timer& b) noexcept;
  static Timer* merge(Timer* a, Timer* b) noexcept;
  static Timer* merge_siblings(Timer* first) noexcept;
  void insert(Timer& timer) noexcept;

  Timer* root_ = nullptr;
  std::uint64_t order_ = 0;
  std::uint64_t round_ = 0;
};

}  // namespace tenon::async::detail
