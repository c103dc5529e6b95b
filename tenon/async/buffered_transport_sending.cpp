#include <tenon/async/buffered_transport.hpp>
#include <tenon/async/tls.hpp>
#include <utility>

namespace tenon::async {
namespace {

std::exception_ptr too_much() {
  return std::make_exception_ptr(Unavailable{"connection_overflow", "More is to be sent than the peer takes."});
}

}  // namespace

void BufferedTransport::send(std::string_view bytes) {
  if (!sends()) return;
  if (!fits(bytes.size())) flush_output();
  if (!sends()) return;
  if (!fits(bytes.size())) return fail_later(too_much());
  output().append(bytes);
}

Buffer& BufferedTransport::output() {
  if (!open() || failure_) {
    drop_output(0);  // what was written after the last event
  } else {
    loop_.at_turn_end(*this);
  }
  return output_.tail_size() != 0 ? behind_ : output_.buffer();
}

bool BufferedTransport::send_large(std::string_view bytes, std::size_t memory) {
  if (!sends() || output_.tail_size() != 0) return false;
  output_.set_tail(bytes, memory);
  told_full_ = true;
  loop_.at_turn_end(*this);
  return true;
}

void BufferedTransport::flush() {
  flush_output();
  if (open()) loop_.at_turn_end(*this);
}

bool BufferedTransport::full() const noexcept {
  if (!sends()) return true;
  if (reached_limit()) told_full_ = true;
  return reached_limit();
}

std::size_t BufferedTransport::held() const noexcept {
  return input_.capacity() + output_.held() + behind_.capacity() + (open() ? transport().held() : 0);
}

/// Whether so many bytes more stay within the bound; the tail is none of ours.
bool BufferedTransport::fits(std::size_t more) const noexcept {
  const std::size_t limit = options_.unsent_limit;
  const std::size_t buffered = behind_.size() + (output_.size() - output_.tail_size());
  return buffered <= limit && more <= limit - buffered;
}

/// No event comes from here: it is called by those whom events are for.
void BufferedTransport::flush_output() noexcept {
  if (!open() || failure_ || end_sent_) return drop_output(0);
  if (!writable()) return;
  while (unsent() != 0) {
    if (output_.empty()) std::swap(output_.buffer(), behind_);
    switch (TransportHandler::flush(output_)) {
      case Output::Progress::done: break;
      case Output::Progress::blocked: return note_blocked(output_.advanced());
      case Output::Progress::failed: return fail_writing();
    }
  }
  blocked_ = false;
  drop_output(options_.kept_memory);
  if (!std::exchange(told_full_, false)) return;
  drained_ = true;
  if (!Runnable::linked()) loop_.enqueue_next_turn(*this);
}

/// What the peer takes is seen by what the system still has for it, too: the socket is writable again only when a large
/// part of that has left.
void BufferedTransport::note_blocked(bool advanced) noexcept {
  if (took_something() || advanced || !blocked_ || !established()) progress_ = loop_.now();
  blocked_ = true;
  if (!fits(0)) fail_later(too_much());
}

bool BufferedTransport::took_something() noexcept {
  const std::size_t before = std::exchange(in_flight_, transport().in_flight());
  return in_flight_ < before;
}

/// False when the connection is gone or has ended.
bool BufferedTransport::send_all() noexcept {
  flush_output();
  if (!open()) return false;
  return failure_ ? receive_all() : finish_closing();
}

void BufferedTransport::shutdown(Incoming incoming) noexcept {
  if (!open()) return;
  shutting_down_ = true;
  loop_.at_turn_end(*this);
  if (incoming == Incoming::deliver || std::exchange(discard_, true)) return;
  if (!delivering_) input_.release();
  soon();
}

bool BufferedTransport::finish_closing() noexcept {
  if (!shutting_down_ || end_sent_ || unsent() != 0 || !writable() || !established()) return true;
  switch (TransportHandler::shutdown().status) {
    case IoStatus::ok:
      end_sent_ = true;
      blocked_ = false;
      progress_ = loop_.now();
      return finish_both();
    case IoStatus::would_block: note_blocked(false); return true;
    case IoStatus::eof:
    case IoStatus::error: break;
  }
  fail_writing();
  return receive_all();
}

template <class Wrap>
void BufferedTransport::upgrade(Wrap wrap) {
  const auto refuse = [](const char* detail) { throw Unavailable{"starttls_refused", detail}; };
  if (!sends()) refuse("The connection has ended.");
  if (transport().secure()) refuse("TLS is on already.");
  if (ended() || peer_closed()) refuse("The peer has ended the connection.");
  if (unsent() != 0) refuse("Bytes are unsent.");
  if (!delivering_ && !input_.empty()) refuse("The peer has sent something else before TLS began.");
  try {
    replace(std::move(wrap));
  } catch (...) {
    stop_waiting();
    throw;
  }
  upgraded_ = delivering_;
  established_ = false;
  handshake_until_ = loop_.now() + options_.handshake_timeout;
  soon();
}

void BufferedTransport::start_tls(const TlsClient& client, const std::string& host) {
  upgrade([&](std::unique_ptr<Transport> plain) { return client.connect(std::move(plain), host); });
}

void BufferedTransport::start_tls(const TlsServer& server) {
  upgrade([&](std::unique_ptr<Transport> plain) { return server.accept(std::move(plain)); });
}

}  // namespace tenon::async
