#pragma once

#include <cstddef>
#include <memory>
#include <tenon/async/address.hpp>
#include <tenon/async/fd.hpp>
#include <tenon/async/task.hpp>

namespace tenon::async {

class Loop;

struct ListenOptions {
  int backlog = 1024;
  /// Several loops listen on one port, and the kernel spreads the connections (SO_REUSEPORT).
  bool reuse_port = false;
  bool no_delay = true;  ///< TCP_NODELAY on accepted connections
  /// Of what was written to an accepted connection, the system takes no more than about so many bytes before they can
  /// be sent (TCP_NOTSENT_LOWAT): a client that does not read costs no more than that. 0: what the system is set to.
  int unsent_bytes = 64 * 1024;
};

struct Accepted {
  Fd socket;  ///< non-blocking, close-on-exec
  Address peer;
};

/// A listening TCP or Unix socket. A stale file of a Unix socket is replaced; the file is removed at the end.
///
///     for (;;) serve(co_await listener.accept());             // LoopOptions::default_wait does not apply
///
/// Lifetime: outlives its accept(); on its loop's thread.
class Listener {
 public:
  /// Throws Unavailable ("listen_failed") with the system's reason.
  Listener(Loop& loop, const Address& address, const ListenOptions& options = {});
  Listener(Listener&&) noexcept;
  Listener& operator=(Listener&&) noexcept;
  ~Listener();

  /// The next connection. Connections that broke before they were accepted are skipped. When the process has
  /// no descriptors left, the waiting connections are closed rather than left hanging, and accepting goes on.
  /// Gives other work a chance every 64 connections.
  Task<Accepted> accept();

  /// Connections that were closed because file descriptors were exhausted.
  std::size_t refused() const noexcept;

  /// Where it listens, with the port that the system chose for port 0.
  Address address() const;
  /// Stops listening: later accept() calls, and one that waits, throw Unavailable ("listener_closed").
  void close() noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace tenon::async
