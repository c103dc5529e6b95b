#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tenon/async/buffered_transport.hpp>

#include "buffered_pair.hpp"

namespace tenon::async {
namespace {

using namespace std::chrono_literals;
using async::testing::buffered_tls_client;
using async::testing::buffered_tls_server;
using async::testing::BufferedPair;
using async::testing::Wire;
using ::testing::HasSubstr;

class BufferedStartTlsTest : public BufferedPair {
 protected:
  /// PostgreSQL's SSLRequest: the client asks, the server says S, and both go on by TLS.
  void upgrade(const std::string& host = "localhost", std::string_view answer = "S") {
    meet();
    server.events.take = [this, answer](std::string_view bytes) {
      server.events.take = {};
      server->send(answer);
      server->flush();
      server->start_tls(buffered_tls_server());
      return bytes.size();
    };
    client.events.take = [this, host](std::string_view) {
      client.events.take = {};
      client->start_tls(buffered_tls_client(), host);
      return std::size_t{1};
    };
    client->send("SSLRequest");
    turns();
  }
  std::string tls_start_error(BufferedTransport& connection) {
    try {
      connection.start_tls(buffered_tls_client(), "localhost");
      return "";
    } catch (const Unavailable& error) {
      EXPECT_EQ(error.code(), "starttls_refused");
      return error.detail();
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Wires, BufferedStartTlsTest, ::testing::Values(Wire::plain), async::testing::wire_name);

TEST_P(BufferedStartTlsTest, GoesOnByTls) {
  upgrade();
  ASSERT_TRUE(client->open() && server->open());
  client->send("secret");
  server->send("answer");
  turns();
  EXPECT_EQ(server.events.received, "secret");
  EXPECT_EQ(client.events.received, "answer");
  EXPECT_TRUE(client->transport().secure() && server->transport().established());
  EXPECT_EQ(tls_start_error(*client.connection), "TLS is on already.");
}

TEST_P(BufferedStartTlsTest, BeginsTheHandshakeThoughNobodySends) {
  upgrade();
  EXPECT_TRUE(client->transport().established());
}

TEST_P(BufferedStartTlsTest, GivesTheHandshakeItsTime) {
  meet({.handshake_timeout = 10s});
  pass(1h);
  client->start_tls(buffered_tls_client(), "localhost");
  pass(9s);
  EXPECT_TRUE(client->open());
  pass(2s);
  EXPECT_EQ(client.events.code, "connection_timeout");
}

TEST_P(BufferedStartTlsTest, RefusesWhatTheServerSaidBeforeTheHandshake) {
  upgrade("localhost", "Sinjected");
  EXPECT_EQ(client.events.code, "starttls_refused");
  EXPECT_EQ(client.events.received, "");
  EXPECT_FALSE(client->open());
}

TEST_P(BufferedStartTlsTest, IsRefusedWhileBytesAreUnsent) {
  meet();
  client->send("x");
  EXPECT_EQ(tls_start_error(*client.connection), "Bytes are unsent.");
  turns();
  EXPECT_EQ(server.events.received, "x") << "it goes on as before";
}

TEST_P(BufferedStartTlsTest, IsRefusedWhileBytesAreNotConsumed) {
  meet();
  client.events.take = [](std::string_view) { return std::size_t{0}; };
  server->send("x");
  turns();
  EXPECT_THAT(tls_start_error(*client.connection), HasSubstr("before TLS began"));
}

TEST_P(BufferedStartTlsTest, IsRefusedOnceEitherSideHasEnded) {
  meet();
  server->shutdown();
  client->pause();
  turns();
  EXPECT_EQ(tls_start_error(*client.connection), "The peer has ended the connection.");
  client->resume();
  turns();
  EXPECT_EQ(tls_start_error(*client.connection), "The peer has ended the connection.");
  EXPECT_EQ(tls_start_error(*server.connection), "The connection has ended.");
  client->shutdown();
  turns();
  EXPECT_FALSE(client->open());
  EXPECT_EQ(tls_start_error(*client.connection), "The connection has ended.");
}

TEST_P(BufferedStartTlsTest, ClosesTheConnectionWhenTheHostIsNone) {
  meet();
  EXPECT_THROW(client->start_tls(buffered_tls_client(), ""), Invalid);
  EXPECT_FALSE(client->open());
  turns();
  EXPECT_TRUE(client.events.events.empty());
  EXPECT_EQ(server.events.last(), "end");
}

TEST_P(BufferedStartTlsTest, TellsWhatAHandlerLetsThroughWhenTheHostIsNone) {
  upgrade("");
  EXPECT_EQ(client.events.code, "tls_host");
  EXPECT_EQ(client.events.count("error"), 1u);
}

TEST_P(BufferedStartTlsTest, TellsWhyTheHandshakeFailed) {
  upgrade("example.org");
  EXPECT_EQ(client.events.code, "connection_lost");
  EXPECT_THAT(client.events.detail, HasSubstr("hostname mismatch"));
  EXPECT_THAT(server.events.detail, HasSubstr("tls: "));
}

}  // namespace
}  // namespace tenon::async
