#include <signal.h>

#include <tenon/async/detail/kernel.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/signals.hpp>
#include <tenon/async/waiter.hpp>
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

  class Arrival final : public Waiter {
   public:
    explicit Arrival(State& state) noexcept : state_(state) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
      return suspend_patient(task, state_.waiting_);
    }
    void await_resume() const { check(); }

   private:
    State& state_;
  };

 private:
  void on_ready(Ready) override {
    while (!waiting_.empty()) waiting_.front().complete();
  }

  std::vector<int> signals_;
  Fd fd_;
  Waiter::List waiting_;
};

SignalSet::SignalSet(Loop& loop, std::initializer_list<int> signals)
    : state_(std::make_unique<State>(loop, std::vector<int>(signals))) {}
SignalSet::~SignalSet() = default;

Task<int> SignalSet::next() {
  for (;;) {
    if (int signal = state_->take()) co_return signal;
    co_await State::Arrival{*state_};
  }
}

void ignore_sigpipe() noexcept { ::signal(SIGPIPE, SIG_IGN); }

}  // namespace tenon::async
