#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tenon/async/buffered_transport.hpp>
#include <vector>

#include "buffered_pair.hpp"

namespace tenon::async {
namespace {

using async::testing::BufferedPair;
using async::testing::long_message;
using async::testing::Wire;
using ::testing::ElementsAre;

class BufferedTransportTest : public BufferedPair {};
INSTANTIATE_TEST_SUITE_P(Wires, BufferedTransportTest, ::testing::Values(Wire::plain, Wire::tls),
                         async::testing::wire_name);

/// Consumes whole lines.
std::size_t take_lines(std::string_view bytes, std::vector<std::string>& lines) {
  std::size_t consumed = 0;
  for (std::size_t end = 0; (end = bytes.find('\n', consumed)) != std::string_view::npos; consumed = end + 1) {
    lines.emplace_back(bytes.substr(consumed, end - consumed));
  }
  return consumed;
}

TEST_P(BufferedTransportTest, CarriesBytesBothWays) {
  meet();
  client->send("ping");
  server->send("pong");
  turns();
  EXPECT_EQ(server.events.received, "ping");
  EXPECT_EQ(client.events.received, "pong");
  EXPECT_EQ(client->transport().secure(), tls());
}

TEST_P(BufferedTransportTest, SendsAllThatATurnProducedInOneWrite) {
  meet();
  const int before = client.faults.writes;
  in_loop([this, before] {
    for (int i = 0; i < 100; ++i) client->send("one,");
    client->output().append("two,");
    loop.defer([this] { client->send("three"); });  // somebody else in the same turn
    EXPECT_EQ(client.faults.writes, before);
  });
  EXPECT_EQ(client.faults.writes - before, 1);
  turns();
  EXPECT_EQ(server.events.received.size(), 100 * 4 + 4 + 5u);
}

TEST_P(BufferedTransportTest, SendsNothingBeforeTheEndOfTheTurnUnlessFlushed) {
  meet();
  const int before = client.faults.writes;
  in_loop([&] {
    client->send("now");
    EXPECT_EQ(client.faults.writes, before);
    client->flush();
    EXPECT_EQ(client.faults.writes, before + 1);
    EXPECT_EQ(client->unsent(), 0u);
  });
  EXPECT_EQ(client.faults.writes, before + 1);
}

TEST_P(BufferedTransportTest, SendsNothingAndTellsNothingOfEmptyBytes) {
  meet();
  const int before = client.faults.writes;
  client->send("");
  turns();
  EXPECT_EQ(client.faults.writes, before);
  EXPECT_TRUE(server.events.events.empty());
}

TEST_P(BufferedTransportTest, KeepsWhatWasNotConsumedWhereverItIsCut) {
  const std::string text = "first\n\nsecond\nlast line\n";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    meet();
    std::vector<std::string> lines;
    server.events.take = [&](std::string_view bytes) { return take_lines(bytes, lines); };
    client->send(text.substr(0, cut));
    turns();
    client->send(text.substr(cut));
    turns();
    EXPECT_THAT(lines, ElementsAre("first", "", "second", "last line")) << cut;
    EXPECT_EQ(server->unconsumed(), "");
  }
}

TEST_P(BufferedTransportTest, MovesSingleBytesWhereNoMoreGo) {
  client.faults.chunk = server.faults.chunk = 1;
  begin();
  client->send("hello");
  server->send("world");
  ASSERT_TRUE(until([this] { return server.events.received == "hello" && client.events.received == "world"; }));
  EXPECT_EQ(client.events.count("error") + server.events.count("error"), 0u);
}

TEST_P(BufferedTransportTest, LetsOthersGoOnWhileAHandlerPausesAndResumesWithoutTakingAnything) {
  meet();
  int calls = 0;
  server.events.take = [&](std::string_view) -> std::size_t {
    ++calls;
    server->pause();
    server->resume();
    return 0;
  };
  client->send("a");
  bool others = false;
  ASSERT_TRUE(until([&] { return calls > 0; }));
  in_loop([&] { others = true; });
  EXPECT_TRUE(others);
  EXPECT_LT(calls, 100);
  server.events.take = nullptr;
  ASSERT_TRUE(until([&] { return server.events.received == "a"; }));
}

TEST_P(BufferedTransportTest, CarriesMoreThanTheSocketsHold) {
  meet();
  const std::string text = long_message();
  client->send(text);
  server->send(text);
  ASSERT_TRUE(until([&] { return server.events.received.size() + client.events.received.size() == 2 * text.size(); }));
  EXPECT_EQ(server.events.received, text);
  EXPECT_EQ(client.events.received, text);
}

// A gibibyte of zeros that takes no memory.
class Zeros {
 public:
  explicit Zeros(std::size_t size)
      : size_(size), at_(::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {}
  Zeros(const Zeros&) = delete;
  Zeros& operator=(const Zeros&) = delete;
  ~Zeros() { ::munmap(at_, size_); }
  std::string_view view() const { return {static_cast<const char*>(at_), size_}; }

 private:
  std::size_t size_;
  void* at_;
};

TEST_P(BufferedTransportTest, SendsWhatIsHugeFromWhereItLies) {
  meet();
  const Zeros zeros{std::size_t{1} << (tls() ? 27 : 30)};
  std::size_t received = 0;
  std::size_t most_held = 0;
  server.events.take = [&](std::string_view bytes) {
    received += bytes.size();
    most_held = std::max({most_held, client->held(), server->held()});
    return bytes.size();
  };
  client->send("head");
  ASSERT_TRUE(client->send_large(zeros.view(), 0));
  EXPECT_TRUE(client->full());
  client->send("behind");
  ASSERT_TRUE(until([&] { return received == zeros.view().size() + 10; }));
  turns();
  EXPECT_LT(most_held, std::size_t{1} << 20);
  EXPECT_EQ(client.events.count("drained"), 1u);
}

TEST_P(BufferedTransportTest, SendsInOrderAroundALargeTail) {
  meet();
  const std::string tail = long_message();
  client->send("before ");
  ASSERT_TRUE(client->send_large(tail, tail.capacity()));
  EXPECT_FALSE(client->send_large(tail, tail.capacity()));
  EXPECT_GE(client->held(), tail.size());
  client->send(" behind");
  client->output().append(" it");
  ASSERT_TRUE(until([&] { return client.events.count("drained") == 1; }));
  ASSERT_TRUE(client->send_large(tail, tail.capacity()));
  const std::string expected = "before " + tail + " behind it" + tail;
  ASSERT_TRUE(until([&] { return server.events.received.size() == expected.size(); }));
  EXPECT_EQ(server.events.received, expected);
}

TEST_P(BufferedTransportTest, IsFullAtTheLimitWithinATurn) {
  meet({.send_limit = 10'000});
  in_loop([this] {
    int sent = 0;
    for (; !client->full(); ++sent) client->send("0123456789");
    EXPECT_EQ(sent, 1000);
    for (sent = 0; !server->full(); ++sent) server->output().append("0123456789");
    EXPECT_EQ(sent, 1000);
  });
  turns();
  EXPECT_EQ(client.events.count("drained"), 1u);
  EXPECT_EQ(server.events.count("drained"), 1u);
}

TEST_P(BufferedTransportTest, TellsThatItDrainedAlsoWhenThatHappensInTheTurnInWhichItWasFull) {
  meet({.send_limit = 1000});
  in_loop([this] {
    client->send(std::string(1000, 'x'));
    EXPECT_TRUE(client->full());
    client->flush();
    EXPECT_EQ(client->unsent(), 0u);
    EXPECT_FALSE(client->full());
    client->send("more");
    client->flush();
  });
  EXPECT_EQ(client.events.count("drained"), 0u) << "not within the turn";
  turns();
  EXPECT_EQ(client.events.count("drained"), 1u);
}

TEST_P(BufferedTransportTest, TellsNothingWhenItWasNotAskedWhetherItIsFull) {
  meet({.send_limit = 1000});
  client->send(std::string(2000, 'x'));
  turns();
  EXPECT_FALSE(client->full());
  turns();
  EXPECT_EQ(client.events.count("drained"), 0u);
}

TEST_P(BufferedTransportTest, TellsThatItDrainedOnlyOnceWhatWasSentMeanwhileHasLeft) {
  meet({.send_limit = 1000});
  server->pause();
  const std::string text = long_message(3'000'000);
  in_loop([&] {
    client->send(std::string(1000, 'x'));
    EXPECT_TRUE(client->full());
    client->flush();
    client->send(text);  // by somebody who does not ask
  });
  turns();
  EXPECT_EQ(client.events.count("drained"), 0u);
  server->resume();
  ASSERT_TRUE(until([&] { return server.events.received.size() == 1000 + text.size(); }));
  turns();
  EXPECT_EQ(client.events.count("drained"), 1u);
}

TEST_P(BufferedTransportTest, LetsOthersHaveTheirTurnBetweenTwoTimesOfDrained) {
  meet({.send_limit = 1000});
  bool going = true;
  client.events.when_drained = [&] {
    while (going && !client->full()) client->send(std::string(500, 'x'));
  };
  client.events.when_drained();
  for (int turn = 0; turn < 50; ++turn) {
    const std::size_t before = client.events.count("drained");
    loop.run_once(false);
    EXPECT_LE(client.events.count("drained") - before, 1u);
  }
  EXPECT_GE(client.events.count("drained"), 25u);
  going = false;
  turns();
}

TEST_P(BufferedTransportTest, HoldsNoMemoryWhileNothingIsToBeDone) {
  meet({.kept_memory = 0});
  const std::size_t of_tls = client->transport().held() + server->transport().held();
  client->send(long_message(100'000));
  server->send(long_message(100'000));
  turns();
  EXPECT_EQ(server.events.received.size(), client.events.received.size());
  EXPECT_EQ(client->held() + server->held(), client->transport().held() + server->transport().held());
  if (!tls()) {
    EXPECT_EQ(of_tls, 0u);
  }
}

TEST_P(BufferedTransportTest, HoldsLittleMoreThanTheRestThatWasNotConsumed) {
  meet({.kept_memory = 0});
  std::vector<std::string> lines;
  server.events.take = [&](std::string_view bytes) { return take_lines(bytes, lines); };
  client->send(std::string(200'000, 'x') + "\nrest");
  turns();
  EXPECT_EQ(lines.size(), 1u);
  EXPECT_EQ(server->unconsumed(), "rest");
  EXPECT_LT(server->held() - server->transport().held(), 4096u);
  client->send("\n");
  turns();
  EXPECT_EQ(server->held(), server->transport().held());
}

TEST_P(BufferedTransportTest, KeepsAsMuchMemoryAsItMay) {
  meet({.kept_memory = 100'000});
  client->send(std::string(50'000, 'x'));
  turns();
  EXPECT_GE(client->held(), 50'000u);
  client->send(std::string(150'000, 'x'));
  turns();
  EXPECT_LE(client->held(), client->transport().held());
}

TEST_P(BufferedTransportTest, EndsAConnectionThatIsSentMoreThanItsBound) {
  meet({.send_limit = 1000, .unsent_limit = 1'000'000});
  server->pause();
  in_loop([this] {
    for (int i = 0; i < 10'000; ++i) client->send(std::string(1000, 'x'));
    EXPECT_EQ(client.events.count("error"), 0u) << "not from within a call";
    EXPECT_TRUE(client->full());
  });
  turns();
  EXPECT_EQ(client.events.code, "connection_overflow");
  EXPECT_FALSE(client->open());
}

TEST_P(BufferedTransportTest, EndsAConnectionThatIsSentMoreThanItsBoundAtOnce) {
  meet({.unsent_limit = 1000});
  client->send(std::string(1001, 'x'));
  EXPECT_EQ(client->unsent(), 0u);
  turns();
  EXPECT_EQ(client.events.code, "connection_overflow");
}

TEST_P(BufferedTransportTest, CountsWhatIsWrittenIntoTheOutputTowardsTheBound) {
  meet({.unsent_limit = 1'000'000});
  server->pause();
  client->output().append(std::string(2'000'000, 'x'));
  turns();
  EXPECT_EQ(client.events.code, "connection_overflow");
}

TEST_P(BufferedTransportTest, TakesMoreThanItsBoundWhenThePeerDoes) {
  meet({.unsent_limit = 1000});
  for (int i = 0; i < 20; ++i) client->send(std::string(900, 'x'));
  turns();
  EXPECT_EQ(server.events.received.size(), 18'000u);
}

TEST_P(BufferedTransportTest, EndsAConnectionWhoseBytesNobodyConsumes) {
  meet({.input_limit = 100'000});
  server.events.take = [](std::string_view) { return std::size_t{0}; };
  client->send(long_message());
  turns(100);
  EXPECT_EQ(server.events.code, "connection_overflow");
  EXPECT_EQ(server.events.count("error"), 1u);
}

TEST_P(BufferedTransportTest, TellsNothingWhileItIsPaused) {
  meet();
  server->pause();
  client->send("hello");
  client->shutdown();
  turns();
  EXPECT_TRUE(server.events.events.empty());
  server->resume();
  EXPECT_TRUE(server.events.events.empty()) << "not from within a call";
  turns();
  EXPECT_THAT(server.events.events, ElementsAre("bytes", "end"));
}

TEST_P(BufferedTransportTest, DeliversTheRestAgainWhenItGoesOn) {
  meet();
  server.events.take = [this](std::string_view bytes) {
    server.events.received += bytes.substr(0, 2);
    server->pause();
    return std::min<std::size_t>(bytes.size(), 2);
  };
  client->send("abcde");
  turns();
  EXPECT_EQ(server.events.received, "ab");
  EXPECT_EQ(server->unconsumed(), "cde");
  server->resume();
  turns();
  EXPECT_EQ(server.events.received, "abcd");
  server->resume();
  turns();
  EXPECT_EQ(server.events.received, "abcde");
  server->resume();
  turns();
  EXPECT_EQ(server.events.count("bytes"), 3u);
}

TEST_P(BufferedTransportTest, SendsWhileItIsPaused) {
  meet();
  client->pause();
  client->send("hello");
  turns();
  EXPECT_EQ(server.events.received, "hello");
}

// The neighbour has its turn however much the peer sends.
TEST_P(BufferedTransportTest, LetsOthersHaveTheirTurnWhileItReads) {
  meet();
  const std::string text = long_message(10'000'000);
  ASSERT_TRUE(client->send_large(text, 0));
  while (server.events.received.size() < text.size()) {
    const std::size_t before = server.events.received.size();
    loop.run_once(false);
    ASSERT_LE(server.events.received.size() - before, 4 * 65'536u);
  }
}

}  // namespace
}  // namespace tenon::async
