#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <tenon/async/event.hpp>
#include <tenon/async/listener.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

constexpr int accepts_per_turn = 64;
constexpr auto pause_without_resources = std::chrono::milliseconds{50};

[[noreturn]] void throw_listen_failed(const Address& address) {
  throw Unavailable{"listen_failed",
                    "Cannot listen on " + address.to_string() + ": " + std::generic_category().message(errno)};
}

Fd spare_descriptor() noexcept { return Fd{::open("/dev/null", O_RDONLY | O_CLOEXEC)}; }

void set_option(const Fd& socket, int level, int option, int value = 1) noexcept {
  ::setsockopt(socket.get(), level, option, &value, sizeof value);
}

bool has_file(const Address& address) { return address.is_unix() && address.host().find('\0') != 0; }

// A socket file that nobody listens on any more is in the way of bind().
void remove_stale_file(const Address& address) {
  Fd probe{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!probe) return;
  const auto* system = static_cast<const sockaddr*>(address.system());
  if (::connect(probe.get(), system, static_cast<socklen_t>(address.system_size())) != 0 && errno == ECONNREFUSED) {
    ::unlink(address.host().c_str());
  }
}

Fd open_listening(const Address& address, const ListenOptions& options) {
  if (has_file(address)) remove_stale_file(address);
  const auto* system = static_cast<const sockaddr*>(address.system());
  Fd socket{::socket(system->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!socket) throw_listen_failed(address);
  if (!address.is_unix()) {
    set_option(socket, SOL_SOCKET, SO_REUSEADDR);
    if (options.reuse_port) set_option(socket, SOL_SOCKET, SO_REUSEPORT);
    // Accepted sockets inherit what follows.
    if (options.no_delay) set_option(socket, IPPROTO_TCP, TCP_NODELAY);
    if (options.unsent_bytes > 0) set_option(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, options.unsent_bytes);
  }
  if (::bind(socket.get(), system, static_cast<socklen_t>(address.system_size())) != 0 ||
      ::listen(socket.get(), options.backlog) != 0) {
    throw_listen_failed(address);
  }
  return socket;
}

}  // namespace

class Listener::State final : public IoHandler {
 public:
  State(Loop& loop, const Address& address, const ListenOptions& options)
      : socket_(open_listening(address, options)), spare_(spare_descriptor()) {
    if (has_file(address)) file_ = address.host();
    acceptable_.set();
    loop.add(socket_.get(), *this);
  }
  ~State() { close(); }

  void close() noexcept {
    stop_watching();
    socket_.reset();
    if (!file_.empty()) ::unlink(std::exchange(file_, {}).c_str());
    acceptable_.set();
  }

  enum class Outcome { accepted, none_waiting, skipped, no_descriptors, no_resources };

  Outcome try_accept(Accepted& accepted) {
    if (!socket_) throw Unavailable{"listener_closed", "The listener is closed."};
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    Fd connection{::accept4(socket_.get(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (connection) {
      accepted = {std::move(connection), Address::from_system(&peer, size)};
      return Outcome::accepted;
    }
    switch (errno) {
      case EAGAIN: acceptable_.reset(); return Outcome::none_waiting;
      case EMFILE:
      case ENFILE: return Outcome::no_descriptors;
      case ENOBUFS:
      case ENOMEM: return Outcome::no_resources;
      case EBADF:
      case EINVAL:
      case ENOTSOCK: throw std::system_error(errno, std::generic_category(), "accept4");
      default: return Outcome::skipped;  // the connection's error, not the listener's: accept(2)
    }
  }

  // Gives the spare descriptor to the connection, to close it at once: its client sees an end rather than silence.
  bool refuse_one() noexcept {
    if (!spare_) return false;
    spare_.reset();
    const Fd connection{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC)};
    if (connection) ++refused_;
    return static_cast<bool>(connection);
  }
  void renew_spare() noexcept {
    if (!spare_) spare_ = spare_descriptor();
  }

  Event::Wait arrival() noexcept { return acceptable_.wait_patient(); }

  Address address() const {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&name), &size);
    return Address::from_system(&name, size);
  }
  std::size_t refused() const noexcept { return refused_; }

  // One turn's worth of accepting; true when it is used up.
  bool spend() noexcept { return ++accepted_ % accepts_per_turn == 0; }

 private:
  void on_ready(Ready) override { acceptable_.set(); }

  Fd socket_;
  Fd spare_;
  std::string file_;
  Event acceptable_;
  std::size_t refused_ = 0;
  unsigned accepted_ = 0;
};

Listener::Listener(Loop& loop, const Address& address, const ListenOptions& options)
    : state_(std::make_unique<State>(loop, address, options)) {}
Listener::Listener(Listener&&) noexcept = default;
Listener& Listener::operator=(Listener&&) noexcept = default;
Listener::~Listener() = default;

Task<Accepted> Listener::accept() {
  State& state = *state_;
  if (state.spend()) co_await yield();
  for (;;) {
    co_await state.arrival();
    Accepted accepted;
    switch (state.try_accept(accepted)) {
      case State::Outcome::accepted: co_return accepted;
      case State::Outcome::none_waiting:
      case State::Outcome::skipped: break;
      case State::Outcome::no_descriptors: {
        const bool refused = state.refuse_one();
        state.renew_spare();
        if (!refused) co_await sleep_for(pause_without_resources);
        break;
      }
      case State::Outcome::no_resources: co_await sleep_for(pause_without_resources); break;
    }
  }
}

Address Listener::address() const { return state_->address(); }
std::size_t Listener::refused() const noexcept { return state_->refused(); }
void Listener::close() noexcept { state_->close(); }

}  // namespace tenon::async
