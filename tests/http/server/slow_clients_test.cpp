#include <gtest/gtest.h>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

/// Whether something that shall take `expected` took about so long.
testing::AssertionResult took(std::chrono::steady_clock::time_point since, std::chrono::milliseconds expected) {
  const auto elapsed = std::chrono::steady_clock::now() - since;
  if (elapsed >= expected - 20ms && elapsed < expected + 1500ms) return testing::AssertionSuccess();
  return testing::AssertionFailure() << std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count() << " ms";
}

TEST(SlowClients, ThatSayNothingAreClosed) {
  LiveServer server{make_site(), with({.first_byte_timeout = 100ms})};
  RawClient client{server.port()};
  const auto since = std::chrono::steady_clock::now();
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_TRUE(took(since, 100ms));
}

TEST(SlowClients, ThatDoNotFinishTheirHeadGet408) {
  LiveServer server{make_site(), with({.head_timeout = 200ms})};
  RawClient client{server.port()};
  const auto since = std::chrono::steady_clock::now();
  client.send("GET /hello HTTP/1.1\r\n");
  for (int i = 0; i < 8; ++i) {  // each byte in time, but not all of them
    std::this_thread::sleep_for(20ms);
    client.send("A");
  }
  EXPECT_EQ(client.response().status, 408);
  EXPECT_TRUE(took(since, 200ms));
  client.send(": b\r\nHost: test\r\n\r\n" + get("/hello"));
  EXPECT_EQ(client.receive_all(), "");
}

TEST(SlowClients, ThatAreIdleBetweenRequestsAreClosedWithoutAnAnswer) {
  LiveServer server{make_site(), with({.idle_timeout = 150ms})};
  RawClient client{server.port()};
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
    std::this_thread::sleep_for(60ms);
  }
  const auto since = std::chrono::steady_clock::now();
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_TRUE(took(since, 90ms));
}

TEST(SlowClients, ThatDoNotSendTheirBodyGet408) {
  LiveServer server{make_site(), with({.body_timeout = 200ms, .body_rate = 1000})};
  RawClient client{server.port()};
  const auto since = std::chrono::steady_clock::now();
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n");
  for (int i = 0; i < 8; ++i) {
    std::this_thread::sleep_for(20ms);
    client.send("x");
  }
  EXPECT_EQ(client.response().status, 408);
  EXPECT_TRUE(took(since, 200ms));
  EXPECT_TRUE(client.ends());
}

TEST(SlowClients, ThatSendTheirBodyFastEnoughAreWaitedFor) {
  LiveServer server{make_site(), with({.body_timeout = 200ms, .body_rate = 1000})};
  RawClient client{server.port()};
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10000\r\n\r\n");
  for (int i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(50ms);
    client.send(std::string(1000, 'x'));
  }
  EXPECT_EQ(client.response().body.size(), 10000u);
}

TEST(SlowClients, ThatDoNotReadTheirAnswerAreCut) {
  LiveServer server{make_site(), with({.write_timeout = 200ms})};
  RawClient client{server.port()};
  client.set_receive_buffer(4096);
  client.send(get("/bytes/50000000"));
  ASSERT_TRUE(eventually([&] { return server.stats().connections_open == 1; }));
  EXPECT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));
}

TEST(SlowClients, ThatDoNotReadTheirStreamAreCutAndItsSourceIsCancelled) {
  LiveServer server{make_site(), with({.write_timeout = 200ms})};
  RawClient client{server.port()};
  client.set_receive_buffer(4096);
  client.send(get("/stream/100000000"));
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  EXPECT_TRUE(eventually([&] { return server.stats().requests_active == 0; }));
  EXPECT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));
}

/// Reads so many bytes each 10 ms, for so long; whether all of that came.
bool reads_steadily(RawClient& client, std::size_t bytes, std::chrono::milliseconds time) {
  const auto since = std::chrono::steady_clock::now();
  for (auto next = since; next < since + time; next += 10ms) {
    std::this_thread::sleep_until(next);
    if (client.receive(1s, bytes).empty()) return false;
  }
  return true;
}

/// The system says that there is room again only when tens of kilobytes have left, which here takes a second.
TEST(SlowClients, ThatReadSteadilyAreNotCutBecauseTheSystemTellsItInLargeSteps) {
  LiveServer server{make_site(), with({.write_timeout = 400ms, .send_rate = 10'000})};
  for (const char* const path : {"/bytes/5000000", "/stream/500000"}) {
    RawClient client{server.port(), {.receive_buffer = 8192, .segment = 536}};
    client.send(get(path));
    EXPECT_TRUE(reads_steadily(client, 500, 3s)) << path;
    const auto since = std::chrono::steady_clock::now();
    EXPECT_TRUE(eventually([&] { return server.stats().connections_open == 0; })) << path;
    EXPECT_TRUE(took(since, 200ms)) << path;
  }
}

TEST(SlowClients, DoNotDelayOthers) {
  LiveServer server{make_site()};
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port()));
    slow.back()->send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n");
  }
  RawClient client{server.port()};
  const auto since = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) ASSERT_EQ(client.ask(get("/hello")).body, "hello");
  EXPECT_LT(std::chrono::steady_clock::now() - since, 2s);
}

}  // namespace
}  // namespace tenon::http::test
