#include <gtest/gtest.h>
#include <sys/socket.h>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <tenon/async/completion.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/http/detail/shard.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/fault_transport.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

bool refuses(std::uint16_t port) {
  try {
    const RawClient client{port};
    return false;
  } catch (const std::runtime_error&) {
    return true;
  }
}

TEST(ServerDrain, LetsWhatIsInFlightEnd) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(get("/wait/500"));
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  auto drained = server.drain(5s);
  RawResponse response = client.response();
  EXPECT_EQ(response.body, "waited");
  EXPECT_EQ(response.headers["connection"], "close");
  EXPECT_TRUE(client.ends());
  EXPECT_TRUE(drained.get());
  EXPECT_EQ(server.stats().connections_open, 0u);
}

TEST(ServerDrain, AnswersARequestThatIsOnItsWayAndClosesWhatIsIdle) {
  LiveServer server{make_site()};
  RawClient idle{server.port()};
  RawClient late{server.port()};
  EXPECT_EQ(idle.ask(get("/hello")).body, "hello");
  EXPECT_EQ(late.ask(get("/hello")).body, "hello");
  auto drained = server.drain(5s);
  ASSERT_TRUE(eventually([&] { return refuses(server.port()); }));
  RawResponse response = late.ask(get("/hello"));
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.headers["connection"], "close");
  EXPECT_TRUE(idle.ends());
  EXPECT_TRUE(drained.get());
}

TEST(ServerDrain, RefusesNewConnections) {
  LiveServer server{make_site()};
  EXPECT_TRUE(server.drain(5s).get());
  EXPECT_THROW(RawClient{server.port()}, std::runtime_error);
}

/// The system has told these clients that they are connected, before the server has seen them.
TEST(ServerDrain, AnswersClientsThatTheSystemHasAccepted) {
  async::Loop loop;
  Server server{make_site()};
  server.listen(loop, async::Address::ip("127.0.0.1", 0));
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 150; ++i) {  // more than are accepted in one turn
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(get("/hello"));
  }
  async::Scope draining{loop, async::no_deadline};
  std::optional<bool> drained;
  draining.spawn([](Server& ending, std::optional<bool>& result) -> async::Task<> {
    result = co_await ending.drain(5s);
  }(server, drained));
  while (!drained) loop.run_once(true);
  EXPECT_TRUE(*drained);
  for (const auto& client : clients) EXPECT_EQ(client->response().body, "hello");
}

class Balance final : public Hooks {
 public:
  mutable std::atomic<int> entered{0}, left{0};
  std::optional<Response> on_request(Request&) const override {
    ++entered;
    return std::nullopt;
  }
  void on_response(Request&, Response&) const override { ++left; }
};

TEST(ServerDrain, EndsForHooksWhatItCuts) {
  const auto balance = std::make_shared<Balance>();
  LiveServer server{make_site(std::move(Pipeline{}.use(balance)))};
  RawClient client{server.port()};
  client.send(get("/wait/20000"));
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  EXPECT_FALSE(server.drain(200ms).get());
  EXPECT_EQ(balance->entered, 1);
  EXPECT_EQ(balance->left, 1);
  EXPECT_EQ(server.stats().requests_active, 0u);
}

TEST(ServerDrain, MayTakeLongerThanAWaitWithoutDeadline) {
  LiveServer server{make_site(), {}, {.default_wait = 100ms}};
  RawClient client{server.port()};
  client.send(get("/wait/500"));
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  EXPECT_TRUE(server.drain(5s).get());
  EXPECT_EQ(client.response().body, "waited");
}

TEST(ServerDrain, CutsWhatDoesNotEndInTime) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(get("/wait/20000"));
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  EXPECT_FALSE(server.drain(200ms).get());
  EXPECT_TRUE(client.ends());
  EXPECT_EQ(server.stats().connections_open, 0u);
}

TEST(ServerDrain, DoesNotWaitForALoopThatIsStuck) {
  async::Loop other;
  LiveServer server{make_site()};
  server.server().listen(other, async::Address::ip("127.0.0.1", 0));
  std::atomic<bool> stuck{true};
  std::thread thread{[&] {
    other.defer([&] {
      while (stuck) std::this_thread::sleep_for(1ms);
    });
    other.run();
  }};
  const auto since = std::chrono::steady_clock::now();
  EXPECT_FALSE(server.drain(50ms).get());
  EXPECT_LT(std::chrono::steady_clock::now() - since, 10s);
  stuck = false;
  other.stop();
  thread.join();
}

/// It waits for an answer of another loop, which is busy.
TEST(ServerDrain, EndsTheSearchForRoomOfAConnectionBeyondTheLimit) {
  async::Loop loop{{.manual_time = true}};
  async::Loop busy{{.manual_time = true}};
  detail::ServerCore core{.service = make_site(), .settings = {.connection_limit = 0}, .proxies = {}, .log = {}};
  core.shards.get(busy);
  detail::Shard& shard = core.shards.get(loop);
  auto [client, socket] = tenon::test::socket_pair();
  shard.adopt(async::socket_transport(std::move(socket)), {});
  loop.run_ready();
  EXPECT_EQ(shard.stats().open.get(), 0U);

  async::Completion<void> stopped{loop};
  shard.stop_listening(stopped.setter());
  loop.run_ready();
  EXPECT_EQ(shard.stats().open.get(), 1U) << "it was told that there is none";
  char answer[12] = {};
  EXPECT_EQ(::recv(client.get(), answer, sizeof answer, 0), 12);
  EXPECT_EQ(std::string_view(answer, sizeof answer), "HTTP/1.1 503");
}

/// Clients that ask as fast as they can, on connections that they keep and renew, while the server drains: whoever got
/// a connection gets an answer to everything that he asked.
TEST(ServerDrain, UnderLoadFailsNoRequest) {
  LiveServer server{make_site()};
  std::atomic<int> answered{0};
  std::atomic<int> failed{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> clients;
  clients.reserve(8);
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&, i] {
      const std::string request = i % 2 ? get("/hello") : get("/wait/3");
      while (!stop) {
        std::unique_ptr<RawClient> client;
        try {
          client = std::make_unique<RawClient>(server.port());
        } catch (const std::runtime_error&) {
          return;  // the server does not listen any more: that is no failed request
        }
        for (;;) {
          const RawResponse response = client->ask(request);
          ++(response.whole && response.status == 200 ? answered : failed);
          if (!response.whole || response.headers.contains("connection")) break;
        }
      }
    });
  }
  ASSERT_TRUE(eventually([&] { return answered > 500; }));
  const bool in_time = server.drain(5s).get();
  stop = true;
  for (std::thread& client : clients) client.join();
  EXPECT_TRUE(in_time);
  EXPECT_EQ(failed, 0);
}

}  // namespace
}  // namespace tenon::http::test
