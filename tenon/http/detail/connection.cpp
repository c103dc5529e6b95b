#include <tenon/http/detail/connection.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include <tenon/http/detail/shard.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http::detail {

namespace {

using namespace std::chrono_literals;

/// A connection that keeps on sending lets the others have their turn after so many reads.
constexpr int reads_per_turn = 4;
/// And one that keeps on having requests after so much work.
constexpr async::Duration work_per_turn = 1ms;
/// All of those together.
constexpr async::Duration work_of_all_per_turn = 10ms;
/// A read behind the part of a head that is there already makes room for at least so much.
constexpr std::size_t min_read = 4096;
/// How long the client may take to end its side after we have ended ours.
constexpr async::Duration linger_time = 2s;
/// A client at work that does nothing for so long may be ended for the sake of others.
constexpr async::Duration stall_time = 1s;
/// How long an idle connection stays open while the server drains: a request may be on its way.
constexpr async::Duration drain_time = 1s;

}  // namespace

Connection::Connection(Shard& shard, std::unique_ptr<async::Transport> transport, const Peer& peer)
    : TransportHandler(std::move(transport)),
      Timer(shard.loop()),
      shard_(shard),
      peer_(peer),
      since_(shard.loop().now()),
      progress_(since_) {
  watch(loop());
  update_timer();
}

Connection::~Connection() {
  if (held_ != 0) shard_.count_unsent(*this, held_, 0);
  if (holding_) set_holding(false);
  if (busy()) shard_.stats().active.subtract();
}

void Connection::on_ready(async::Ready ready) {
  if (any(ready & async::Ready::closed) && !peer_closed() && busy()) since_ = loop().now();
  note(ready);
  if (exchange_ && !holding_) flush();
  proceed();
}

void Connection::on_turn_end() {
  if (!holding_) flush();
  proceed();
}

void Connection::run() { proceed(); }

void Connection::on_done() {
  if (phase_ == Phase::running) {
    finish_handler();
  } else {
    finish_stream();
  }
  proceed();
}

void Connection::on_timer() {
  if (loop().now() >= deadline()) time_out();
  proceed();
}

/// Goes on until there is nothing to do but to wait.
void Connection::proceed() {
  int reads = 0;
  if (holding_) set_holding(false);
  while (!broken_ && step(reads)) {
  }
  settle();
}

/// One step; false when it has to wait.
inline bool Connection::step(int& reads) {
  switch (phase_) {
    case Phase::reading:
      if (!exchange_) return read_head(reads);
      if (unsent() >= send_limit()) flush();
      if (broken_ || blocked()) return false;
      if (exchange_->input.empty()) return read_head(reads);
      if (since_ == loop().now() && had_its_turn()) {  // it is not the first request of this turn
        set_holding(true);
        yield();
        return false;
      }
      return begin_request() || read_head(reads);
    case Phase::running:
    case Phase::streaming:
      if (exchange_->receiver.waiting()) exchange_->receiver.on_readable();
      return false;
    case Phase::sending:
      if (unsent() != 0) return false;
      finish_exchange();
      return true;
    case Phase::discarding:
      if (exchange_->receiver.discard()) {
        finish_exchange();
      } else if (TransportHandler::ended()) {
        begin_closing();
      } else {
        return false;
      }
      return true;
    case Phase::closing: return close_output();
    case Phase::lingering: return linger(reads);
  }
  return false;
}

/// What is to be done before the loop goes on to others; the connection may be gone afterwards.
inline void Connection::settle() {
  if (!broken_ && exchange_ && unsent() != 0 && writable()) {
    if (busy()) {
      flush_at_turn_end();
    } else if (!holding_) {
      flush();
    }
  }
  if (broken_) {
    if (!busy()) shard_.destroy(*this);
    return;
  }
  if (!writable() || held_ != 0) count_unsent();
  if (phase_ == Phase::reading && exchange_ && exchange_->input.empty() && unsent() == 0) {
    shard_.release(std::move(exchange_));
  }
  update_timer();
}

bool Connection::had_its_turn() noexcept {
  const async::Time now = loop().clock();
  if (work_began_ < loop().now()) work_began_ = now;
  const std::uint32_t others = shard_.holding();
  return now - work_began_ >= (others == 0 ? work_per_turn : std::min(work_per_turn, work_of_all_per_turn / others));
}

void Connection::set_holding(bool holding) noexcept {
  holding_ = holding;
  shard_.count_holding(holding);
}

