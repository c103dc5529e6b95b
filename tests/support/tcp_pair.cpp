#include "tcp_pair.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

namespace tenon::test {
namespace {

async::Fd open_socket() {
  async::Fd socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!socket) throw std::system_error(errno, std::generic_category(), "socket");
  return socket;
}

void require(int result, const char* call) {
  if (result != 0) throw std::system_error(errno, std::generic_category(), call);
}

}  // namespace

std::pair<async::Fd, async::Fd> tcp_pair() {
  const async::Fd listener = open_socket();
  async::Fd near = open_socket();
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  require(::bind(listener.get(), any, size), "bind");
  require(::listen(listener.get(), 1), "listen");
  require(::getsockname(listener.get(), any, &size), "getsockname");
  require(::connect(near.get(), any, size), "connect");
  require(::fcntl(near.get(), F_SETFL, O_NONBLOCK), "fcntl");
  async::Fd far{::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)};
  if (!far) throw std::system_error(errno, std::generic_category(), "accept4");
  return {std::move(near), std::move(far)};
}

}  // namespace tenon::test
