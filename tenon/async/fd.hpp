#pragma once

#include <cstddef>
#include <utility>

namespace tenon::async {

/// Owns a file descriptor: closes it when destroyed.
class Fd {
 public:
  Fd() noexcept = default;
  explicit Fd(int fd) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) reset(std::exchange(other.fd_, -1));
    return *this;
  }
  ~Fd() { reset(); }

  /// -1 when it owns none.
  int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }
  int release() noexcept { return std::exchange(fd_, -1); }
  void reset(int fd = -1) noexcept;

 private:
  int fd_ = -1;
};

/// How many descriptors the process may have open (RLIMIT_NOFILE).
std::size_t fd_limit() noexcept;
/// Raises that to what the system allows: most start programs with 1,024, for the sake of select().
void raise_fd_limit() noexcept;

}  // namespace tenon::async
