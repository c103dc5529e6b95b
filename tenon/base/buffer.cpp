#include <tenon/base/buffer.hpp>

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

namespace tenon {

namespace {
constexpr std::size_t smallest = 512;
}

Buffer::Buffer(Buffer&& other) noexcept
    : bytes_(std::move(other.bytes_)),
      begin_(std::exchange(other.begin_, 0)),
      end_(std::exchange(other.end_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = std::move(other.bytes_);
  begin_ = std::exchange(other.begin_, 0);
  end_ = std::exchange(other.end_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

void Buffer::release() noexcept {
  bytes_.reset();
  begin_ = end_ = capacity_ = 0;
}

void Buffer::grow(std::size_t size) {
  const std::size_t content = end_ - begin_;
  if (size > std::numeric_limits<std::size_t>::max() / 2 - content) throw std::bad_alloc();
  // Moving to the front is worth it only when at least half is free: a nearly full buffer that is consumed
  // and filled in small steps would otherwise be moved on every step.
  if (content + size <= capacity_ / 2) {
    std::memmove(bytes_.get(), bytes_.get() + begin_, content);
  } else {
    const std::size_t capacity = std::max({smallest, capacity_ * 2, content + size});
    std::unique_ptr<char[]> bytes(new char[capacity]);
    if (content != 0) std::memcpy(bytes.get(), data(), content);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
  }
  begin_ = 0;
  end_ = content;
}

}  // namespace tenon
