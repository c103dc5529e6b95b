#include <tenon/sql/detail/arena.hpp>

#include <algorithm>

namespace tenon::sql::detail {

void Arena::grow(std::size_t size) {
  const std::size_t block = std::max(size, block_size_);
  blocks_.push_back(std::make_unique_for_overwrite<char[]>(block));
  next_ = blocks_.back().get();
  left_ = block;
  block_size_ = std::min<std::size_t>(block_size_ * 2, 64 * 1024);
}

}  // namespace tenon::sql::detail
