#include <algorithm>
#include <tenon/async/event.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/stream.hpp>
#include <tenon/base/error.hpp>
#include <utility>

namespace tenon::async {
namespace {

// One direction of a connection: whether trying is worth it, and who waits until it is.
struct Direction {
  Direction() noexcept { ready.set(); }

  Event ready;
  Ready needs = Ready::none;

  void on_ready(Ready what) noexcept {
    if (any(what & needs)) ready.set();
  }
  void blocked(Ready until) noexcept {
    ready.reset();
    needs = until;
  }
  /// What the wait before this operation was for, once.
  Ready waited_for() noexcept { return std::exchange(needs, Ready::none); }
  /// The other direction has had what this one waits for: over TLS its event does not come again.
  void other_moved(Ready what) noexcept {
    if (!ready.is_set() && any(what & needs)) ready.set();
  }
};

}  // namespace

class Stream::State final : public IoHandler {
 public:
  State(Loop& loop, std::unique_ptr<Transport> connected) : transport(std::move(connected)) {
    if (transport->fd() >= 0) loop.add(transport->fd(), *this);
  }
  ~State() { stop_watching(); }

  [[noreturn]] void lost() const { throw Unavailable{"connection_lost", "Connection lost: " + transport->failure()}; }
  [[noreturn]] static void ended() { throw Unavailable{"connection_lost", "Connection lost: the peer has closed it."}; }
  void require_open() const {
    if (!transport) throw Unavailable{"connection_lost", "The connection is closed."};
  }

  void on_ready(Ready what) override {
    if (any(what & Ready::closed)) peer_closed = true;
    reading.on_ready(what);
    writing.on_ready(what);
  }
  void close() noexcept {
    stop_watching();
    transport.reset();
    reading.ready.set();
    writing.ready.set();
  }

  std::unique_ptr<Transport> transport;
  Direction reading;
  Direction writing;
  bool peer_closed = false;  // then even an emptied socket still holds the end
};

Stream::Stream(Loop& loop, std::unique_ptr<Transport> transport)
    : state_(std::make_unique<State>(loop, std::move(transport))) {}
Stream::Stream(Stream&&) noexcept = default;
Stream& Stream::operator=(Stream&&) noexcept = default;
Stream::~Stream() = default;

Transport& Stream::transport() const noexcept { return *state_->transport; }

Task<std::size_t> Stream::read_some(char* to, std::size_t size) {
  State& state = *state_;
  for (;;) {
    co_await state.reading.ready.wait();
    state.require_open();
    const IoResult result = state.transport->read(to, size);
    state.writing.other_moved(Ready::readable);
    switch (result.status) {
      case IoStatus::ok:
        if (result.drained && !state.peer_closed) state.reading.blocked(Ready::readable);
        co_return result.bytes;
      case IoStatus::would_block: state.reading.blocked(result.needs); break;
      case IoStatus::eof: co_return 0;
      case IoStatus::error: state.lost();
    }
  }
}

Task<> Stream::read_exactly(char* to, std::size_t size) {
  while (size > 0) {
    const std::size_t count = co_await read_some(to, size);
    if (count == 0) State::ended();
    to += count;
    size -= count;
  }
}

Task<> Stream::write_all(std::string_view data) { return write_all(data, {}); }

Task<> Stream::write_all(std::string_view head, std::string_view body) {
  State& state = *state_;
  state.require_open();
  while (!head.empty() || !body.empty()) {
    co_await state.writing.ready.wait();
    state.require_open();
    const IoResult result = body.empty() ? state.transport->write(head) : state.transport->write2(head, body);
    if (result.status == IoStatus::ok) state.reading.other_moved(state.writing.waited_for() | Ready::writable);
    switch (result.status) {
      case IoStatus::ok: {
        const std::size_t of_head = std::min(result.bytes, head.size());
        head.remove_prefix(of_head);
        body.remove_prefix(result.bytes - of_head);
        break;
      }
      case IoStatus::would_block: state.writing.blocked(result.needs); break;
      case IoStatus::eof:
      case IoStatus::error: state.lost();
    }
  }
}

Task<> Stream::close() {
  State& state = *state_;
  while (state.transport && state.transport->shutdown().status == IoStatus::would_block) {
    state.writing.blocked(Ready::writable);
    co_await state.writing.ready.wait();
  }
  state.close();
}

}  // namespace tenon::async
