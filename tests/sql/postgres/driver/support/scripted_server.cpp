#include "support/scripted_server.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "support/server_messages.hpp"

namespace tenon::sql::postgres::testing {

std::string ScriptedServer::Peer::receive() const {
  char bytes[4096];
  const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
  return got > 0 ? std::string(bytes, static_cast<std::size_t>(got)) : std::string();
}

void ScriptedServer::Peer::send(const std::string& bytes) const {
  ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void ScriptedServer::Peer::let_in() const {
  receive();
  send(authentication(0) + backend_key(1, 2) + ready_for_query());
}

ScriptedServer::ScriptedServer(std::function<void(const Peer&)> script) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const async::Address any = async::Address::ip("127.0.0.1", 0);
  sockaddr_in bound{};
  socklen_t size = sizeof bound;
  if (listener < 0 ||
      ::bind(listener, static_cast<const sockaddr*>(any.system()), static_cast<socklen_t>(any.system_size())) != 0 ||
      ::listen(listener, 1) != 0 || ::getsockname(listener, reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "no server for a test");
  }
  port_ = ntohs(bound.sin_port);
  thread_ = std::thread([listener, script = std::move(script)] {
    const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    ::close(listener);
    script(Peer(socket));
    ::close(socket);
  });
}

}  // namespace tenon::sql::postgres::testing
