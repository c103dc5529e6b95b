#include <signal.h>

#include <tenon/async/detail/kernel.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/signals.hpp>
#include <vector>

namespace tenon::async {

class SignalSet::State final : public IoHandler {
 public:
  State(Loop& loop, std::vector<int> signals) : signals_(std::move(signals)), fd_(detail::open_signals(signals_)) {
    loop.add(fd_.get(), *this);
  }
  ~State() {
    stop_watching();
    detail::unblock_signals(signals_);
  }

  int take() noexcept { return detail::read_signal(fd_.get()); }

  Event arrived;

 private:
  void on_ready(Ready) override { arrived.set(); }

  std::vector<int> signals_;
  Fd fd_;
};

SignalSet::SignalSet(Loop& loop, std::initializer_list<int> signals)
    : state_(std::make_unique<State>(loop, std::vector<int>(signals))) {}
SignalSet::~SignalSet() = default;

Task<int> SignalSet::next() {
  for (;;) {
    if (int signal = state_->take()) co_return signal;
    state_->arrived.reset();
    co_await state_->arrived.wait_patient();
  }
}

void ignore_sigpipe() noexcept { ::signal(SIGPIPE, SIG_IGN); }

}  // namespace tenon::async
