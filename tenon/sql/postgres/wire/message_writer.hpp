#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <tenon/base/buffer.hpp>

namespace tenon::sql::postgres {

/// Appends one message to a buffer: its head, its body piece by piece, and in the end its length. What a message cannot
/// hold (a NUL within a text, more than 2 GiB) is remembered, and finish() takes all of it away again, so that a buffer
/// only ever holds whole messages.
///
///     MessageWriter message(out, 'C');
///     message.byte('S').text(name);
///     return message.finish();
class MessageWriter {
 public:
  /// Before startup messages have no type.
  struct Untyped {};

  MessageWriter(Buffer& out, char type) : out_(out), start_(out.size()), length_at_(start_ + 1) {
    out_.append(type);
    int32(0);
  }
  MessageWriter(Buffer& out, Untyped) : out_(out), start_(out.size()), length_at_(start_) { int32(0); }
  MessageWriter(const MessageWriter&) = delete;
  MessageWriter& operator=(const MessageWriter&) = delete;

  MessageWriter& byte(char value) {
    out_.append(value);
    return *this;
  }
  MessageWriter& int16(std::uint16_t value) { return number(value, 2); }
  MessageWriter& int32(std::uint32_t value) { return number(value, 4); }
  /// With a NUL behind it; one within it spoils the message: the server would take what follows for something else.
  MessageWriter& text(std::string_view value);
  MessageWriter& bytes(std::string_view value) {
    out_.append(value);
    return *this;
  }
  /// A number of at most 65,535.
  MessageWriter& count(std::size_t value);
  /// Bytes behind their length.
  MessageWriter& sized(std::string_view value);

  /// Writes the length. False, and the buffer is as it was before, when the message is impossible.
  [[nodiscard]] bool finish();

 private:
  MessageWriter& number(std::uint32_t value, std::size_t size) {
    char* to = out_.prepare(size);
    for (std::size_t i = 0; i < size; ++i) to[i] = static_cast<char>(value >> (8 * (size - 1 - i)));
    out_.commit(size);
    return *this;
  }

  Buffer& out_;
  std::size_t start_;
  std::size_t length_at_;
  bool possible_ = true;
};

}  // namespace tenon::sql::postgres
