#include <tenon/async/detail/inbox.hpp>
#include <tenon/async/detail/kernel.hpp>

namespace tenon::async::detail {

Inbox::Inbox() : fd_(open_wakeup()) {}

bool Inbox::push(Posted& posted) noexcept {
  Posted* top = stack_.load(std::memory_order_relaxed);
  do {
    if (top == closed()) {
      posted.discard();
      return false;
    }
    posted.next_ = top;
  } while (!stack_.compare_exchange_weak(top, &posted, std::memory_order_release, std::memory_order_relaxed));
  if (!top) wake();
  return true;
}

void Inbox::wake() noexcept { detail::wake(fd_.get()); }

bool Inbox::empty() const noexcept { return !undelivered_ && !stack_.load(std::memory_order_relaxed); }

Posted* Inbox::reversed(Posted* stack) noexcept {
  Posted* list = nullptr;
  while (stack) list = std::exchange(stack, std::exchange(stack->next_, list));
  return list;
}

void Inbox::deliver() {
  if (!undelivered_) {
    if (empty()) return;
    undelivered_ = reversed(stack_.exchange(nullptr, std::memory_order_acquire));
  }
  while (undelivered_) std::exchange(undelivered_, undelivered_->next_)->deliver();
}

void Inbox::close() noexcept {
  Posted* stack = stack_.exchange(closed(), std::memory_order_acq_rel);
  if (stack == closed()) stack = nullptr;
  while (undelivered_) std::exchange(undelivered_, undelivered_->next_)->discard();
  for (Posted* posted = reversed(stack); posted;) std::exchange(posted, posted->next_)->discard();
}

}  // namespace tenon::async::detail
