#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tenon/async/fd.hpp>
#include <tenon/async/io_handler.hpp>

namespace tenon::async {

enum class IoStatus : std::uint8_t {
  ok,           ///< `bytes` were moved, at least one
  would_block,  ///< nothing was moved; repeat after an event with one of the `needs` bits
  eof,          ///< the peer has ended its side in the orderly way; only from read
  error,        ///< the connection is broken; `error` says why, and every later call says the same: after a failed read
                ///< every one, after a failed write every one but read, which still gives what the peer had sent before
};

/// What a non-blocking operation achieved.
struct IoResult {
  IoStatus status = IoStatus::ok;
  Ready needs = Ready::none;  ///< with would_block: what to wait for. TLS may have to write before it can read
  /// A read that emptied the socket: the next one would block unless a `closed` event was or will be seen.
  /// Saves the system call that would only answer EAGAIN.
  bool drained = false;
  int error = 0;  ///< with error: an errno value; EPROTO when TLS failed. See Transport::failure()
  std::size_t bytes = 0;
};

/// A connected byte stream that never blocks: a socket, TLS on top of one, or a test's double. The interface under both
/// faces: the http connection drives it straight from its IoHandler, Stream gives it to coroutines.
///
/// Partial results are normal; the caller repeats with the rest. After a write answered would_block, the next
/// write must begin with the same bytes (more may follow, at another address): TLS has encrypted them
/// already. Not thread-safe. Destroying it closes the socket.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Reads up to `size` > 0 bytes. Over TLS the handshake happens within the first calls.
  virtual IoResult read(char* to, std::size_t size) noexcept = 0;
  virtual IoResult write(std::string_view data) noexcept = 0;
  /// Writes `head` and then `body` in one system call; `bytes` counts over both. For bodies too large to copy.
  virtual IoResult write2(std::string_view head, std::string_view body) noexcept = 0;
  /// Announces the end of what we send (TCP FIN, before it TLS close_notify). The peer may still send.
  virtual IoResult shutdown() noexcept = 0;

  /// Of what was written, the bytes that the peer's system has not confirmed yet: falls between two writes when, and
  /// only when, the peer takes something. 0 where that is not known.
  virtual std::size_t in_flight() const noexcept { return 0; }

  /// The memory of this program that what was written takes here until it has left: over TLS what is encrypted already.
  virtual std::size_t held() const noexcept { return 0; }

  /// The socket, to register with a loop; -1 for a double without one.
  virtual int fd() const noexcept = 0;
  /// What the last error was, for logs: "connection reset by peer", "tls: certificate has expired".
  virtual std::string failure() const = 0;
  virtual bool secure() const noexcept { return false; }
  /// False until TLS has ended its handshake.
  virtual bool established() const noexcept { return true; }
  /// What a login over TLS is bound to, so that nobody in between can pass it on: the hash of the peer's certificate
  /// (RFC 5929, tls-server-end-point). Empty without TLS, before its handshake, and for a certificate whose signature
  /// has no hash of its own (Ed25519).
  virtual std::string channel_binding() const { return {}; }
  /// The protocol agreed on by ALPN (RFC 7301), e.g. "http/1.1"; empty when none was.
  virtual std::string_view protocol() const noexcept { return {}; }
};

/// The transport of a connected, non-blocking TCP or Unix socket.
std::unique_ptr<Transport> socket_transport(Fd socket);

}  // namespace tenon::async
