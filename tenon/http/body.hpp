#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <tenon/async/task.hpp>

namespace tenon::http {

/// Where the body of a request comes from while it still arrives: the connection of a codec, or a test. Bytes
/// that nobody asks for are not read from the peer, so a slow consumer slows the sender down.
class BodyReader {
 public:
  virtual ~BodyReader() = default;

  /// The next bytes, at least one; empty at the end of the body, and ever after. Valid until the next call.
  ///
  /// Throws HttpError with 400 (bad framing, or the peer has ended before the body did), 408 (too slow) or 503 (the
  /// server has no memory left for bodies), and async::Cancelled when the connection is lost.
  virtual async::Task<std::string_view> read_some() = 0;

  /// The caller collects the body, and is about to keep so many more bytes of it in memory until its request is done.
  /// Throws HttpError 503 when the server has no memory left for bodies.
  virtual void hold(std::size_t) {}

  /// How many bytes are still to come, when the peer declared it.
  virtual std::optional<std::uint64_t> remaining() const = 0;
};

/// Where the body of a streamed response goes.
class BodyWriter {
 public:
  virtual ~BodyWriter() = default;

  /// Accepts the bytes; the view may end when the task is done. Waits while the peer is slower than the
  /// writer and more than the connection's send limit is buffered. Throws async::Cancelled when the peer has
  /// gone.
  virtual async::Task<> write(std::string_view bytes) = 0;

  /// Waits until all that was written is on its way. Without it, writes of one turn of the loop leave
  /// together.
  virtual async::Task<> flush() = 0;
};

}  // namespace tenon::http
