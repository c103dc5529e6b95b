#include <tenon/base/clock.hpp>

namespace tenon {

Instant SystemClock::now() const noexcept {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace tenon
