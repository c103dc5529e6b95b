#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace tenon::sql::detail {

/// Keeps bytes at one place until it is destroyed. Moving it keeps them there.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  char* allocate(std::size_t size) {
    if (left_ < size) grow(size);
    char* place = next_;
    next_ += size;
    left_ -= size;
    return place;
  }
  /// Gives back the end of what allocate() gave last.
  void trim(std::size_t unused) noexcept {
    next_ -= unused;
    left_ += unused;
  }
  std::string_view copy(std::string_view bytes) {
    if (bytes.empty()) return {};
    char* place = allocate(bytes.size());
    std::memcpy(place, bytes.data(), bytes.size());
    return {place, bytes.size()};
  }

 private:
  void grow(std::size_t size);

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t block_size_ = 512;
};

}  // namespace tenon::sql::detail
