#include <tenon/http/detail/output.hpp>

#include <algorithm>

namespace tenon::http::detail {

namespace {
constexpr std::size_t usual_capacity = std::size_t{64} * 1024;
}

Output::Progress Output::flush(async::Transport& transport) noexcept {
  advanced_ = 0;
  while (!empty()) {
    const async::IoResult result =
        tail_.empty() ? transport.write(buffer_.view()) : transport.write2(buffer_.view(), tail_);
    if (result.status == async::IoStatus::would_block) {
      needs_ = result.needs;
      return Progress::blocked;
    }
    if (result.status != async::IoStatus::ok) return Progress::failed;
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

void Output::reset() noexcept {
  tail_ = {};
  if (buffer_.capacity() > usual_capacity) {
    buffer_.release();
  } else {
    buffer_.clear();
  }
}

}  // namespace tenon::http::detail
