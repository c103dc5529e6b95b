#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tenon/async/buffered_transport.hpp>

#include "buffered_pair.hpp"

namespace tenon::async {
namespace {

using namespace std::chrono_literals;
using async::testing::BufferedPair;
using async::testing::long_message;
using async::testing::Wire;
using ::testing::HasSubstr;

class BufferedTimesTest : public BufferedPair {
 protected:
  void expect_timeout_after(Duration time) {
    pass(time - 1s);
    EXPECT_TRUE(client->open());
    pass(2s);
    EXPECT_EQ(client.events.code, "connection_timeout");
  }
};
INSTANTIATE_TEST_SUITE_P(Wires, BufferedTimesTest, ::testing::Values(Wire::plain, Wire::tls),
                         async::testing::wire_name);

class BufferedTlsTimesTest : public BufferedTimesTest {};
INSTANTIATE_TEST_SUITE_P(Wires, BufferedTlsTimesTest, ::testing::Values(Wire::tls), async::testing::wire_name);

TEST_P(BufferedTimesTest, WaitsForThePeersEndOnlySoLong) {
  meet({.close_timeout = 2s});
  server->pause();
  client->shutdown();
  turns();
  pass(1999ms);
  EXPECT_EQ(client.events.count("error"), 0u);
  pass(2ms);
  EXPECT_EQ(client.events.code, "connection_timeout");
  EXPECT_FALSE(client->open());
}

TEST_P(BufferedTimesTest, WaitsForBytesToLeaveByAnotherTimeThanForThePeersEnd) {
  meet({.write_timeout = 30s, .close_timeout = 2s});
  client.faults.takes_nothing = true;
  client->send("stuck");
  client->shutdown();
  turns();
  expect_timeout_after(30s);
  EXPECT_THAT(client.events.detail, HasSubstr("takes nothing"));
}

TEST_P(BufferedTlsTimesTest, CountsCloseNotifyAmongTheBytesThatHaveToLeave) {
  meet({.write_timeout = 30s, .close_timeout = 2s});
  client.faults.takes_nothing = true;
  client->shutdown();
  turns();
  expect_timeout_after(30s);
  EXPECT_THAT(client.events.detail, HasSubstr("takes nothing"));
}

TEST_P(BufferedTimesTest, GivesTimeToAPeerThatTakesALittleNowAndThen) {
  meet({.write_timeout = 30s});
  std::size_t taken = 0;
  server.events.take = [&](std::string_view bytes) {
    taken += bytes.size();
    if (taken > 100'000) server->pause();
    return bytes.size();
  };
  server->pause();
  client->send(long_message(5'000'000));
  turns();
  for (int i = 0; i < 10; ++i) {
    pass(20s);
    ASSERT_TRUE(client->open()) << i;
    taken = 0;
    server->resume();
    turns();
  }
  ASSERT_NE(client->unsent(), 0u);
  pass(31s);
  pass(31s);  // what it took last may have been seen only by the first look
  EXPECT_EQ(client.events.code, "connection_timeout");
}

TEST_P(BufferedTlsTimesTest, WaitsForAHandshakeOnlySoLong) {
  begin({.handshake_timeout = 10s});
  server->pause();
  expect_timeout_after(10s);
  EXPECT_THAT(client.events.detail, HasSubstr("TLS"));
}

TEST_P(BufferedTlsTimesTest, GivesAWriteItsTimeAfterAHandshakeThatWasSlow) {
  begin({.handshake_timeout = 10s, .write_timeout = 1s});
  server->pause();
  client->send("hello");
  pass(9s);
  server->resume();
  turns();
  EXPECT_EQ(server.events.received, "hello");
  EXPECT_TRUE(client->open());
}

}  // namespace
}  // namespace tenon::async
