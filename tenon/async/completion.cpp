#include <tenon/async/completion.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async::detail {

void CompletionState::send() noexcept {
  // Once posted, this object may be gone, and the loop with it.
  Remote remote = std::move(remote_);
  remote.send(*this);
}

void CompletionState::abandon() noexcept {
  fail(std::make_exception_ptr(Unavailable{"abandoned", "The work was dropped before it was done."}));
  send();
}

void CompletionState::deliver() {
  arrived_ = true;
  if (waiter_) waiter_->complete();
  release();
}

}  // namespace tenon::async::detail
