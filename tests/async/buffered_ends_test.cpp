#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <string>
#include <tenon/async/buffered_transport.hpp>

#include "buffered_pair.hpp"
#include "tests/support/tcp_pair.hpp"

namespace tenon::async {
namespace {

using namespace std::chrono_literals;
using async::testing::BufferedPair;
using async::testing::Faults;
using async::testing::long_message;
using async::testing::Recorder;
using async::testing::Wire;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class BufferedEndsTest : public BufferedPair {
 protected:
  /// The client's next writes fail, as its peer has gone; before it went it said this.
  void last_words(std::string_view words) {
    server->send(words);
    server->flush();
    server.connection.reset();
  }
};
INSTANTIATE_TEST_SUITE_P(Wires, BufferedEndsTest, ::testing::Values(Wire::plain, Wire::tls), async::testing::wire_name);

class BufferedTlsEndsTest : public BufferedPair {};
INSTANTIATE_TEST_SUITE_P(Wires, BufferedTlsEndsTest, ::testing::Values(Wire::tls), async::testing::wire_name);

TEST_P(BufferedEndsTest, EndsEachSideByItself) {
  meet();
  client->send("question");
  client->shutdown();
  turns();
  EXPECT_EQ(server.events.last(), "end");
  server->send("answer");
  turns();
  EXPECT_EQ(client.events.received, "answer");
  EXPECT_EQ(client.events.count("end"), 0u);
  server->shutdown();
  turns();
  EXPECT_THAT(client.events.events, ElementsAre("bytes", "end", "closed"));
  EXPECT_THAT(server.events.events, ElementsAre("bytes", "end", "closed"));
  EXPECT_FALSE(client->open() || server->open());
}

TEST_P(BufferedEndsTest, EndsBothSidesAtOnce) {
  meet();
  client->shutdown();
  server->shutdown();
  turns();
  EXPECT_THAT(client.events.events, ElementsAre("end", "closed"));
  EXPECT_THAT(server.events.events, ElementsAre("end", "closed"));
}

TEST_P(BufferedEndsTest, SendsEverythingBeforeItsEnd) {
  meet();
  const std::string text = long_message();
  client->send(text);
  client->shutdown();
  client->send("too late");
  ASSERT_TRUE(until([&] { return server.events.count("end") == 1; }));
  EXPECT_EQ(server.events.received, text);
  EXPECT_TRUE(client->full());
}

TEST_P(BufferedEndsTest, StillReceivesAfterItsEndUnlessThatIsToBeDiscarded) {
  for (const bool discard : {false, true}) {
    meet();
    client.events = {};
    client->shutdown(discard ? BufferedTransport::Incoming::discard : BufferedTransport::Incoming::deliver);
    client->pause();
    if (!discard) client->resume();
    turns();
    server->send("still");
    server->shutdown();
    turns();
    EXPECT_EQ(client.events.received, discard ? "" : "still");
    EXPECT_EQ(client.events.last(), "closed");
  }
}

TEST_P(BufferedEndsTest, DiscardsAlsoWhatItHasNotConsumed) {
  meet({.kept_memory = 0});
  server.events.take = [this](std::string_view) {
    server->shutdown(BufferedTransport::Incoming::discard);
    return std::size_t{1};
  };
  client->send("hello");
  turns();
  client->send("again");
  turns();
  EXPECT_EQ(server.events.count("bytes"), 1u);
  EXPECT_EQ(server->unconsumed(), "");
  EXPECT_EQ(server->held(), server->transport().held());
}

TEST_P(BufferedEndsTest, DropsWhatIsUnsentWhenItIsDestroyed) {
  meet();
  client->send("never");
  client.connection.reset();
  turns();
  EXPECT_EQ(server.events.received, "");
  EXPECT_EQ(server.events.last(), tls() ? "error" : "end");  // TLS knows that its end is missing
}

TEST_P(BufferedEndsTest, TellsWhatThePeerSaidLastBeforeItTellsThatWritingFailed) {
  meet();
  last_words("error: too many clients");
  client->send("query");
  client->flush();
  EXPECT_TRUE(client->full());
  EXPECT_TRUE(client.events.events.empty());
  turns();
  EXPECT_EQ(client.events.received, "error: too many clients");
  EXPECT_THAT(client.events.events, ElementsAre("bytes", "error"));
  EXPECT_EQ(client.events.code, "connection_lost");
}

TEST_P(BufferedEndsTest, TellsWhatThePeerSaidLastThoughItsEventHasNotBeenSeen) {
  meet();
  in_loop([this] {
    last_words("too many clients");
    client->send("query");
  });
  EXPECT_THAT(client.events.events, ElementsAre("bytes", "error"));
  EXPECT_EQ(client.events.received, "too many clients");
}

// A writer that was told of a reset takes it from the socket, whose reads then give an end.
TEST(SocketTransport, ReadsNoEndWhereAWriteWasToldOfAReset) {
  auto [near, far] = tenon::test::tcp_pair();
  const int client = near.get();
  const std::unique_ptr<Transport> transport = socket_transport(std::move(near));
  ASSERT_EQ(transport->write("startup").status, IoStatus::ok);
  char first = 0;
  ASSERT_EQ(::recv(far.get(), &first, 1, 0), 1);
  ASSERT_EQ(::send(far.get(), "half", 4, MSG_NOSIGNAL), 4);
  far.reset();
  pollfd reset{client, POLLHUP, 0};
  ASSERT_EQ(::poll(&reset, 1, 10'000), 1);
  EXPECT_EQ(transport->write("query").status, IoStatus::error);
  std::array<char, 10> bytes{};
  EXPECT_EQ(transport->read(bytes.data(), bytes.size()).bytes, 4u);
  const IoResult result = transport->read(bytes.data(), bytes.size());
  EXPECT_EQ(result.status, IoStatus::error);
  EXPECT_EQ(result.error, ECONNRESET);
}

// A server that closes while something of ours is unread resets the connection.
TEST(BufferedEndsOfTcp, TellsWhatThePeerSaidLastBeforeItTellsThatTheConnectionWasReset) {
  for (const bool while_sending : {false, true}) {
    Loop loop{{.manual_time = true}};
    auto [near, far] = tenon::test::tcp_pair();
    const int client = near.get();
    Recorder events;
    BufferedTransport connection{loop, socket_transport(std::move(near)), events};
    connection.send("startup");
    loop.run_once(false);
    char first = 0;
    ASSERT_EQ(::recv(far.get(), &first, 1, 0), 1);
    ASSERT_EQ(::send(far.get(), "too many clients", 16, MSG_NOSIGNAL), 16);
    far.reset();
    pollfd reset{client, POLLHUP, 0};
    ASSERT_EQ(::poll(&reset, 1, 10'000), 1);
    if (while_sending) {
      connection.send("query");
      connection.flush();
    }
    for (int i = 0; i < 10; ++i) loop.run_once(false);
    EXPECT_EQ(events.received, "too many clients");
    EXPECT_THAT(events.events, ElementsAre("bytes", "error"));
    EXPECT_THAT(events.detail, HasSubstr("reset by peer"));
  }
}

TEST_P(BufferedEndsTest, TellsLongLastWordsWhole) {
  meet({.send_limit = 1});
  const std::string words = long_message(150'000);
  last_words(words);
  client->send("query");
  client->flush();
  ASSERT_TRUE(until([&] { return client.events.count("error") == 1; }));
  EXPECT_EQ(client.events.received, words);
}

TEST_P(BufferedEndsTest, HidesAFailureWhileItIsPaused) {
  meet();
  client->pause();
  last_words("bye");
  client->send("query");
  client->flush();
  turns();
  pass(1h);
  EXPECT_TRUE(client.events.events.empty());
  client->resume();
  turns();
  EXPECT_THAT(client.events.events, ElementsAre("bytes", "error"));
}

TEST_P(BufferedEndsTest, EndsAConnectionThatFailedWhilePausedOnceItIsShutDown) {
  meet();
  client->pause();
  last_words("bye");
  client->send("query");
  client->flush();
  turns();
  client->shutdown();
  turns();  // they end, although nothing can be sent
  pass(1h);
  EXPECT_THAT(client.events.events, ElementsAre("error"));
}

TEST_P(BufferedEndsTest, TellsLastWordsWholeHoweverLateTheyAreRead) {
  meet({.send_limit = 1});
  const std::string words = long_message(400'000);
  client->pause();
  last_words(words);
  client->send("query");
  client->flush();
  pass(1h);
  client->resume();
  ASSERT_TRUE(until([&] { return client.events.count("error") == 1; }));
  EXPECT_GT(client.events.received.size(), 100'000u) << "what the socket held";
  EXPECT_TRUE(words.starts_with(client.events.received));
}

TEST_P(BufferedTlsEndsTest, AgreesOnTlsBeforeItEndsItsSide) {
  begin();
  client->shutdown();
  turns();
  server->shutdown();
  turns();
  EXPECT_EQ(client.events.last(), "closed") << client.events.detail;
  EXPECT_EQ(server.events.last(), "closed") << server.events.detail;
}

TEST_P(BufferedEndsTest, TellsAResetInTheMiddle) {
  meet();
  server->pause();
  client->send(long_message());
  turns();
  server.connection.reset();
  turns();
  EXPECT_THAT(client.events.events, ElementsAre("error"));
  EXPECT_EQ(client.events.code, "connection_lost");
  EXPECT_EQ(client->unsent(), 0u);
  while (!client->full()) client->send("x");
}

TEST_P(BufferedEndsTest, EndsAConnectionWhoseHandlerThrows) {
  for (const bool own : {true, false}) {
    meet();
    server.events = {};
    server.events.take = [own](std::string_view) -> std::size_t {
      if (own) throw Invalid{"bad_message", "It is none."};
      throw std::runtime_error("oops");
    };
    client->send("hello");
    EXPECT_NO_THROW(turns());
    EXPECT_EQ(server.events.code, own ? "bad_message" : "internal");
    EXPECT_FALSE(server->open());
    server.events.take = {};
  }
}

TEST_P(BufferedEndsTest, EndsAConnectionWhoseHandlerThrowsSomethingElse) {
  meet();
  server.events.at_end = [] { throw 1; };
  client->shutdown();
  EXPECT_NO_THROW(turns());
  EXPECT_EQ(server.events.code, "internal");
}

TEST_P(BufferedEndsTest, LosesWhatTheLastEventThrows) {
  meet();
  server.events.on_failure = [] { throw std::runtime_error("again"); };
  server.events.when_closed = [] { throw std::runtime_error("again"); };
  server.events.at_end = [this] { server->shutdown(); };
  client->shutdown();
  EXPECT_NO_THROW(turns());
  EXPECT_EQ(server.events.last(), "closed");
  meet();
  server->pause();
  client->send("unread");
  server.events = {};
  server.events.on_failure = [] { throw std::runtime_error("again"); };
  server->resume();
  client.connection.reset();
  server.events.take = [](std::string_view) -> std::size_t { throw std::runtime_error("first"); };
  server->send("x");
  EXPECT_NO_THROW(turns());
}

// Each event destroys the connection, and throws as well.
TEST_P(BufferedEndsTest, MayBeDestroyedWithinEachEvent) {
  for (const bool throws : {false, true}) {
    for (const std::string event : {"bytes", "drained", "end", "closed", "error"}) {
      meet({.send_limit = 1});
      server.events = {};
      const auto destroy = [this, throws] {
        server.connection.reset();
        if (throws) throw std::runtime_error("after the end");
      };
      if (event == "bytes") {
        server.events.take = [destroy](std::string_view bytes) {
          destroy();
          return bytes.size();
        };
      }
      if (event == "drained") server.events.when_drained = destroy;
      if (event == "end") server.events.at_end = destroy;
      if (event == "closed") server.events.when_closed = destroy;
      if (event == "error") server.events.on_failure = destroy;

      server->send("hello");
      EXPECT_TRUE(server->full());
      if (event == "error") {
        server->output().append(long_message(2'000'000));
        client->pause();
      }
      turns();
      if (event == "bytes") client->send("hello");
      if (event == "end" || event == "closed") client->shutdown();
      if (event == "closed") server->shutdown();
      if (event == "error") client.connection.reset();
      EXPECT_NO_THROW(turns()) << event;
      EXPECT_EQ(server.events.last(), event);
      EXPECT_FALSE(server.connection) << event;
    }
  }
}

TEST_P(BufferedEndsTest, MayReplaceItselfWithinAnEvent) {
  meet();
  server.events.on_failure = [this] { begin(); };
  server.events.take = [](std::string_view) -> std::size_t { throw std::runtime_error("no"); };
  client->send("hello");
  turns();
  server.events.take = {};
  client->send("again");
  turns();
  EXPECT_EQ(server.events.received, "again");
}

// The connection is cut at the n-th operation on the socket, in the handshake and after it, on either side.
TEST_P(BufferedEndsTest, TellsOneLastEventWhereverTheConnectionIsCut) {
  const std::string text = long_message(20'000);
  for (const bool cut_server : {false, true}) {
    for (const int error : {ECONNRESET, 0}) {
      for (int n = 0;; ++n) {
        ASSERT_LT(n, 5'000);
        client.faults = {.chunk = 2'000};
        server.faults = {.chunk = 2'000};
        client.events = {};
        server.events = {};
        Faults& faults = cut_server ? server.faults : client.faults;
        faults.fail_at = n;
        faults.error = error;
        begin();
        for (auto* end : {&client, &server}) {
          (*end)->send(text);
          (*end)->shutdown();
        }
        turns(100);
        pass(1h);
        const Recorder& cut = cut_server ? server.events : client.events;
        EXPECT_EQ(cut.count("error") + cut.count("closed"), 1u) << "operation " << n;
        if (!faults.failed()) {
          EXPECT_EQ(cut.last(), "closed");
          EXPECT_EQ(cut.received, text);
          EXPECT_GT(n, 10);
          break;
        }
        client.connection.reset();
        server.connection.reset();
      }
    }
  }
}

}  // namespace
}  // namespace tenon::async
