#pragma once

#include <cstddef>
#include <memory>
#include <tenon/async/io_handler.hpp>
#include <tenon/async/output.hpp>
#include <tenon/async/transport.hpp>

namespace tenon::async {

/// Owns a transport, is told by the loop what it has become ready for, and remembers that: the base of connections
/// that are state machines. It knows for each direction whether trying is worth it, and which event it waits for:
/// over TLS reading may have to wait until the socket is writable, and writing until it is readable.
///
///     class Echo final : TransportHandler, Runnable {
///       void on_ready(Ready ready) override {
///         note(ready);
///         run();
///       }
///       void on_unblocked() override {
///         if (!Runnable::linked()) loop_.enqueue(*this);
///       }
///       void run() override {
///         char bytes[4096];
///         while (readable() && !ended()) {
///           const IoResult got = receive(bytes, sizeof bytes);
///           if (got.status == IoStatus::error) return close();
///           if (got.status == IoStatus::ok) output_.buffer().append({bytes, got.bytes});
///         }
///         if (writable() && flush(output_) == Output::Progress::failed) close();
///       }
///       …
///     };
///
/// Lifetime: the derived class calls watch() once; destroying it closes the transport. On its loop's thread.
class TransportHandler : public IoHandler {
 public:
  /// Until close().
  bool open() const noexcept { return transport_ != nullptr; }
  /// Only while it is open.
  Transport& transport() const noexcept { return *transport_; }

  /// Reading may give something: an event said so, and no receive() has found the opposite since.
  bool readable() const noexcept { return any(ready_ & Ready::readable); }
  /// The same for writing.
  bool writable() const noexcept { return any(ready_ & Ready::writable); }
  /// The peer has sent its last byte, or the connection is broken. There may be something to read before.
  bool peer_closed() const noexcept { return any(ready_ & Ready::closed); }
  /// receive() has found the peer's end.
  bool ended() const noexcept { return ended_; }

 protected:
  explicit TransportHandler(std::unique_ptr<Transport> transport) noexcept : transport_(std::move(transport)) {}
  ~TransportHandler() { stop_watching(); }  // before the descriptor is closed

  /// Registers the socket with the loop; a transport without one has no events. Throws std::system_error.
  void watch(Loop& loop);
  /// To be called first by on_ready().
  void note(Ready ready) noexcept;
  /// Something may have arrived whose event has not been seen yet, or is none of the socket's.
  void try_reading() noexcept { ready_ = ready_ | Ready::readable; }

  /// One read of up to `size` > 0 bytes; while it is readable(), and not after the end.
  IoResult receive(char* to, std::size_t size) noexcept;
  /// Sends as much of the output as the transport takes; while it is writable().
  Output::Progress flush(Output& output) noexcept;
  /// Announces the end of what we send, once all of that is sent; while it is writable().
  IoResult shutdown() noexcept;

  /// One direction can go on although no event said so: reading has consumed what writing waited for, or the opposite
  /// (TLS). To be done soon, but not from within this call.
  virtual void on_unblocked() = 0;

  /// Ends the watch and closes the socket.
  void close() noexcept;
  /// Puts another transport on top of the present one, with the same socket: `wrap` gets the one and gives the other.
  /// What it throws leaves this closed.
  template <class Wrap>
  void replace(Wrap wrap) {
    try {
      transport_ = wrap(std::move(transport_));
    } catch (...) {
      close();
      throw;
    }
    ready_ = ready_ | Ready::readable | Ready::writable;
    read_needs_ = Ready::readable;
    write_needs_ = Ready::writable;
  }

 private:
  void forget(Ready ready) noexcept {
    ready_ = static_cast<Ready>(static_cast<std::uint8_t>(ready_) & ~static_cast<std::uint8_t>(ready));
  }
  void wake_reader() noexcept;
  void wake_writer() noexcept;

  Ready ready_ = Ready::writable;
  Ready read_needs_ = Ready::readable;
  Ready write_needs_ = Ready::writable;
  bool ended_ = false;
  std::unique_ptr<Transport> transport_;
};

inline void TransportHandler::note(Ready ready) noexcept {
  if (any(ready & (read_needs_ | Ready::closed))) ready_ = ready_ | Ready::readable;
  if (any(ready & write_needs_)) ready_ = ready_ | Ready::writable;
  ready_ = ready_ | (ready & Ready::closed);
}

// Both are on the way of every request.

inline IoResult TransportHandler::receive(char* to, std::size_t size) noexcept {
  const IoResult result = transport_->read(to, size);
  read_needs_ = Ready::readable;
  switch (result.status) {
    case IoStatus::ok:
      if (result.drained && !peer_closed()) forget(Ready::readable);
      break;
    case IoStatus::would_block:
      forget(Ready::readable);
      read_needs_ = result.needs;
      break;
    case IoStatus::eof:
      ended_ = true;
      ready_ = ready_ | Ready::closed;
      break;
    case IoStatus::error: break;
  }
  if (any(write_needs_ & Ready::readable)) [[unlikely]]
    wake_writer();
  return result;
}

inline Output::Progress TransportHandler::flush(Output& output) noexcept {
  const Output::Progress progress = output.flush(*transport_);
  const Ready needed = write_needs_;
  if (progress == Output::Progress::blocked) {
    forget(Ready::writable);
    write_needs_ = output.needs();
  } else {
    write_needs_ = Ready::writable;
  }
  // Not when it is blocked without having moved anything: each would wake the other for ever.
  if (output.advanced() && (any(needed & Ready::readable) || any(read_needs_ & Ready::writable))) [[unlikely]]
    wake_reader();
  return progress;
}

}  // namespace tenon::async
