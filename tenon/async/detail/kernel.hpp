#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <tenon/async/fd.hpp>
#include <tenon/async/io_handler.hpp>
#include <tenon/async/timer.hpp>

/// What the loop asks of the kernel: readiness of descriptors, a wake-up from other threads, signals, a cheap clock.
/// kernel_epoll.cpp is the only file that knows how Linux does it; another one can stand beside it.
namespace tenon::async::detail {

class Poller {
 public:
  struct Event {
    IoHandler* handler;
    Ready ready;
  };

  Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  ~Poller();

  /// Edge-triggered, for everything. Throws std::system_error.
  void add(int fd, IoHandler& handler);
  /// No event of `handler` comes out of next() any more.
  void remove(int fd, IoHandler& handler) noexcept;
  /// Ends wait() whenever the descriptor of open_wakeup() is woken.
  void add_wakeup(int fd);

  /// Waits until something is ready, for at most `milliseconds` (-1: for ever).
  void wait(int milliseconds);
  /// The events of the last wait, one by one; false when there are no more.
  bool next(Event& event) noexcept;
  bool pending() const noexcept;

 private:
  struct Batch;
  Fd fd_;
  std::unique_ptr<Batch> batch_;
};

/// A descriptor with which another thread ends the poller's wait.
Fd open_wakeup();
void wake(int wakeup_fd) noexcept;

/// A non-blocking descriptor that is readable when one of the signals is pending. Blocks them in this thread.
Fd open_signals(std::span<const int> signals);
/// The next pending one; 0 when there is none.
int read_signal(int signals_fd) noexcept;
/// Unblocks the signals in this thread; a pending one is delivered.
void unblock_signals(std::span<const int> signals) noexcept;

/// Monotonic, cheap, and only exact to a tick of the kernel (1 to 10 ms).
Duration coarse_clock() noexcept;

}  // namespace tenon::async::detail