inline bool Connection::read_head(int& reads) {
  if (TransportHandler::ended()) {
    begin_closing();
    return true;
  }
  if (!readable()) return false;
  if (reads++ == reads_per_turn) {
    yield();
    return false;
  }
  if (!exchange_) exchange_ = shard_.acquire();
  const std::size_t held = exchange_->input.size();
  return receive(exchange_->input, std::max(Exchange::input_size - std::min(held, Exchange::input_size), min_read)) ||
         TransportHandler::ended();
}

bool Connection::receive(Buffer& to, std::size_t size) {
  if (!readable() || ended()) return false;
  const async::IoResult result = TransportHandler::receive(to.prepare(size), size);
  if (result.status == async::IoStatus::ok) {
    to.commit(result.bytes);
    return true;
  }
  if (result.status == async::IoStatus::error) break_off();
  return false;
}

void Connection::flush() noexcept {
  if (broken_ || !writable() || !exchange_ || unsent() == 0) return;
  async::Output& output = exchange_->output;
  const async::Output::Progress progress = TransportHandler::flush(output);
  if (progress == async::Output::Progress::failed) return break_off();
  const bool blocked = progress == async::Output::Progress::blocked;
  if (blocked) {
    count_taken(output.advance());
  } else {
    progress_ = loop().now();
  }
  stalled_ = blocked;
  if (blocked) update_timer();
  if (phase_ == Phase::streaming && output.advanced()) exchange_->sender.on_drained();
}

/// What the client takes earns it more time for the rest, though never more than write_timeout. That the socket is
/// writable again says too little: the system waits with that until a large part of its buffer has left, which a slow
/// client takes longer for than it may stand still.
bool Connection::count_taken(std::size_t written) noexcept {
  const std::size_t before = std::exchange(in_flight_, transport().in_flight()) + written;
  const async::Time latest = loop().now() + settings().write_timeout;
  if (!stalled_) {
    send_until_ = latest;
  } else if (before <= in_flight_) {
    return false;
  } else {
    const std::chrono::duration<double> earned{static_cast<double>(before - in_flight_) /
                                               static_cast<double>(settings().send_rate)};
    send_until_ = std::min(latest, send_until_ + std::chrono::duration_cast<async::Duration>(earned));
  }
  progress_ = loop().now();
  return true;
}

bool Connection::has_taken() noexcept {
  if (!count_taken()) return false;
  count_unsent();
  return true;
}

std::size_t Connection::send_limit() const noexcept {
  return shard_.lacks_send_memory() ? 1 : std::size_t{settings().send_limit};
}

void Connection::trim_output() noexcept {
  if (shard_.lacks_send_memory()) exchange_->output.reset();
}

/// What the client keeps us from sending counts; what this turn's flush will send does not.
void Connection::count_unsent() noexcept {
  std::size_t held = 0;
  if (blocked()) {
    held = exchange_->output.held() + transport().held();
    if (phase_ == Phase::streaming) held += exchange_->sender.held();
  }
  if (progress_ == loop().now()) async::detail::ListNode<StalledTag>::unlink();  // to the end of the row
  shard_.count_unsent(*this, std::exchange(held_, held), held);
  if (!exchange_ || exchange_->receiver.waiting() || !exchange_->receiver.holds()) return;
  if (held == 0 || progress_ == loop().now()) exchange_->receiver.unlink();
  if (held != 0 && phase_ == Phase::streaming && !exchange_->receiver.linked()) shard_.keeps_body(exchange_->receiver);
}

std::optional<Connection::Idleness> Connection::idleness() const noexcept {
  if (broken_) return std::nullopt;
  if (phase_ == Phase::reading && !exchange_) return Idleness{.at_work = false, .since = since_};
  std::optional<async::Time> since;
  if (blocked()) {
    since = progress_;
  } else if (phase_ == Phase::reading ? head_begun_ : !busy()) {
    since = since_;
  } else if (busy() && exchange_->receiver.waiting()) {
    since = exchange_->receiver.waiting_since();
  }
  if (!since || loop().now() - *since < stall_time) return std::nullopt;
  return Idleness{.at_work = true, .since = *since};
}

