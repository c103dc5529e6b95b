#include <gtest/gtest.h>
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

TEST(ServerLimits, TargetsFieldsAndHeads) {
  LiveServer server{make_site(), with({.target_limit = 100, .head_limit = 1000, .field_limit = 5})};
  EXPECT_EQ(RawClient{server.port()}.ask(get("/" + std::string(200, 'a'))).status, 414);
  EXPECT_EQ(RawClient{server.port()}.ask(get("/hello", "A: " + std::string(1000, 'a') + "\r\n")).status, 431);
  EXPECT_EQ(RawClient{server.port()}.ask(get("/hello", "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n")).status, 431);
  EXPECT_EQ(RawClient{server.port()}.ask(get("/hello", "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n")).status, 200);
}

TEST(ServerLimits, HeadsOf64KiBCanBeAllowed) {
  LiveServer server{make_site(), with({.head_limit = 64_KiB})};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/hello", "A: " + std::string(60'000, 'a') + "\r\n")).status, 200);
  EXPECT_EQ(client.ask(get("/hello")).status, 200);
}

TEST(ServerLimits, RequestsOfAConnection) {
  LiveServer server{make_site(), with({.request_limit = 3})};
  RawClient client{server.port()};
  client.send(get("/hello") + get("/hello") + get("/hello") + get("/hello"));
  EXPECT_FALSE(client.response().headers.contains("connection"));
  EXPECT_FALSE(client.response().headers.contains("connection"));
  EXPECT_EQ(client.response().headers["connection"], "close");
  EXPECT_EQ(client.receive_all(), "");
}

TEST(ServerLimits, ConnectionsOfTheServerThatAreAtWork) {
  LiveServer server{make_site(), with({.connection_limit = 2})};
  RawClient first{server.port()};
  first.send(get("/wait/500"));
  {
    RawClient second{server.port()};
    second.send(get("/wait/500"));
    ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 2; }));
    RawClient third{server.port()};
    EXPECT_EQ(third.response().status, 503);
    EXPECT_TRUE(third.ends());
    EXPECT_EQ(server.stats().connections_refused, 1u);
    EXPECT_EQ(second.response().body, "waited");
  }
  ASSERT_TRUE(eventually([&] { return server.stats().connections_open == 1; }));
  EXPECT_EQ(RawClient{server.port()}.ask(get("/hello")).status, 200);
  EXPECT_EQ(first.response().body, "waited");
}

TEST(ServerLimits, TheConnectionThatIsIdleForTheLongestTimeGivesWay) {
  LiveServer server{make_site(), with({.connection_limit = 3})};
  RawClient first{server.port()}, second{server.port()}, third{server.port()};
  for (RawClient* client : {&first, &second, &third}) {
    EXPECT_EQ(client->ask(get("/hello")).body, "hello");
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_EQ(first.ask(get("/number/1")).body, "1");
  RawClient fourth{server.port()};
  EXPECT_EQ(fourth.ask(get("/hello")).body, "hello");
  EXPECT_EQ(second.receive_all(), "") << "an orderly end";
  EXPECT_EQ(first.ask(get("/number/1")).body, "1");
  EXPECT_EQ(third.ask(get("/number/3")).body, "3");
  for (int i = 0; i < 200; ++i) ASSERT_EQ(RawClient{server.port()}.ask(get("/hello")).status, 200) << i;
  EXPECT_EQ(server.stats().connections_refused, 0u);
}

TEST(ServerLimits, AnIdleConnectionOfAnotherLoopGivesWayToo) {
  async::Loop second;
  LiveServer server{make_site(), with({.connection_limit = 4})};
  server.server().listen(second, async::Address::ip("127.0.0.1", 0));
  std::thread thread{[&] { second.run(); }};
  for (int round = 0; round < 10; ++round) {  // however the system spreads them
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 12; ++i) {
      clients.push_back(std::make_unique<RawClient>(server.port()));
      EXPECT_EQ(clients.back()->ask(get("/hello")).status, 200) << i;
    }
    EXPECT_LE(server.stats().connections_open, 4U);
  }
  EXPECT_EQ(server.stats().connections_refused, 0U);
  second.stop();
  thread.join();
}

TEST(ServerLimits, ARequestOnItsWayIsAnsweredRatherThanItsConnectionEnded) {
  LiveServer server{make_site(), with({.connection_limit = 1})};
  RawClient first{server.port()};
  EXPECT_EQ(first.ask(get("/hello")).body, "hello");
  server.on_loop([&] {  // both come while the loop is busy
    RawClient second{server.port()};
    first.send(get("/wait/200"));
    std::this_thread::sleep_for(20ms);
    return 0;
  });
  EXPECT_EQ(first.response().body, "waited");
}

TEST(ServerLimits, ClientsThatKeepTheServerWaitingGiveWayToo) {
  LiveServer server{make_site(), with({.connection_limit = 3})};
  RawClient head{server.port()}, body{server.port()}, reader{server.port()};
  head.send("GET /hel");
  body.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nhalf");
  reader.set_receive_buffer(4096);
  reader.send(get("/bytes/50000000"));
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  std::this_thread::sleep_for(1200ms);
  for (int i = 0; i < 3; ++i) {
    RawClient client{server.port()};
    ASSERT_EQ(client.ask(get("/hello")).body, "hello") << i;
    client.send(get("/wait/3000"));
    ASSERT_TRUE(eventually([&] { return server.stats().requests_active >= 1; }));
    std::this_thread::sleep_for(50ms);
  }
}

TEST(ServerLimits, TheWorkOnARequest) {
  LiveServer server{make_site(), with({.request_timeout = 50ms})};
  RawClient client{server.port()};
  const RawResponse response = client.ask(get("/wait/5000"));
  EXPECT_EQ(response.status, 504);
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(ServerLimits, NoneOnTheWorkWhenItIsZero) {
  LiveServer server{make_site(), with({.request_timeout = 0ms})};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/wait/50")).body, "waited");
}

}  // namespace
}  // namespace tenon::http::test
