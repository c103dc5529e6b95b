#include <unistd.h>

#include <tenon/async/fd.hpp>

namespace tenon::async {

void Fd::reset(int fd) noexcept {
  if (fd_ >= 0) ::close(fd_);
  fd_ = fd;
}

}  // namespace tenon::async
