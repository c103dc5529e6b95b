#include <sys/resource.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <tenon/async/fd.hpp>
#include <tenon/base/descriptors.hpp>
#include <tenon/http/middleware/compression.hpp>
#include <tenon/http/routes.hpp>

#include "../support/live_server.hpp"
#include "tests/support/fault_transport.hpp"
#include "tests/support/raw_client.hpp"

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

void work_for(std::chrono::microseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
  }
}

Service busy_site(std::chrono::microseconds time) {
  Routes routes;
  routes.root().get("/hello", [](Request&) -> async::Task<Response> { co_return Response::text("hello"); });
  routes.root().get("/work", [time](Request&) -> async::Task<Response> {
    work_for(time);
    co_return Response::text("worked");
  });
  return Service{std::make_shared<Router>(std::move(routes).build())};
}

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(ServerFairnessOfPipelines, LetsOthersThroughWhileSomeHaveMuchToDo) {
  LiveServer server{busy_site(500us)};
  std::vector<std::unique_ptr<RawClient>> busy;
  for (int i = 0; i < 8; ++i) {
    busy.push_back(std::make_unique<RawClient>(server.port()));
    busy.back()->send(times(300, get("/work")));  // 1.2 s for all of them
  }
  ASSERT_TRUE(eventually([&] { return server.stats().requests > 8; }));
  RawClient other{server.port()};
  int asked = 0;
  std::chrono::steady_clock::duration slowest{};
  const auto began = std::chrono::steady_clock::now();
  while (server.stats().requests < 8 * 300) {
    const auto since = std::chrono::steady_clock::now();
    ASSERT_EQ(other.ask(get("/hello")).body, "hello");
    slowest = std::max(slowest, std::chrono::steady_clock::now() - since);
    ++asked;
  }
  EXPECT_GT(asked, 20);
  // It would wait for the others to the end; a busy machine makes everything slow.
  EXPECT_LT(slowest,
            std::max<std::chrono::steady_clock::duration>(250ms, (std::chrono::steady_clock::now() - began) / 5));
  for (const auto& client : busy) {
    for (int i = 0; i < 300; ++i) ASSERT_EQ(client->response().body, "worked");
  }
}

TEST(ServerFairnessOfPipelines, TakesShorterTurnsWhenManyHaveMuchToDo) {
  async::Loop loop;
  Server server{busy_site(100us)};
  std::vector<async::Fd> clients;
  const std::string requests = times(60, get("/work"));
  for (int i = 0; i < 100; ++i) {
    auto [client, other] = tenon::test::socket_pair();
    server.serve(loop, async::socket_transport(std::move(other)));
    ASSERT_EQ(::send(client.get(), requests.data(), requests.size(), MSG_NOSIGNAL), std::ssize(requests));
    clients.push_back(std::move(client));
  }
  loop.run_once(false);
  std::uint64_t before = server.stats().requests;
  for (int turn = 0; turn < 5; ++turn) {
    loop.run_once(false);
    const std::uint64_t after = server.stats().requests;
    EXPECT_GE(after - before, 100U) << "one for each";
    EXPECT_LT(after - before, 400U) << "it would be 1,000 in a millisecond for each";
    before = after;
  }
}

TEST(ServerFairnessOfPipelines, SendsTheAnswersOfOneReadInOneWriteAllTheSame) {
  async::Loop loop;
  Server server{busy_site(300us)};
  auto [client, other] = tenon::test::socket_pair();
  tenon::test::Faults counted;
  server.serve(loop, std::make_unique<tenon::test::FaultTransport>(async::socket_transport(std::move(other)), counted));
  const std::string requests = times(30, get("/work"));
  ASSERT_EQ(::send(client.get(), requests.data(), requests.size(), MSG_NOSIGNAL), std::ssize(requests));
  int turns = 0;
  for (; server.stats().requests < 30; ++turns) loop.run_once(false);
  loop.run_ready();
  EXPECT_GT(turns, 3);
  EXPECT_EQ(counted.operations, 2) << "one read, one write";
}

/// A head that comes in such small pieces that there is always one more.
TEST(ServerFairnessOfReads, LetsOthersThroughBeforeAHeadHasArrived) {
  async::Loop loop;
  Server server{busy_site(0us)};
  auto [client, other] = tenon::test::socket_pair();
  tenon::test::Faults counted{.chunk = 10};
  server.serve(loop, std::make_unique<tenon::test::FaultTransport>(async::socket_transport(std::move(other)), counted));
  const std::string request = get("/hello", "X-Long: " + std::string(2000, 'x') + "\r\n");
  ASSERT_EQ(::send(client.get(), request.data(), request.size(), MSG_NOSIGNAL), std::ssize(request));
  int turns = 0;
  for (int before = 0; server.stats().requests == 0; before = counted.operations, ++turns) {
    loop.run_once(false);
    ASSERT_LE(counted.operations - before, 40) << "it would be 200";
  }
  EXPECT_GT(turns, 20);
}

/// What a client sends behind the last answer is thrown away, though not without a pause.
TEST(ServerFairnessOfReads, LetsOthersThroughWhileAClientSendsWhatNobodyReads) {
  async::Loop loop;
  Server server{busy_site(0us)};
  auto [client, other] = tenon::test::socket_pair();
  tenon::test::Faults counted{.chunk = 10};
  server.serve(loop, std::make_unique<tenon::test::FaultTransport>(async::socket_transport(std::move(other)), counted));
  const std::string request = get("/hello", "Connection: close\r\n") + std::string(20'000, 'x');
  ASSERT_EQ(::send(client.get(), request.data(), request.size(), MSG_NOSIGNAL), std::ssize(request));
  int turns = 0;
  for (int before = 0; counted.operations < 2000; before = counted.operations, ++turns) {
    loop.run_once(false);
    ASSERT_LE(counted.operations - before, 40) << "it would be 2,000";
    ASSERT_LT(turns, 2000) << "it reads no more";
  }
  EXPECT_EQ(server.stats().requests, 1U);
  EXPECT_EQ(server.stats().connections_open, 1U) << "until the client has ended its side";
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
  std::vector<async::Fd> open;
  for (int i = 0; i < 50; ++i) open.emplace_back(::dup(STDIN_FILENO));
  few.rlim_cur = open_descriptors().value() + 80;  // the server's loop opens some, too
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  LiveServer server{[](Request&) -> async::Task<Response> { co_return Response::text("x"); }};
  async::raise_fd_limit();
  EXPECT_EQ(async::fd_limit(), before.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &before);

  const std::uint32_t limit = server.server().connection_limit();
  EXPECT_GE(limit, 60U);
  EXPECT_LE(limit, 80U - 8U);
  std::vector<std::unique_ptr<RawClient>> clients;
  clients.reserve(limit);
  for (std::uint32_t i = 0; i < limit; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
  ASSERT_TRUE(eventually([&] { return server.stats().connections_open == limit; }));
  RawClient beyond{server.port()};
  EXPECT_EQ(beyond.ask(get("/")).status, 200);
  EXPECT_EQ(server.stats().connections_open, limit);
  EXPECT_TRUE(clients.front()->ends());
  EXPECT_EQ(clients.back()->ask(get("/")).status, 200);
}

}  // namespace
}  // namespace tenon::http::test
