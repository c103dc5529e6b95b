#include <tenon/async/loop.hpp>
#include <tenon/async/transport_handler.hpp>

namespace tenon::async {

void TransportHandler::watch(Loop& loop) {
  if (transport_->fd() >= 0) loop.add(transport_->fd(), *this);
}

IoResult TransportHandler::receive(char* to, std::size_t size) noexcept {
  const IoResult result = transport_->read(to, size);
  read_needs_ = Ready::readable;
  switch (result.status) {
    case IoStatus::ok:
      if (result.drained && !peer_closed()) forget(Ready::readable);
      break;
    case IoStatus::would_block:
      forget(Ready::readable);
      read_needs_ = result.needs;
      break;
    case IoStatus::eof:
      ended_ = true;
      ready_ = ready_ | Ready::closed;
      break;
    case IoStatus::error: break;
  }
  if (any(write_needs_ & Ready::readable)) [[unlikely]]
    wake_writer();
  return result;
}

Output::Progress TransportHandler::flush(Output& output) noexcept {
  const Output::Progress progress = output.flush(*transport_);
  const Ready needed = write_needs_;
  if (progress == Output::Progress::blocked) {
    forget(Ready::writable);
    write_needs_ = output.needs();
  } else {
    write_needs_ = Ready::writable;
  }
  // Not when it is blocked without having moved anything: each would wake the other for ever.
  if (output.advanced() && (any(needed & Ready::readable) || any(read_needs_ & Ready::writable))) [[unlikely]]
    wake_reader();
  return progress;
}

IoResult TransportHandler::shutdown() noexcept {
  const IoResult result = transport_->shutdown();
  if (result.status == IoStatus::would_block) {
    forget(Ready::writable);
    write_needs_ = result.needs;
  } else if (any(read_needs_ & Ready::writable)) {
    wake_reader();
  }
  return result;
}

/// What was read may have been what writing waited for, and its event is not repeated.
void TransportHandler::wake_writer() noexcept {
  if (writable()) return;
  ready_ = ready_ | Ready::writable;
  on_unblocked();
}

void TransportHandler::wake_reader() noexcept {
  if (readable()) return;
  ready_ = ready_ | Ready::readable;
  on_unblocked();
}

void TransportHandler::close() noexcept {
  stop_watching();
  transport_.reset();
}

}  // namespace tenon::async
