#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include <tenon/base/buffer.hpp>

namespace tenon::json::detail {

/// The end of a Buffer while a document is written to it. Functions pass the place of the next byte along as `char* p`,
/// which stays in a register; `ensure` is asked for room once for each value rather than for each byte.
class Output {
 public:
  /// Bytes that any function below may use beyond what it was promised: copies are made in blocks.
  static constexpr std::size_t slack = 48;

  explicit Output(Buffer& buffer) noexcept : buffer_(buffer) {}

  char* begin() { return reserve(slack); }
  void end(char* p) noexcept { buffer_.commit(static_cast<std::size_t>(p - base_)); }

  /// Room for `size` bytes and the slack at `p`, which may have moved.
  char* ensure(char* p, std::size_t size) {
    if (static_cast<std::size_t>(limit_ - p) >= size + slack) return p;
    end(p);
    if (chunk_ < max_chunk) chunk_ *= 2;
    return reserve(size + slack);
  }

  /// Lets `write(buffer)` append something itself.
  template <class F>
  char* append(char* p, F&& write) {
    end(p);
    write(buffer_);
    return reserve(slack);
  }

 private:
  char* reserve(std::size_t size) {
    if (size < chunk_) size = chunk_;
    base_ = buffer_.prepare(size);
    limit_ = base_ + size;
    return base_;
  }

  static constexpr std::size_t max_chunk = 16384;

  Buffer& buffer_;
  char* base_ = nullptr;
  char* limit_ = nullptr;
  std::size_t chunk_ = 256;
};

/// Copies up to 16 bytes too many; both sides must have them.
inline char* copy_in_blocks(char* out, std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); i += 16) std::memcpy(out + i, text.data() + i, 16);
  return out + text.size();
}

/// A JSON string with its quotes.
char* write_string(Output& output, char* p, std::string_view text);

}  // namespace tenon::json::detail
