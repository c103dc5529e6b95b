#include <tenon/http/detail/body_receiver.hpp>

#include <algorithm>
#include <utility>

#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/http/detail/connection.hpp>
#include <tenon/http/detail/shard.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http::detail {

namespace {
constexpr std::uint64_t worth_discarding = std::uint64_t{64} * 1024;
constexpr std::size_t read_size = std::size_t{32} * 1024;
constexpr int fills_per_turn = 4;

HttpError too_many_bodies(std::string detail) {
  Headers headers;
  headers.set(header::retry_after, "1");
  return HttpError{Status::service_unavailable, "too_many_bodies", std::move(detail), std::move(headers)};
}
}  // namespace

/// Marks that somebody waits, and counts for how long.
class BodyReceiver::Waiting {
 public:
  explicit Waiting(BodyReceiver& receiver) noexcept : receiver_(receiver) {
    receiver.wait_began_ = receiver.connection_->loop().now();
    receiver.waiting_ = true;
    receiver.connection_->update_timer();
    receiver.connection_->shard().waits_for_body(receiver);
  }
  ~Waiting() {
    receiver_.settle_wait();
    receiver_.waiting_ = false;
    receiver_.unlink();
  }

 private:
  BodyReceiver& receiver_;
};

BodyReceiver::State BodyReceiver::begin(Connection& connection, const Framing& framing, char* data, std::size_t size) {
  connection_ = &connection;
  kind_ = framing.body;
  data_ = data;
  size_ = size;
  if (kind_ == Framing::Body::none) return State::whole;

  ended_ = false;
  left_ = framing.content_length;
  credit_ = connection.settings().body_timeout;
  if (kind_ == Framing::Body::chunked) {
    take_chunked();
  } else if (size_ >= left_) {
    ready_ = take();
  }
  if (refused_) return State::refused;
  continue_pending_ = !ended_ && framing.expect_continue && size == 0;
  return ended_ ? State::whole : State::arriving;
}

void BodyReceiver::end() noexcept {
  data_ = nullptr;
  size_ = 0;
  if (kind_ == Framing::Body::none) return;
  kind_ = Framing::Body::none;
  ended_ = true;
  refused_ = continue_pending_ = false;
  ready_ = {};
  if (extra_.capacity() != 0) extra_.release();
  decoder_.reset();
  error_ = nullptr;
  fills_ = 0;
  let_go();
}

/// What is waited for now is waited for from here on.
void BodyReceiver::settle_wait() noexcept {
  const async::Time now = connection_->loop().now();
  credit_ -= now - std::exchange(wait_began_, now);
}

async::Time BodyReceiver::waiting_since() const noexcept {
  return wait_began_ - (connection_->settings().body_timeout - credit_);
}

void BodyReceiver::hold(std::size_t bytes) {
  if (held_ + bytes > connection_->settings().body_memory) {
    throw HttpError{Status::content_too_large, "body_too_large", "The body is larger than the memory for all bodies."};
  }
  if (!waiting_) unlink();  // it must not give way to itself
  if (!connection_->shard().hold_body(bytes))
    throw too_many_bodies("The server has no memory left for request bodies at the moment.");
  held_ += bytes;
}

void BodyReceiver::let_go() noexcept {
  if (held_ == 0) return;
  connection_->shard().let_go_of_body(std::exchange(held_, 0));
  if (!waiting_) unlink();
}

std::string_view BodyReceiver::take() {
  if (!ready_.empty() || ended_) return std::exchange(ready_, {});
  if (kind_ == Framing::Body::chunked) {
    take_chunked();
    return std::exchange(ready_, {});
  }
  const std::string_view piece{data_, static_cast<std::size_t>(std::min<std::uint64_t>(size_, left_))};
  data_ += piece.size();
  size_ -= piece.size();
  left_ -= piece.size();
  ended_ = left_ == 0;
  return piece;
}

void BodyReceiver::take_chunked() {
  const ChunkedDecoder::Step step = decoder_.decode(data_, size_);
  data_ += step.consumed;
  size_ -= step.consumed;
  ready_ = step.data;
  ended_ = step.state == ChunkedDecoder::State::complete;
  refused_ = step.state == ChunkedDecoder::State::failed;
}

bool BodyReceiver::fill() {
  if (size_ != 0) return true;
  extra_.clear();
  if (!connection_->receive(extra_, read_size)) return false;
  data_ = extra_.data();
  size_ = extra_.size();
  ++fills_;
  const ServerSettings& settings = connection_->settings();
  if (waiting_) settle_wait();
  const std::chrono::duration<double> earned{static_cast<double>(size_) / static_cast<double>(settings.body_rate)};
  credit_ =
      std::min<async::Duration>(settings.body_timeout, credit_ + std::chrono::duration_cast<async::Duration>(earned));
  return true;
}

async::Task<std::string_view> BodyReceiver::read_some() {
  for (;;) {
    const std::string_view piece = take();
    if (refused_) throw HttpError{rejection().status, std::string(rejection().code), std::string(rejection().detail)};
    if (!piece.empty() || ended_) co_return piece;
    if (error_) std::rethrow_exception(error_);
    if (held_ == 0) hold(read_size);  // for what it comes through
    if (std::exchange(continue_pending_, false)) connection_->send_continue();
    // A client that sends without a pause must not keep the others waiting.
    if (fills_ == fills_per_turn || (fills_ != 0 && connection_->had_its_turn())) {
      fills_ = 0;
      co_await async::yield();
    }
    if (fill()) continue;
    if (connection_->broken()) throw async::Cancelled{};
    if (connection_->ended()) {
      throw HttpError{Status::bad_request, "body_incomplete", "The client has ended before its body was complete."};
    }
    fills_ = 0;
    const Waiting waiting{*this};
    co_await arrived_.wait_patient();
  }
}

std::optional<std::uint64_t> BodyReceiver::remaining() const {
  if (ended_) return ready_.size();
  if (kind_ == Framing::Body::chunked) return std::nullopt;
  return left_;
}

void BodyReceiver::on_readable() {
  if (fill() || connection_->ended()) arrived_.pulse();
}

void BodyReceiver::fail(std::exception_ptr error) {
  error_ = std::move(error);
  arrived_.pulse();
}

void BodyReceiver::give_way() {
  let_go();  // its task ends in this turn
  fail(std::make_exception_ptr(too_many_bodies("The body did not come while others needed the memory for it.")));
}

bool BodyReceiver::discardable() const noexcept {
  return !refused_ && !error_ && !continue_pending_ && kind_ == Framing::Body::sized && left_ <= worth_discarding;
}

bool BodyReceiver::discard() {
  while (!ended_ && (size_ != 0 || fill())) take();
  return ended_;
}

}  // namespace tenon::http::detail
