#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace tenon {

/// A growing run of bytes that is written at the end and consumed at the front, without zeroing what it reserves.
/// Responses, JSON and database messages are written into one and sent from it.
///
///     char* p = buffer.prepare(20);          // room for 20 bytes
///     buffer.commit(format_into(p));         // so many were written
///
/// Pointers and views into it are valid until the next call that may grow it.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept;
  Buffer& operator=(Buffer&& other) noexcept;
  ~Buffer() { release(); }

  /// At least `size` writable bytes after the current end.
  char* prepare(std::size_t size) {
    if (capacity_ - end_ < size) grow(size);
    return bytes_ + end_;
  }
  void commit(std::size_t size) noexcept { end_ += size; }

  void append(std::string_view text) {
    char* to = prepare(text.size());
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    end_ += text.size();
  }
  void append(char c) {
    *prepare(1) = c;
    ++end_;
  }

  /// Drops `size` bytes from the front; the storage is reused once all are consumed.
  void consume(std::size_t size) noexcept {
    begin_ += size;
    if (begin_ == end_) begin_ = end_ = 0;
  }
  /// Cuts the content back to its first `size` bytes.
  void truncate(std::size_t size) noexcept { end_ = begin_ + size; }
  void clear() noexcept { begin_ = end_ = 0; }
  /// Gives the storage back to the system; the buffer is empty afterwards.
  void release() noexcept {
    if (bytes_) free();
  }

  const char* data() const noexcept { return bytes_ + begin_; }
  char* data() noexcept { return bytes_ + begin_; }
  std::size_t size() const noexcept { return end_ - begin_; }
  bool empty() const noexcept { return begin_ == end_; }
  std::size_t capacity() const noexcept { return capacity_; }
  std::string_view view() const noexcept { return {data(), size()}; }

 private:
  void grow(std::size_t size);
  void free() noexcept;

  char* bytes_ = nullptr;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace tenon
