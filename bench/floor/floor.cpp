// The floor: what a request costs on this machine when next to nothing is done for it. One thread, a bare epoll loop,
// a search for the end of the headers, a comparison of the path, one send for all answers of one read. No limits, no
// timeouts, no errors worth the name: it is measured against, not used.
//
//     PORT=8080 floor          GET /plaintext, GET /json

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>
#include <unordered_map>

namespace {

constexpr std::size_t buffer_size = 65536;
constexpr std::string_view end_of_headers = "\r\n\r\n";

/// Bytes of a request that has not come whole; most connections never have an entry.
std::unordered_map<int, std::string> unfinished;

char date[64];
std::size_t date_size = 0;

/// The Date line, made once a second.
void update_date() {
  static std::time_t made = 0;
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec == made) return;
  made = now.tv_sec;
  std::tm utc{};
  ::gmtime_r(&made, &utc);
  date_size = std::strftime(date, sizeof date, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
}

void append_answer(std::string& out, std::string_view status, std::string_view type, std::string_view body) {
  char digits[20];
  const std::string_view length(
      digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, body.size()).ptr - digits));
  out.append("HTTP/1.1 ").append(status).append("\r\n").append(date, date_size);
  out.append("Content-Type: ").append(type).append("\r\nContent-Length: ").append(length).append("\r\n\r\n");
  out.append(body);
}

/// {"message":"Hello, World!"}, made for each request.
std::string_view json_body(char* out) {
  constexpr std::string_view message = "Hello, World!";
  char* end = out;
  const auto append = [&](std::string_view text) {
    end = static_cast<char*>(std::memcpy(end, text.data(), text.size())) + text.size();
  };
  append("{\"message\":\"");
  for (const char c : message) {
    if (c == '"' || c == '\\') *end++ = '\\';
    *end++ = c;
  }
  append("\"}");
  return {out, static_cast<std::size_t>(end - out)};
}

void answer(std::string_view request, std::string& out) {
  if (request.starts_with("GET /plaintext ")) {
    append_answer(out, "200 OK", "text/plain", "Hello, World!");
  } else if (request.starts_with("GET /json ")) {
    char body[64];
    append_answer(out, "200 OK", "application/json", json_body(body));
  } else {
    append_answer(out, "404 Not Found", "text/plain", "");
  }
}

/// Answers the requests that are whole; returns how many bytes they took.
std::size_t answer_all(std::string_view in, std::string& out) {
  std::size_t done = 0;
  while (true) {
    const std::size_t end = in.find(end_of_headers, done);
    if (end == std::string_view::npos) return done;
    answer(in.substr(done, end - done), out);
    done = end + end_of_headers.size();
  }
}

void close_connection(int fd) {
  unfinished.erase(fd);
  ::close(fd);
}

void on_readable(int fd) {
  static char buffer[buffer_size];
  static std::string out;
  const ssize_t size = ::recv(fd, buffer, sizeof buffer, 0);
  if (size <= 0) {
    if (size == 0 || errno != EAGAIN) close_connection(fd);
    return;
  }
  std::string_view in(buffer, static_cast<std::size_t>(size));
  const auto rest = unfinished.empty() ? unfinished.end() : unfinished.find(fd);
  if (rest != unfinished.end()) in = rest->second.append(in);
  out.clear();
  const std::size_t done = answer_all(in, out);
  if (rest != unfinished.end()) {
    rest->second.erase(0, done);
    if (rest->second.empty()) unfinished.erase(rest);
  } else if (done < in.size()) {
    unfinished.emplace(fd, in.substr(done));
  }
  if (!out.empty() && ::send(fd, out.data(), out.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(out.size())) {
    close_connection(fd);
  }
}

void accept_all(int listener, int epoll) {
  while (true) {
    const int fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  }
}

int listen_on(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(fd, 4096) != 0) {
    std::perror("floor: listen");
    std::exit(1);
  }
  return fd;
}

}  // namespace

int main() {
  const char* port = std::getenv("PORT");
  const int listener = listen_on(static_cast<std::uint16_t>(port ? std::atoi(port) : 8080));
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  epoll_event event{.events = EPOLLIN, .data = {.fd = listener}};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  epoll_event events[256];
  while (true) {
    const int ready = ::epoll_wait(epoll, events, 256, -1);
    update_date();
    for (int i = 0; i < ready; ++i) {
      if (events[i].data.fd == listener) {
        accept_all(listener, epoll);
      } else {
        on_readable(events[i].data.fd);
      }
    }
  }
}
