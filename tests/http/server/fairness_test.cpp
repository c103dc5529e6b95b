#include <sys/resource.h>

#include <gtest/gtest.h>
#include <atomic>
#include <string>
#include <thread>

#include <tenon/async/fd.hpp>
#include <tenon/http/middleware/compression.hpp>
#include <tenon/http/routes.hpp>

#include "../support/live_server.hpp"
#include "../support/raw_client.hpp"

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

/// Far more than any of these tests sends when others have their turn: three seconds' work.
constexpr std::uint64_t endless = 30'000'000;

/// Slower than the network, so that the socket never makes the handler wait.
void work() {
  const auto end = std::chrono::steady_clock::now() + 1ms;
  while (std::chrono::steady_clock::now() < end) {
  }
}

/// One loop, with an answer that goes on until another client asks for /stop.
class ServerFairness : public ::testing::Test {
 protected:
  LiveServer& serve(const char* path, Method method, Handler handler, Pipeline pipeline = {}) {
    Routes routes;
    routes.root().get("/stop", [this](Request&) -> async::Task<Response> {
      stopped = true;
      co_return Response::text("stopped");
    });
    routes.root().add(method, path, std::move(handler));
    return server.emplace(Service{std::make_shared<Router>(std::move(routes).build()), std::move(pipeline)});
  }
  Handler stream() {
    return [this](Request&) -> async::Task<Response> {
      co_return Response::stream(
          [this](BodyWriter& out) -> async::Task<> {
            const std::string piece(10'000, 'x');
            while (!stopped && written < endless) {
              work();
              co_await out.write(piece);
              written += piece.size();
            }
          },
          "text/plain");
    };
  }
  /// Asks for /stop while another client reads without a pause.
  void stop_while_reading(std::string_view request) {
    RawClient reader{server->port()};
    reader.send(request);
    std::thread reading{[&] { reader.receive_all(); }};
    ASSERT_TRUE(eventually([&] { return written > 0; }));
    RawClient other{server->port()};
    EXPECT_EQ(other.ask(get("/stop")).body, "stopped");
    reading.join();
    EXPECT_LT(written, endless);
  }

  std::optional<LiveServer> server;
  std::atomic<bool> stopped{false};
  std::atomic<std::uint64_t> written{0};
};

TEST_F(ServerFairness, OfALongStream) {
  serve("/stream", Method::get, stream());
  stop_while_reading(get("/stream", "Connection: close\r\n"));
}

TEST_F(ServerFairness, OfAStreamThatIsCompressed) {
  serve("/stream", Method::get, stream(), std::move(Pipeline{}.use(std::make_shared<Compression>())));
  stop_while_reading(get("/stream", "Accept-Encoding: gzip\r\nConnection: close\r\n"));
}

TEST_F(ServerFairness, OfAnUploadWithoutAPause) {
  constexpr std::uint64_t warm = 10'000'000;  // the sender has found out how much it may send at a time
  serve("/upload", Method::post, [this](Request& request) -> async::Task<Response> {
    request.set_body_limit(2 * endless);
    std::uint64_t read = 0;
    while (!stopped && read < endless) {
      const std::string_view piece = co_await request.read_body_some();
      if (read > warm) work();
      read += piece.size();
      written = read;
    }
    co_return Response::no_content();
  });
  std::atomic<bool> sending{true};
  std::thread sender{[&] {
    RawClient client{server->port()};
    client.send("POST /upload HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(2 * endless) + "\r\n\r\n");
    const std::string piece(100'000, 'x');
    try {
      for (std::uint64_t sent = 0; sending && sent + piece.size() < 2 * endless; sent += piece.size())
        client.send(piece);
    } catch (const std::exception&) {  // the server has closed
    }
  }};
  ASSERT_TRUE(eventually([&] { return written > warm; }));
  RawClient other{server->port()};
  EXPECT_EQ(other.ask(get("/stop")).body, "stopped");
  sending = false;
  sender.join();
  EXPECT_LT(written, endless);
}

TEST(ServerConnections, AreAtMostWhatDescriptorsAllow) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit few = before;
  few.rlim_cur = 100;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  LiveServer server{[](Request&) -> async::Task<Response> { co_return Response::text("x"); }};
  async::raise_fd_limit();
  EXPECT_EQ(async::fd_limit(), before.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &before);

  EXPECT_EQ(server.server().connection_limit(), 75U);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 75; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
  ASSERT_TRUE(eventually([&] { return server.stats().connections_open == 75; }));
  RawClient beyond{server.port()};
  EXPECT_EQ(beyond.ask(get("/")).status, 503);
  EXPECT_EQ(clients.back()->ask(get("/")).status, 200);
}

}  // namespace
}  // namespace tenon::http::test
