#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tenon/async/transport.hpp>
#include <tenon/base/buffer.hpp>

namespace tenon::async {

/// What a connection has still to send: a buffer that messages are written into, and behind it at most one large tail,
/// which is sent from where it lies. Everything leaves in as few writes as the transport allows; buffer and tail share
/// one.
///
///     output.buffer().append(head);
///     output.set_tail(body, body.size());
///     if (output.flush(transport) == Output::Progress::blocked) wait_for(output.needs());
///
/// It has no bound of its own: who writes into it looks at size(). Not thread-safe.
class Output {
 public:
  enum class Progress : std::uint8_t {
    done,     ///< everything was taken
    blocked,  ///< the rest goes after an event with one of the needs() bits
    failed,   ///< writing is broken; see Transport::failure()
  };

  /// Messages are appended to it. Nothing may be taken out: over TLS a part may be encrypted already.
  Buffer& buffer() noexcept { return buffer_; }
  /// The bytes must stay until empty(); nothing may be added to the buffer before that. `memory` is what they lie in.
  void set_tail(std::string_view bytes, std::size_t memory) noexcept {
    tail_ = bytes;
    tail_memory_ = memory;
  }
  /// What is unsent of it.
  std::size_t tail_size() const noexcept { return tail_.size(); }

  bool empty() const noexcept { return buffer_.empty() && tail_.empty(); }
  /// Bytes that are unsent.
  std::size_t size() const noexcept { return buffer_.size() + tail_.size(); }
  /// The memory that what is unsent takes: a large tail stays until its last byte is sent.
  std::size_t held() const noexcept { return buffer_.capacity() + (tail_.empty() ? 0 : tail_memory_); }

  /// Sends as much as the transport takes.
  Progress flush(Transport& transport) noexcept;
  /// After flush(): whether anything was taken, how much, and what it waits for when it is blocked.
  bool advanced() const noexcept { return advanced_ != 0; }
  std::size_t advance() const noexcept { return advanced_; }
  Ready needs() const noexcept { return needs_; }

  /// Forgets everything, and gives back memory beyond `kept` bytes.
  void reset(std::size_t kept = usual_capacity) noexcept;

 private:
  static constexpr std::size_t usual_capacity = std::size_t{64} * 1024;

  void consume(std::size_t size) noexcept;

  Buffer buffer_;
  std::string_view tail_;
  std::size_t tail_memory_ = 0;
  Ready needs_ = Ready::writable;
  std::size_t advanced_ = 0;
};

}  // namespace tenon::async
