#include <tenon/async/loop.hpp>
#include <tenon/async/timer.hpp>

namespace tenon::async {

Timer::~Timer() {
  if (queued_) loop_.timers_.remove(*this);
}

void Timer::arm(Time at) noexcept { loop_.timers_.arm(*this, at); }

}  // namespace tenon::async
