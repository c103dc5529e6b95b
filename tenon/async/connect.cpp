#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <tenon/async/blocking.hpp>
#include <tenon/async/connect.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/waiter.hpp>
#include <tenon/base/error.hpp>

namespace tenon::async {
namespace {

std::vector<Address> look_up(const std::string& host, std::uint16_t port, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* first = nullptr;
  if (int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &first)) {
    throw Unavailable{"name_not_found", "Cannot resolve " + host + ": " + ::gai_strerror(error)};
  }
  std::vector<Address> addresses;
  for (const addrinfo* info = first; info; info = info->ai_next) {
    addresses.push_back(Address::from_system(info->ai_addr, info->ai_addrlen));
  }
  ::freeaddrinfo(first);
  return addresses;
}

bool is_numeric(const std::string& host) noexcept {
  unsigned char bytes[sizeof(in6_addr)];
  return ::inet_pton(AF_INET, host.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

// Waits until a connect() in progress has ended.
class Connecting final : public IoHandler, public Waiter {
 public:
  Connecting(Loop& loop, const Fd& socket) { loop.add(socket.get(), *this); }

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> task) noexcept {
    return suspend(task);
  }
  void await_resume() const { check(); }

 private:
  void on_ready(Ready ready) override {
    if (any(ready & (Ready::writable | Ready::closed))) complete();
  }
};

[[noreturn]] void throw_connect_failed(const Address& address, int error) {
  throw Unavailable{"connect_failed",
                    "Cannot connect to " + address.to_string() + ": " + std::generic_category().message(error)};
}

int pending_error(const Fd& socket) noexcept {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

}  // namespace

Task<std::vector<Address>> resolve(std::string host, std::uint16_t port) {
  if (is_numeric(host)) co_return look_up(host, port, AI_NUMERICHOST);
  co_return co_await blocking(look_up, std::move(host), port, 0);
}

Task<Fd> connect(Address address) {
  Context& context = co_await current_context();
  const auto* system = static_cast<const sockaddr*>(address.system());
  Fd socket{::socket(system->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!socket) throw_connect_failed(address, errno);
  if (!address.is_unix()) {
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  const Time patience = context.loop().clock() + context.loop().options().default_wait;
  while (::connect(socket.get(), system, static_cast<socklen_t>(address.system_size())) != 0) {
    if (errno == EAGAIN && context.loop().clock() < patience) {  // a Unix socket whose backlog is full gives no event
      co_await sleep_for(std::chrono::milliseconds{1});
      continue;
    }
    if (errno != EINPROGRESS) throw_connect_failed(address, errno);
    co_await Connecting{context.loop(), socket};
    if (int error = pending_error(socket)) throw_connect_failed(address, error);
    break;
  }
  co_return socket;
}

Task<Fd> connect(std::vector<Address> addresses) {
  Context& context = co_await current_context();
  const Loop& loop = context.loop();
  if (addresses.empty()) throw Unavailable{"connect_failed", "There is no address to connect to."};
  const Time end = std::min(context.deadline(), loop.clock() + loop.options().default_wait);
  for (std::size_t i = 0;; ++i) {
    const bool last = i + 1 == addresses.size();
    const Duration share = (end - loop.clock()) / static_cast<std::int64_t>(addresses.size() - i);
    try {
      co_return co_await with_deadline(share, connect(addresses[i]));
    } catch (const Unavailable&) {
      if (last) throw;
    } catch (const Timeout&) {
      if (last || loop.clock() >= end) throw;
    }
  }
}

Task<Fd> connect(std::string host, std::uint16_t port) {
  std::vector<Address> addresses = co_await resolve(std::move(host), port);
  co_return co_await connect(std::move(addresses));
}

}  // namespace tenon::async
