#include <sys/socket.h>
#include <unistd.h>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/async/fd.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/transport.hpp>
#include <tenon/http/server.hpp>

#include "../http/support/parsing.hpp"

// A whole connection of the server. The first byte says where the rest is cut; then the client ends its side. However
// that is, the handler sees the requests that a plain reading of the bytes finds, one by one, and nothing else.

namespace {

using namespace tenon;
using namespace tenon::http;

void require(bool condition) {
  if (!condition) std::abort();
}

class Site {
 public:
  std::vector<std::string> serve(std::string_view bytes, std::size_t cut) {
    seen_.clear();
    int ends[2];
    require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
    const async::Fd client{ends[0]};
    server_.serve(loop_, async::socket_transport(async::Fd{ends[1]}));
    send(client, bytes.substr(0, cut));
    send(client, bytes.substr(cut));
    ::shutdown(client.get(), SHUT_WR);
    loop_.run_ready();
    require(server_.stats().connections_open == 0);
    return std::move(seen_);
  }

 private:
  void send(const async::Fd& client, std::string_view bytes) {
    require(::send(client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()) ||
            errno == EPIPE);
    loop_.run_ready();
  }

  async::Task<Response> answer(Request& request) {
    const std::string body{co_await request.read_body()};
    seen_.push_back(std::string{to_string(request.method())} + " " + std::string{request.target()} + " " + body);
    co_return Response::text("answer");
  }

  std::vector<std::string> seen_;
  async::Loop loop_{{.manual_time = true}};
  Server server_{Service{Handler{[this](Request& request) { return answer(request); }}}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Site site;
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  const std::vector<std::string> expected = test::converse(bytes).requests;
  require(site.serve(bytes, 0) == expected);
  require(site.serve(bytes, bytes.empty() ? 0 : data[0] % bytes.size()) == expected);
  return 0;
}
