#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <tenon/async/detail/kernel.hpp>
#include <tenon/async/detail/system_call.hpp>

namespace tenon::async::detail {
namespace {

constexpr int batch_size = 256;

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

Ready ready_of(std::uint32_t events) noexcept {
  Ready ready = Ready::none;
  if (events & EPOLLIN) ready = ready | Ready::readable;
  if (events & EPOLLOUT) ready = ready | Ready::writable;
  if (events & EPOLLRDHUP) ready = ready | Ready::readable | Ready::closed;
  if (events & (EPOLLHUP | EPOLLERR)) ready = Ready::readable | Ready::writable | Ready::closed;
  return ready;
}

sigset_t set_of(std::span<const int> signals) noexcept {
  sigset_t set;
  sigemptyset(&set);
  for (int signal : signals) sigaddset(&set, signal);
  return set;
}

}  // namespace

struct Poller::Batch {
  std::array<epoll_event, batch_size> events;
  int next = 0;
  int count = 0;
};

Poller::Poller() : fd_(epoll_create1(EPOLL_CLOEXEC)), batch_(std::make_unique<Batch>()) {
  if (!fd_) throw_errno("epoll_create1");
}

Poller::~Poller() = default;

void Poller::add(int fd, IoHandler& handler) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = &handler;
  if (epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event) != 0) throw_errno("epoll_ctl");
}

void Poller::add_wakeup(int fd) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;  // by edges: each write wakes, and nobody has to read
  event.data.ptr = nullptr;
  if (epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event) != 0) throw_errno("epoll_ctl");
}

void Poller::remove(int fd, IoHandler& handler) noexcept {
  epoll_ctl(fd_.get(), EPOLL_CTL_DEL, fd, nullptr);
  for (int i = batch_->next; i < batch_->count; ++i) {
    epoll_event& event = batch_->events[static_cast<std::size_t>(i)];
    if (event.data.ptr == &handler) event.data.ptr = nullptr;
  }
}

void Poller::wait(int milliseconds) {
  batch_->next = 0;
  batch_->count = wait_for_events(fd_.get(), batch_->events.data(), batch_size, milliseconds);
  if (batch_->count >= 0) return;
  batch_->count = 0;
  if (errno != EINTR) throw_errno("epoll_wait");
}

bool Poller::next(Event& event) noexcept {
  while (batch_->next < batch_->count) {
    const epoll_event& taken = batch_->events[static_cast<std::size_t>(batch_->next++)];
    if (!taken.data.ptr) continue;
    event = {static_cast<IoHandler*>(taken.data.ptr), ready_of(taken.events)};
    return true;
  }
  return false;
}

bool Poller::pending() const noexcept { return batch_->next < batch_->count; }

Fd open_wakeup() {
  Fd fd{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  if (!fd) throw_errno("eventfd");
  return fd;
}

void wake(int wakeup_fd) noexcept {
  const std::uint64_t one = 1;
  while (write(wakeup_fd, &one, sizeof one) < 0 && errno == EINTR) {
  }
}

Fd open_signals(std::span<const int> signals) {
  sigset_t set = set_of(signals);
  if (int error = pthread_sigmask(SIG_BLOCK, &set, nullptr)) {
    throw std::system_error(error, std::generic_category(), "pthread_sigmask");
  }
  Fd fd{signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
  if (!fd) throw_errno("signalfd");
  return fd;
}

int read_signal(int signals_fd) noexcept {
  signalfd_siginfo info;
  if (read(signals_fd, &info, sizeof info) != sizeof info) return 0;
  return static_cast<int>(info.ssi_signo);
}

void unblock_signals(std::span<const int> signals) noexcept {
  sigset_t set = set_of(signals);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

Duration coarse_clock() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

}  // namespace tenon::async::detail