bool Connection::give_way() {
  const std::optional<Idleness> before = idleness();
  if (!before) return false;
  if (!before->at_work) {
    try_reading();  // a request may have come whose event has not been seen yet
    int reads = 0;
    while (!broken_ && step(reads)) {
    }
    if (!broken_) {
      if (phase_ != Phase::reading || !exchange_ || !exchange_->input.empty() || unsent() != 0) {
        proceed();
        return false;
      }
      shard_.release(std::move(exchange_));
      shutdown();
    }
  } else if (blocked() && count_taken()) {
    settle();
    return false;
  } else if (phase_ == Phase::reading) {
    reject(
        {Status::request_timeout, "head_timeout", "The request did not arrive before others needed its connection."});
    flush();
    if (!broken_) shutdown();
  }
  cut();
  return true;
}

void Connection::send_continue() {
  if (broken_) return;
  output().append(continue_head);
  flush();
}

void Connection::begin_closing() noexcept {
  phase_ = Phase::closing;
  since_ = loop().now();
}

/// Sends what is left and then our end. The client's end is awaited: if the socket were closed while bytes of the
/// client lie unread, the system would reset the connection, and the answer could be lost on its way (RFC 9112 section
/// 9.6).
bool Connection::close_output() {
  flush();
  if (broken_) return true;
  if (exchange_) {
    if (unsent() != 0) return false;
    exchange_->next();
    shard_.release(std::move(exchange_));
  }
  if (TransportHandler::ended()) {
    break_off();
    return true;
  }
  const async::IoResult result = shutdown();
  if (result.status == async::IoStatus::would_block) return false;
  if (result.status != async::IoStatus::ok) break_off();
  phase_ = Phase::lingering;
  since_ = loop().now();
  return true;
}

/// Throws away what the client still sends.
bool Connection::linger(int& reads) {
  if (reads++ == reads_per_turn) {
    if (readable()) yield();
    return false;
  }
  Buffer& scrap = shard_.scrap();
  scrap.clear();
  if (receive(scrap, Exchange::input_size)) return true;
  if (TransportHandler::ended()) break_off();
  return false;
}

/// Nothing is read and nothing is sent any more: what is left in the output must keep nobody waiting.
void Connection::break_off() noexcept {
  if (broken_) return;
  broken_ = true;
  disarm();
  if (exchange_) {
    exchange_->output.reset();
    if (!exchange_->receiver.waiting()) exchange_->receiver.unlink();
  }
  if (held_ != 0) shard_.count_unsent(*this, std::exchange(held_, 0), 0);
  if (busy()) exchange_->context.cancel();
  close();
}

void Connection::update_timer() noexcept {
  const async::Time at = deadline();
  if (at == async::Time::max()) {
    disarm();
  } else {
    arm(at);
  }
}

async::Time Connection::deadline() const noexcept {
  const ServerSettings& limits = settings();
  if (broken_) return async::Time::max();
  if (blocked()) return send_until_;
  switch (phase_) {
    case Phase::reading:
      if (head_begun_) return since_ + limits.head_timeout;
      if (draining_) return since_ + drain_time;
      return since_ + (requests_ == 0 ? limits.first_byte_timeout : limits.idle_timeout);
    case Phase::running:
    case Phase::streaming:
      if (exchange_->receiver.waiting()) return exchange_->receiver.deadline();
      if (peer_closed() && !cancelled_) return std::max(since_, progress_) + limits.half_close_timeout;
      return async::Time::max();
    case Phase::sending: return progress_ + limits.write_timeout;
    case Phase::discarding: return since_ + limits.body_timeout;
    case Phase::closing:
    case Phase::lingering: return since_ + linger_time;
  }
  return async::Time::max();
}

void Connection::time_out() {
  if (blocked()) {
    count_taken();
    if (send_until_ <= loop().now()) break_off();
    return;
  }
  switch (phase_) {
    case Phase::reading:
      if (!head_begun_) return break_off();
      return reject({Status::request_timeout, "head_timeout", "The request did not arrive in time."});
    case Phase::running:
    case Phase::streaming:
      if (exchange_->receiver.waiting()) {
        return exchange_->receiver.fail(std::make_exception_ptr(
            HttpError{Status::request_timeout, "body_timeout", "The body did not arrive in time."}));
      }
      cancelled_ = true;
      return exchange_->context.cancel();
    case Phase::sending:
    case Phase::discarding:
    case Phase::closing:
    case Phase::lingering: return break_off();
  }
}

void Connection::drain() {
  draining_ = true;
  if (phase_ == Phase::reading && !head_begun_) since_ = loop().now();
  proceed();
}

void Connection::cut() {
  break_off();
  settle();
}

void Connection::refuse(const Rejection& rejection) {
  exchange_ = shard_.acquire();
  reject(rejection);
  proceed();
}

}  // namespace tenon::http::detail
