#include <tenon/async/loop.hpp>
#include <tenon/async/transport_handler.hpp>

namespace tenon::async {

void TransportHandler::watch(Loop& loop) {
  if (transport_->fd() >= 0) loop.add(transport_->fd(), *this);
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
  ready_ = Ready::none;
}

}  // namespace tenon::async
