#include <tenon/http/detail/body_sender.hpp>

#include <algorithm>

#include <tenon/async/context.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/detail/connection.hpp>
#include <tenon/http/detail/shard.hpp>

namespace tenon::http::detail {

namespace {
constexpr std::size_t slice_size = std::size_t{64} * 1024;
constexpr std::size_t large_piece = 4096;
constexpr std::uint32_t small_pieces_per_look = 16;
}  // namespace

void BodySender::begin(Connection& connection, ResponseFraming::Body kind, std::optional<std::uint64_t> size) noexcept {
  connection_ = &connection;
  kind_ = kind;
  left_ = size.value_or(0);
  written_ = held_ = 0;
}

async::Task<> BodySender::write(std::string_view bytes) {
  const std::size_t size = bytes.size();
  while (!bytes.empty()) {
    check_open();
    const std::string_view slice = bytes.substr(0, slice_size);
    bytes.remove_prefix(slice.size());
    add(slice);
    const std::size_t limit = connection_->settings().send_limit;
    written_ += slice.size();
    if (connection_->unsent() >= connection_->send_limit()) {
      connection_->flush();
      check_open();
      while (connection_->unsent() >= connection_->send_limit()) {
        written_ = 0;
        held_ = size;
        connection_->count_unsent();
        co_await drained_.wait_patient();
        held_ = 0;
        check_open();
      }
      if (connection_->unsent() == 0) connection_->trim_output();
    } else {
      connection_->flush_at_turn_end();
    }
    // A client that takes everything at once must not keep the others waiting. Reading the clock costs as much as a
    // small piece does.
    const bool look = slice.size() >= large_piece || ++small_pieces_ % small_pieces_per_look == 0;
    if (written_ >= limit || (look && connection_->had_its_turn())) {
      written_ = 0;
      co_await async::yield();
    }
  }
}

async::Task<> BodySender::flush() {
  connection_->flush();
  check_open();
  while (connection_->unsent() != 0) {
    connection_->count_unsent();
    co_await drained_.wait_patient();
    check_open();
  }
}

bool BodySender::finish() {
  if (kind_ == ResponseFraming::Body::chunked) connection_->output().append(last_chunk);
  return kind_ != ResponseFraming::Body::sized || left_ == 0;
}

void BodySender::add(std::string_view bytes) {
  if (kind_ == ResponseFraming::Body::chunked) return encode_chunk(bytes, connection_->output());
  if (kind_ == ResponseFraming::Body::sized) {
    if (bytes.size() > left_) throw Internal{"body_too_long", "More was written than the answer's declared size."};
    left_ -= bytes.size();
  }
  connection_->output().append(bytes);
}

void BodySender::check_open() const {
  if (connection_->broken()) throw async::Cancelled{};
}

}  // namespace tenon::http::detail
