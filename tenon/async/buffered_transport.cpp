#include <algorithm>
#include <tenon/async/buffered_transport.hpp>
#include <utility>

namespace tenon::async {
namespace {

/// A peer that keeps on sending lets the others have their turn after so many reads.
constexpr int reads_per_turn = 4;
constexpr const char* said_before = "The peer has sent something else before TLS began.";
/// A smaller buffer is not worth moving what is in it.
constexpr std::size_t smallest_shrunk = 4096;

std::exception_ptr timed_out(const char* detail) {
  return std::make_exception_ptr(Timeout{"connection_timeout", detail});
}
std::exception_ptr lost(const Transport& transport) {
  return std::make_exception_ptr(Unavailable{"connection_lost", "Connection lost: " + transport.failure()});
}
}  // namespace

BufferedTransport::BufferedTransport(Loop& loop, std::unique_ptr<Transport> transport, Events& events,
                                     const BufferedTransportOptions& options)
    : TransportHandler(std::move(transport)),
      Timer(loop),
      loop_(loop),
      events_(events),
      options_(options),
      handshake_until_(loop.now() + options.handshake_timeout) {
  options_.send_limit = std::max(options.send_limit, std::size_t{1});
  watch(loop);
  if (!this->transport().secure()) return;
  try_reading();  // begins the handshake
  soon();
}

BufferedTransport::~BufferedTransport() {
  if (gone_) *gone_ = true;
}

void BufferedTransport::on_ready(Ready ready) {
  note(ready);
  if (receive_all()) settle();
}

void BufferedTransport::on_unblocked() { soon(); }

void BufferedTransport::run() {
  if (std::exchange(drained_, false) && !failure_) {
    if (reached_limit()) {
      told_full_ = true;  // somebody has sent meanwhile
    } else if (!tell([this] { events_.on_drained(); })) {
      return;
    }
  }
  if (receive_all()) settle();
}

void BufferedTransport::on_turn_end() {
  if (send_all()) settle();
}

/// Calls a handler. False when the connection is gone or has ended: nothing of it may be touched then.
template <class Call>
bool BufferedTransport::tell(Call call) noexcept {
  bool gone = false;
  bool* const outer = std::exchange(gone_, &gone);
  std::exception_ptr thrown;
  try {
    call();
  } catch (...) {
    thrown = std::current_exception();
  }
  if (gone) {
    if (outer) *outer = true;
    return false;
  }
  gone_ = outer;
  if (thrown) {
    fail(std::move(thrown));
    return false;
  }
  return open();
}

// Reading. Each of these gives false when the connection is gone or has ended.

bool BufferedTransport::receive_all() noexcept {
  if (!open()) return false;
  for (int reads = 0; !paused_ || discard_;) {
    if (failure_ && !write_failed_) break;
    if (input_.empty() || discard_) again_ = false;
    if (!again_) {
      if (ended()) return end_reading();
      if (!readable()) break;
    }
    if (reads++ == reads_per_turn) {
      if (!Runnable::linked()) loop_.enqueue_next_turn(*this);
      return true;
    }
    if (std::exchange(again_, false)) {
      if (!deliver({})) return false;
      continue;
    }
    const std::span<char> memory = loop_.receive_buffer();
    const IoResult result = receive(memory.data(), memory.size());
    if (result.status == IoStatus::error) {
      fail(lost(transport()));
      return false;
    }
    if (result.status == IoStatus::ok && !discard_ && !deliver({memory.data(), result.bytes})) return false;
  }
  // What the peer has said before writing failed is read first, and not while it is paused.
  if (!failure_ || (write_failed_ && paused_ && !discard_)) return true;
  fail(failure_);
  return false;
}

bool BufferedTransport::deliver(std::string_view bytes) noexcept {
  const bool kept = !input_.empty();
  std::string_view all = bytes;
  std::size_t consumed = 0;
  delivering_ = true;
  upgraded_ = false;
  const bool alive = tell([&] {
    if (kept) {
      input_.append(bytes);
      all = input_.view();
    }
    consumed = std::min(events_.on_bytes(all), all.size());
  });
  if (!alive) return false;
  delivering_ = false;
  if (discard_) {
    input_.release();
    return true;
  }
  return keep_rest(all, consumed, kept);
}

inline bool BufferedTransport::keep_rest(std::string_view all, std::size_t consumed, bool kept) noexcept {
  const std::size_t rest = all.size() - consumed;
  if (rest != 0 && upgraded_) {
    fail(std::make_exception_ptr(Unavailable{"starttls_refused", said_before}));
    return false;
  }
  if (rest > options_.input_limit) {
    fail(std::make_exception_ptr(
        Unavailable{"connection_overflow", "The peer has sent more than can be taken at once."}));
    return false;
  }
  return tell([&] {
    if (kept) {
      input_.consume(consumed);
    } else if (rest != 0) {
      input_.append(all.substr(consumed));
    }
    shrink(input_);
  });
}

/// The peer's end has been read.
bool BufferedTransport::end_reading() noexcept {
  if (failure_) {
    fail(failure_);
    return false;
  }
  if (!std::exchange(end_told_, true) && !tell([this] { events_.on_end(); })) return false;
  return finish_both();
}

void BufferedTransport::resume() noexcept {
  if (!std::exchange(paused_, false)) return;
  again_ = true;
  if (write_failed_) progress_ = loop_.now();
  if (open() && !Runnable::linked()) loop_.enqueue_next_turn(*this);
}

bool BufferedTransport::finish_both() noexcept {
  if (!ended() || !end_sent_) return true;
  over_ = true;
  give_up();
  tell([this] { events_.on_closed(); });
  return false;
}

// Times and failures.

/// What is to be done before the loop goes on to others.
void BufferedTransport::settle() noexcept {
  const bool ends = shutting_down_ && !end_sent_ && established();
  if (!failure_ && writable() && (unsent() != 0 || ends)) loop_.at_turn_end(*this);
  const Time at = deadline();
  if (at == Time::max()) {
    disarm();
  } else {
    arm(at);
  }
}

Time BufferedTransport::deadline() const noexcept {
  if (write_failed_ && paused_ && !discard_ && !shutting_down_) return Time::max();
  if (write_failed_) return progress_ + options_.close_timeout;
  if (!established()) return handshake_until_;
  if (blocked_ && !writable()) return progress_ + options_.write_timeout;
  if (end_sent_ && !ended()) return progress_ + options_.close_timeout;
  return Time::max();
}

void BufferedTransport::on_timer() {
  if (loop_.now() < deadline()) return settle();
  if (write_failed_) return fail(failure_);
  if (!established()) return fail(timed_out("TLS was not agreed on in time."));
  if (!blocked_) return fail(timed_out("The peer did not end the connection in time."));
  if (!took_something()) return fail(timed_out("The peer takes nothing."));
  progress_ = loop_.now();
  settle();
}

void BufferedTransport::soon() noexcept {
  if (!Runnable::linked()) loop_.enqueue(*this);
}

/// What the peer has sent before is read first: it may say why.
void BufferedTransport::fail_writing() noexcept {
  write_failed_ = true;
  progress_ = loop_.now();
  try_reading();
  fail_later(lost(transport()));
}

void BufferedTransport::fail_later(std::exception_ptr failure) noexcept {
  failure_ = std::move(failure);
  drop_output(0);
  soon();
}

void BufferedTransport::fail(std::exception_ptr failure) noexcept {
  if (std::exchange(over_, true)) return;
  give_up();
  try {
    try {
      std::rethrow_exception(std::move(failure));
    } catch (const Error& error) {
      events_.on_error(error);
    } catch (const std::exception& error) {
      events_.on_error(Internal{"internal", error.what()});
    } catch (...) {
      events_.on_error(Internal{"internal", "A handler has thrown something that is no std::exception."});
    }
  } catch (...) {  // there is nobody else to tell
  }
}

void BufferedTransport::give_up() noexcept {
  TransportHandler::close();
  stop_waiting();
  drop_output(0);
  input_.release();
  failure_ = nullptr;
  delivering_ = false;
}

void BufferedTransport::stop_waiting() noexcept {
  disarm();
  Runnable::unlink();
  TurnHook::unlink();
}

void BufferedTransport::drop_output(std::size_t kept) noexcept {
  output_.reset(kept);
  behind_.release();
}

/// Gives back what a large message took, once it is consumed.
void BufferedTransport::shrink(Buffer& buffer) const {
  const std::size_t capacity = buffer.capacity();
  if (capacity <= options_.kept_memory) return;
  if (buffer.empty()) return buffer.release();
  if (capacity < smallest_shrunk || buffer.size() > capacity / 4) return;
  Buffer smaller;
  smaller.append(buffer.view());
  buffer = std::move(smaller);
}

}  // namespace tenon::async
