#pragma once

#include <tenon/async/semaphore.hpp>

namespace tenon::async {

/// One task at a time, across its waits:
///
///     auto lock = co_await mutex.lock();
///
/// Code without a co_await inside needs none: a loop runs one task at a time. First come, first served; not recursive.
class Mutex {
 public:
  using Lock = Permit;

  Semaphore::Acquire lock() noexcept { return semaphore_.acquire(); }
  Lock try_lock() noexcept { return semaphore_.try_acquire(); }
  bool locked() const noexcept { return semaphore_.free() == 0; }

 private:
  Semaphore semaphore_{1};
};

}  // namespace tenon::async
