#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tenon/async/transport.hpp>
#include <tenon/base/buffer.hpp>

namespace tenon::http::detail {

/// What a connection has still to send: a buffer that answers are written into, and behind it at most one large body,
/// which is sent from where it lies.
class Output {
 public:
  enum class Progress : std::uint8_t { done, blocked, failed };

  Buffer& buffer() noexcept { return buffer_; }
  /// The bytes must stay until empty(); nothing may be added to the buffer before that. `memory` is what they lie in.
  void set_tail(std::string_view bytes, std::size_t memory) noexcept {
    tail_ = bytes;
    tail_memory_ = memory;
  }

  bool empty() const noexcept { return buffer_.empty() && tail_.empty(); }
  std::size_t size() const noexcept { return buffer_.size() + tail_.size(); }
  /// The memory that what is unsent takes: a large body stays until its last byte is sent.
  std::size_t held() const noexcept { return buffer_.capacity() + (tail_.empty() ? 0 : tail_memory_); }

  /// Sends as much as the transport takes.
  Progress flush(async::Transport& transport) noexcept;
  /// After flush(): whether anything was taken, how much, and what it waits for when it is blocked.
  bool advanced() const noexcept { return advanced_ != 0; }
  std::size_t advance() const noexcept { return advanced_; }
  async::Ready needs() const noexcept { return needs_; }

  /// Forgets everything, and gives back memory beyond the usual.
  void reset() noexcept;

 private:
  void consume(std::size_t size) noexcept;

  Buffer buffer_;
  std::string_view tail_;
  std::size_t tail_memory_ = 0;
  async::Ready needs_ = async::Ready::writable;
  std::size_t advanced_ = 0;
};

}  // namespace tenon::http::detail
