#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/connection.hpp>

#include "support/scripted_server.hpp"
#include "support/server_messages.hpp"

// A server that does not behave; tests/sql/postgres/driver/server has one that does.

namespace tenon::sql::postgres {
namespace {

using namespace std::chrono_literals;
using namespace testing;
using ::testing::HasSubstr;
using Peer = ScriptedServer::Peer;

struct Deaf final : ConnectionEvents {
  void on_lost(const std::string& text) override { reason = text; }
  std::string reason;
};

class PostgresBadServerTest : public ::testing::Test {
 protected:
  std::unique_ptr<Connection> connect(const ScriptedServer& server,
                                      Destination::Encryption encryption = Destination::Encryption::never) {
    Destination destination;
    destination.address = server.address();
    destination.host = "localhost";
    destination.login.user = "shop";
    destination.encryption = encryption;
    destination.tls = std::make_shared<const async::TlsClient>(
        async::TlsClientOptions{.authorities = {}, .verify = false, .alpn = {}});
    return async::run(loop, async::with_deadline(10s, Connection::open(loop, std::move(destination), events)));
  }
  std::string refusal(const ScriptedServer& server,
                      Destination::Encryption encryption = Destination::Encryption::never) {
    try {
      connect(server, encryption);
      return "";
    } catch (const Error& error) {
      return error.detail();
    }
  }
  /// Runs a statement; how it ended.
  Outcome outcome(const std::function<void(const Peer&)>& answer) {
    ScriptedServer server([&](const Peer& peer) {
      peer.let_in();
      peer.receive();
      answer(peer);
    });
    const auto connection = connect(server);
    Request request;
    request.text = "select 1";
    request.hash = statement_hash(request.text);
    async::run(loop, async::with_deadline(10s, connection->run(request)));
    EXPECT_TRUE(connection->lost());
    EXPECT_EQ(events.reason, request.outcome.reason);
    return std::move(request.outcome);
  }

  async::Loop loop;
  Deaf events;
};

TEST_F(PostgresBadServerTest, IsNoneWhenItSpeaksAnotherProtocol) {
  ScriptedServer server([](const Peer& peer) {
    peer.receive();
    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  EXPECT_THAT(refusal(server), HasSubstr("no PostgreSQL server"));
}

TEST_F(PostgresBadServerTest, IsToldOfWhenItGoesDuringTheLogin) {
  ScriptedServer server([](const Peer& peer) { peer.receive(); });
  EXPECT_THAT(refusal(server), HasSubstr("has closed the connection"));
  EXPECT_EQ(events.reason, "");  // there was no connection
}

TEST_F(PostgresBadServerTest, SaysWhyBeforeItGoes) {
  ScriptedServer server([](const Peer& peer) {
    peer.receive();
    peer.send(error_response("53300", "too many clients", "FATAL"));
  });
  EXPECT_THAT(refusal(server), HasSubstr("too many clients"));
}

TEST_F(PostgresBadServerTest, PutsNothingBetweenItsAnswerAndTls) {
  ScriptedServer server([](const Peer& peer) {
    peer.receive();
    peer.send("S" + error_response("28000", "put in by somebody else"));
    peer.receive();
  });
  EXPECT_THAT(refusal(server, Destination::Encryption::always), HasSubstr("no PostgreSQL server"));
}

TEST_F(PostgresBadServerTest, HasNoTlsWhereItIsDemanded) {
  ScriptedServer server([](const Peer& peer) {
    peer.receive();
    peer.send("N");
    EXPECT_EQ(peer.receive(), "");
  });
  EXPECT_THAT(refusal(server, Destination::Encryption::always), HasSubstr("no TLS"));
}

TEST_F(PostgresBadServerTest, IsLostWhenItCutsAMessage) {
  const Outcome lost = outcome([](const Peer& peer) {
    const std::string answer = message('1') + parameter_description({});
    peer.send(answer.substr(0, answer.size() - 1));
  });
  EXPECT_EQ(lost.fate, Outcome::Fate::lost);
}

TEST_F(PostgresBadServerTest, IsLostWhenItAnswersSomethingElse) {
  const Outcome lost = outcome([](const Peer& peer) {
    peer.send(ready_for_query());
    peer.receive();
  });
  EXPECT_EQ(lost.fate, Outcome::Fate::lost);
  EXPECT_THAT(lost.reason, HasSubstr("not the protocol"));
}

TEST_F(PostgresBadServerTest, IsLostWithItsLastWords) {
  const Outcome lost = outcome([](const Peer& peer) { peer.send(error_response("57P01", "shutting down", "FATAL")); });
  EXPECT_EQ(lost.fate, Outcome::Fate::lost);
  ASSERT_TRUE(lost.error);
  EXPECT_EQ(lost.error->sqlstate, "57P01");
}

TEST_F(PostgresBadServerTest, HoldsNobodyBeyondItsDeadline) {
  ScriptedServer server([](const Peer& peer) {
    peer.let_in();
    while (!peer.receive().empty()) {
    }
  });
  auto connection = connect(server);
  Request request;
  request.text = "select 1";
  request.hash = statement_hash(request.text);
  EXPECT_THROW(async::run(loop, async::with_deadline(50ms, connection->run(request))), Timeout);
  connection.reset();
}

}  // namespace
}  // namespace tenon::sql::postgres
