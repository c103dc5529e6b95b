#include <tenon/async/detail/transfer.hpp>
#include <tenon/async/waiter.hpp>

namespace tenon::async {

bool Waiter::begin(std::coroutine_handle<> task, Context& context, bool patient) noexcept {
  if (!context.enter(*this, patient)) return false;
  task_ = task;
  context_ = &context;
  return true;
}

void Waiter::begin_uninterruptible(std::coroutine_handle<> task, Context& context) noexcept {
  task_ = task;
  context_ = &context;
}

void Waiter::finish(Outcome outcome) noexcept {
  if (!task_ || outcome_ != Outcome::none) return;
  outcome_ = outcome;
  ListNode<WaiterTag>::unlink();
  Runnable::unlink();
  context_->loop().enqueue(*this);
}

void Waiter::run() {
  ListNode<WaiterTag>::unlink();
  if (outcome_ == Outcome::ready) outcome_ = Outcome::none;
  context_->loop().work_for(context_->request());
  detail::resume(std::exchange(task_, nullptr));
}

}  // namespace tenon::async
