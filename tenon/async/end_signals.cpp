#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <string_view>
#include <system_error>
#include <tenon/async/detail/kernel.hpp>
#include <tenon/async/end_signals.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/fd.hpp>
#include <tenon/async/loop.hpp>
#include <thread>
#include <utility>
#include <vector>

namespace tenon::async {
namespace {

std::pair<Fd, Fd> open_pipe() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  return {Fd{ends[0]}, Fd{ends[1]}};
}

Time steady_now() noexcept { return std::chrono::steady_clock::now(); }

}  // namespace

/// The watching thread uses neither the heap nor a lock: a loop that is stuck may hold either.
class EndSignals::State final : public IoHandler {
 public:
  State(Loop& loop, std::vector<int> signals, EndLimits limits)
      : signals_(std::move(signals)),
        limits_(limits),
        source_(detail::open_signals(signals_)),
        wakeup_(detail::open_wakeup()),
        pipe_(open_pipe()) {
    loop.add(pipe_.first.get(), *this);
    watcher_ = std::thread([this] { watch(); });
  }
  ~State() {
    stopping_ = true;
    detail::wake(wakeup_.get());
    watcher_.join();
    stop_watching();
    detail::unblock_signals(signals_);
  }

  int take() noexcept {
    unsigned char signal = 0;
    return ::read(pipe_.first.get(), &signal, 1) == 1 ? signal : 0;
  }
  Task<> arrival() {
    arrived_.reset();
    co_await arrived_.wait_patient();
  }

 private:
  void on_ready(Ready) override { arrived_.set(); }

  void watch() noexcept {
    int last = 0;
    for (int taken = 0; !stopping_;) {
      std::array<pollfd, 2> ready{{{source_.get(), POLLIN, 0}, {wakeup_.get(), POLLIN, 0}}};
      ::poll(ready.data(), ready.size(), milliseconds_left());
      std::uint64_t wakeups = 0;
      if (ready[1].revents != 0) {
        [[maybe_unused]] const ssize_t read = ::read(wakeup_.get(), &wakeups, sizeof wakeups);
      }
      while (const int signal = detail::read_signal(source_.get())) {
        last = signal;
        ++taken;
        if (taken == 1) end_within(limits_.after_first);
        if (taken == 2) end_within(limits_.after_second);
        if (taken > 2) end("tenon: a third signal ends the process\n", signal);
        const auto byte = static_cast<unsigned char>(signal);
        [[maybe_unused]] const ssize_t written = ::write(pipe_.second.get(), &byte, 1);
      }
      if (!stopping_ && milliseconds_left() == 0) {
        end(taken > 1 ? "tenon: the process did not end after a second signal, and is ended\n"
                      : "tenon: the process did not end in time, and is ended\n",
            last);
      }
    }
  }

  /// The second limit may only shorten the first.
  void end_within(Duration limit) noexcept {
    const Time now = steady_now();
    if (limit < Time::max() - now) end_ = std::min(end_, now + limit);
  }

  /// Until the process has to end; -1 for no limit.
  int milliseconds_left() const noexcept {
    if (end_ == Time::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - steady_now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, INT_MAX));
  }

  [[noreturn]] static void end(std::string_view reason, int signal) noexcept {
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, reason.data(), reason.size());
    ::_exit(128 + signal);
  }

  std::vector<int> signals_;
  EndLimits limits_;
  Time end_ = Time::max();  // the watching thread's own
  Fd source_;
  Fd wakeup_;
  std::pair<Fd, Fd> pipe_;  // from the thread to the loop
  std::atomic<bool> stopping_{false};
  Event arrived_;
  std::thread watcher_;
};

EndSignals::EndSignals(Loop& loop, std::initializer_list<int> signals, EndLimits limits)
    : state_(std::make_unique<State>(loop, std::vector<int>(signals), limits)) {}
EndSignals::~EndSignals() = default;

Task<int> EndSignals::next() {
  for (;;) {
    if (const int signal = state_->take()) co_return signal;
    co_await state_->arrival();
  }
}

}  // namespace tenon::async
