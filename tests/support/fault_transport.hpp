#pragma once

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <tenon/async/transport.hpp>
#include <utility>

#include "tests/support/forwarding_transport.hpp"

namespace tenon::test {

using async::Fd;
using async::IoResult;
using async::IoStatus;
using async::Ready;
using async::Transport;

/// Two connected, non-blocking Unix sockets.
inline std::pair<Fd, Fd> socket_pair() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0) throw errno;
  return {Fd{ends[0]}, Fd{ends[1]}};
}

/// What shall go wrong with a transport.
struct Faults {
  static constexpr int never = -1;
  int fail_at = never;              ///< this operation fails, counted from 0
  int error = ECONNRESET;           ///< how; 0: reads give the end, as if the peer had closed
  std::size_t chunk = 1024 * 1024;  ///< at most so many bytes an operation
  int operations = 0;
  int writes = 0;              ///< those among them
  bool takes_nothing = false;  ///< writes would block

  bool failed() const noexcept { return fail_at != never && operations > fail_at; }
};

/// A transport whose n-th operation fails, and all after it; and that moves as few bytes at a time as wanted.
class FaultTransport final : public ForwardingTransport {
 public:
  FaultTransport(std::unique_ptr<Transport> inner, Faults& faults)
      : ForwardingTransport(std::move(inner)), faults_(faults) {}

  IoResult read(char* to, std::size_t size) noexcept override {
    if (fails()) return faults_.error ? broken() : IoResult{.status = IoStatus::eof};
    IoResult result = ForwardingTransport::read(to, std::min(size, faults_.chunk));
    if (faults_.chunk < size) result.drained = false;
    return result;
  }
  IoResult write(std::string_view data) noexcept override {
    ++faults_.writes;
    if (fails()) return broken();
    return faults_.takes_nothing ? blocked() : ForwardingTransport::write(data.substr(0, faults_.chunk));
  }
  IoResult write2(std::string_view head, std::string_view body) noexcept override {
    ++faults_.writes;
    if (fails()) return broken();
    if (faults_.takes_nothing) return blocked();
    head = head.substr(0, faults_.chunk);
    return ForwardingTransport::write2(head, body.substr(0, faults_.chunk - head.size()));
  }
  IoResult shutdown() noexcept override { return fails() ? broken() : ForwardingTransport::shutdown(); }

  std::string failure() const override { return faults_.failed() ? "injected" : ForwardingTransport::failure(); }

 private:
  bool fails() noexcept {
    ++faults_.operations;
    return faults_.failed();
  }
  static IoResult blocked() noexcept { return {.status = IoStatus::would_block, .needs = Ready::writable}; }
  IoResult broken() const noexcept {
    return {.status = IoStatus::error, .error = faults_.error ? faults_.error : EPIPE};
  }

  Faults& faults_;
};

}  // namespace tenon::test
