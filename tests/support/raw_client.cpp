#include "raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <stdexcept>

#include <tenon/base/text/ascii.hpp>

namespace tenon::test {

RawClient::RawClient(std::uint16_t port, Window window) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (window.receive_buffer != 0) set_receive_buffer(window.receive_buffer);
  if (window.segment != 0) ::setsockopt(fd_, IPPROTO_TCP, TCP_MAXSEG, &window.segment, sizeof window.segment);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
  const int on = 1;  // each send() is a packet of its own
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient::~RawClient() { close(); }

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the test sees what the server answered
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawClient::half_close() { ::shutdown(fd_, SHUT_WR); }

void RawClient::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void RawClient::reset() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close();
}

void RawClient::set_receive_buffer(int bytes) { ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }

std::string RawClient::receive(std::chrono::milliseconds wait, std::size_t most) {
  pollfd ready{.fd = fd_, .events = POLLIN, .revents = 0};
  if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return {};
  std::string bytes(most, '\0');
  const ssize_t size = ::recv(fd_, bytes.data(), bytes.size(), 0);
  bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return bytes;
}

std::string RawClient::receive_all() {
  std::string all = std::move(pending_);
  pending_.clear();
  for (;;) {
    const std::string bytes = receive();
    if (bytes.empty()) return all;
    all += bytes;
  }
}

bool RawClient::ends(std::chrono::milliseconds wait) {
  const auto until = std::chrono::steady_clock::now() + wait;
  while (std::chrono::steady_clock::now() < until) {
    pollfd ready{.fd = fd_, .events = POLLIN, .revents = 0};
    if (::poll(&ready, 1, 20) <= 0) continue;
    char bytes[4096];
    if (::recv(fd_, bytes, sizeof bytes, 0) <= 0) return true;
  }
  return false;
}

bool RawClient::ended() const {
  char byte;
  const ssize_t size = ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return size == 0 || (size < 0 && errno != EAGAIN);
}

bool RawClient::fill() {
  const std::string bytes = receive();
  pending_ += bytes;
  return !bytes.empty();
}

std::string RawClient::take_line() {
  std::size_t end;
  while ((end = pending_.find("\r\n")) == std::string::npos) {
    if (!fill()) return {};
  }
  std::string line = pending_.substr(0, end);
  pending_.erase(0, end + 2);
  return line;
}

RawResponse RawClient::response(bool head) {
  RawResponse response;
  for (int status = 100; status < 200;) {  // interim answers are passed over
    const std::string status_line = take_line();
    if (status_line.size() < 12) return response;
    status = std::stoi(status_line.substr(9, 3));
    response.status = status;
    response.headers.clear();
    for (std::string line; !(line = take_line()).empty();) {
      const std::size_t colon = line.find(':');
      response.headers[text::to_lower(std::string_view(line).substr(0, colon))] = line.substr(colon + 2);
    }
  }
  if (head || response.status == 204 || response.status == 304) {
    response.whole = true;
  } else if (response.headers.contains("content-length")) {
    const std::size_t size = std::stoul(response.headers["content-length"]);
    while (pending_.size() < size && fill()) {
    }
    response.whole = pending_.size() >= size;
    response.body = pending_.substr(0, size);
    pending_.erase(0, size);
  } else if (response.headers.contains("transfer-encoding")) {
    for (;;) {
      const std::string line = take_line();
      if (line.empty()) return response;
      const std::size_t size = std::stoul(line, nullptr, 16);
      while (pending_.size() < size + 2 && fill()) {
      }
      if (pending_.size() < size + 2) return response;
      response.body += pending_.substr(0, size);
      pending_.erase(0, size + 2);
      if (size == 0) break;
    }
    response.whole = true;
  } else {
    response.body = receive_all();
    response.whole = true;
  }
  return response;
}

std::string get(std::string_view path, std::string_view fields) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(fields) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view fields) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

std::string text_of(std::size_t size) {
  std::string text;
  while (text.size() < size) text += std::to_string(text.size()) + " ";
  text.resize(size);
  return text;
}

}  // namespace tenon::test
