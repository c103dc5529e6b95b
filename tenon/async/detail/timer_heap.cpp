#include <tenon/async/detail/timer_heap.hpp>
#include <utility>

namespace tenon::async::detail {

TimerHeap::~TimerHeap() {
  while (root_) {
    Timer& timer = *root_;
    remove(timer);
    timer.disarm();
  }
}

bool TimerHeap::before(const Timer& a, const Timer& b) noexcept {
  if (a.place_.at != b.place_.at) return a.place_.at < b.place_.at;
  return a.place_.order < b.place_.order;
}

Timer* TimerHeap::merge(Timer* a, Timer* b) noexcept {
  if (!a || !b) return a ? a : b;
  if (before(*b, *a)) std::swap(a, b);
  b->next_ = a->child_;
  if (b->next_) b->next_->previous_ = b;
  b->previous_ = a;
  a->child_ = b;
  return a;
}

// The two passes of a pairing heap: pairs from left to right, then all into one from right to left.
Timer* TimerHeap::merge_siblings(Timer* first) noexcept {
  Timer* pairs = nullptr;
  while (first) {
    Timer* a = first;
    Timer* b = a->next_;
    first = b ? b->next_ : nullptr;
    a->next_ = nullptr;
    if (b) b->next_ = nullptr;
    Timer* pair = merge(a, b);
    pair->next_ = pairs;
    pairs = pair;
  }
  Timer* root = nullptr;
  while (pairs) {
    Timer* next = std::exchange(pairs->next_, nullptr);
    root = merge(root, pairs);
    pairs = next;
  }
  if (root) root->previous_ = nullptr;
  return root;
}

void TimerHeap::insert(Timer& timer) noexcept {
  timer.place_ = timer.wish_;
  timer.queued_ = true;
  root_ = merge(root_, &timer);
}

void TimerHeap::remove(Timer& timer) noexcept {
  if (!timer.queued_) return;
  timer.queued_ = false;
  Timer* children = merge_siblings(std::exchange(timer.child_, nullptr));
  if (root_ == &timer) {
    root_ = children;
    return;
  }
  Timer* previous = std::exchange(timer.previous_, nullptr);
  Timer* next = std::exchange(timer.next_, nullptr);
  (previous->child_ == &timer ? previous->child_ : previous->next_) = next;
  if (next) next->previous_ = previous;
  root_ = merge(root_, children);
}

void TimerHeap::arm(Timer& timer, Time at) noexcept {
  timer.wish_ = {at, order_++};
  if (timer.queued_ && timer.place_.at <= at) return;  // looked at early enough
  remove(timer);
  insert(timer);
}

Timer* TimerHeap::take_due(Time now) noexcept {
  while (root_ && root_->place_.at <= now && root_->place_.order < round_) {
    Timer& timer = *root_;
    remove(timer);
    if (!timer.armed()) continue;
    if (timer.wish_.order != timer.place_.order) {  // it was pushed to a later time
      insert(timer);
      continue;
    }
    timer.disarm();
    return &timer;
  }
  return nullptr;
}

}  // namespace tenon::async::detail
