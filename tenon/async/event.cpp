#include <tenon/async/event.hpp>

namespace tenon::async {

void Event::set() noexcept {
  set_ = true;
  pulse();
}

void Event::pulse() noexcept {
  while (!waiting_.empty()) waiting_.front().complete();
}

}  // namespace tenon::async
