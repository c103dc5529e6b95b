#include <tenon/base/buffer.hpp>

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

#include <tenon/base/block_pool.hpp>

namespace tenon {

namespace {
constexpr std::size_t smallest = 512;
}

Buffer::Buffer(Buffer&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)),
      begin_(std::exchange(other.begin_, 0)),
      end_(std::exchange(other.end_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  if (this == &other) return *this;
  release();
  bytes_ = std::exchange(other.bytes_, nullptr);
  begin_ = std::exchange(other.begin_, 0);
  end_ = std::exchange(other.end_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

void Buffer::free() noexcept {
  free_block(std::exchange(bytes_, nullptr), capacity_);
  begin_ = end_ = capacity_ = 0;
}

void Buffer::grow(std::size_t size) {
  const std::size_t content = end_ - begin_;
  if (size > std::numeric_limits<std::size_t>::max() / 2 - content) throw std::bad_alloc();
  if (!bytes_) {
    const std::size_t capacity = std::max(smallest, size);
    bytes_ = static_cast<char*>(allocate_block(capacity));
    capacity_ = capacity;
    return;
  }
  // Moving to the front is worth it only when at least half is free: a nearly full buffer that is consumed
  // and filled in small steps would otherwise be moved on every step.
  if (content + size <= capacity_ / 2) {
    std::memmove(bytes_, bytes_ + begin_, content);
  } else {
    const std::size_t capacity = std::max({smallest, capacity_ * 2, content + size});
    auto* bytes = static_cast<char*>(allocate_block(capacity));
    std::memcpy(bytes, data(), content);
    free();
    bytes_ = bytes;
    capacity_ = capacity;
  }
  begin_ = 0;
  end_ = content;
}

}  // namespace tenon
