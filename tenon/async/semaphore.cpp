#include <tenon/async/semaphore.hpp>

namespace tenon::async {

void Permit::release() noexcept {
  if (semaphore_) std::exchange(semaphore_, nullptr)->give_back();
}

// A permit goes straight to the first who waits: it is never free while somebody does.
void Semaphore::give_back() noexcept {
  if (waiting_.empty()) {
    ++free_;
  } else {
    waiting_.front().complete();
  }
}

Permit Semaphore::try_acquire() noexcept {
  if (free_ == 0) return {};
  --free_;
  return Permit{*this};
}

Semaphore::Acquire::~Acquire() {
  if (completed()) semaphore_.give_back();
}

bool Semaphore::Acquire::await_ready() noexcept {
  if (semaphore_.free_ == 0) return false;
  --semaphore_.free_;
  return true;
}

Permit Semaphore::Acquire::await_resume() {
  check();
  return Permit{semaphore_};
}

}  // namespace tenon::async
