#pragma once

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>

/// The three system calls of every request. libc's functions for them are points of cancellation, which costs each 60
/// instructions in a program with threads. Nobody cancels threads here, so the kernel is asked directly; but sanitizers
/// watch libc's functions, to see what memory they touch and which thread's work they hand to another.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TENON_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TENON_WATCHED 1
#endif
#endif

namespace tenon::async::detail {

#ifdef TENON_WATCHED
inline long receive(int fd, char* to, std::size_t size) noexcept { return ::recv(fd, to, size, 0); }
inline long send(int fd, const char* from, std::size_t size) noexcept { return ::send(fd, from, size, MSG_NOSIGNAL); }
inline int wait_for_events(int fd, epoll_event* events, int most, int milliseconds) noexcept {
  return ::epoll_wait(fd, events, most, milliseconds);
}
#else
inline long receive(int fd, char* to, std::size_t size) noexcept {
  return ::syscall(SYS_recvfrom, fd, to, size, 0, nullptr, nullptr);
}
inline long send(int fd, const char* from, std::size_t size) noexcept {
  return ::syscall(SYS_sendto, fd, from, size, MSG_NOSIGNAL, nullptr, 0);
}
inline int wait_for_events(int fd, epoll_event* events, int most, int milliseconds) noexcept {
  return static_cast<int>(::syscall(SYS_epoll_pwait, fd, events, most, milliseconds, nullptr, 0));
}
#endif

}  // namespace tenon::async::detail

#undef TENON_WATCHED
