#include <algorithm>
#include <tenon/async/output.hpp>

namespace tenon::async {

Output::Progress Output::flush(Transport& transport) noexcept {
  advanced_ = 0;
  while (!empty()) {
    const IoResult result = tail_.empty() ? transport.write(buffer_.view()) : transport.write2(buffer_.view(), tail_);
    if (result.status == IoStatus::would_block) {
      needs_ = result.needs;
      return Progress::blocked;
    }
    if (result.status != IoStatus::ok) return Progress::failed;
    advanced_ += result.bytes;
    consume(result.bytes);
  }
  return Progress::done;
}

void Output::consume(std::size_t size) noexcept {
  const std::size_t head = std::min(size, buffer_.size());
  buffer_.consume(head);
  tail_.remove_prefix(size - head);
}

void Output::reset(std::size_t kept) noexcept {
  tail_ = {};
  if (buffer_.capacity() > kept) {
    buffer_.release();
  } else {
    buffer_.clear();
  }
}

}  // namespace tenon::async
