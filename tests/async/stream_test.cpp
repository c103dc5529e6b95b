#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <optional>
#include <string>
#include <tenon/async/all.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/run.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/async/stream.hpp>
#include <tenon/base/error.hpp>

#include "tests/support/crossed_transports.hpp"
#include "tests/support/fault_transport.hpp"
#include "tests/support/tcp_pair.hpp"

namespace tenon::async {
namespace {

using namespace std::chrono_literals;
using tenon::test::Faults;
using tenon::test::FaultTransport;
using tenon::test::socket_pair;

class StreamTest : public ::testing::Test {
 protected:
  StreamTest() {
    auto [a, b] = socket_pair();
    client.emplace(loop, std::make_unique<FaultTransport>(socket_transport(std::move(a)), client_faults));
    server.emplace(loop, std::make_unique<FaultTransport>(socket_transport(std::move(b)), server_faults));
  }

  Loop loop;
  Faults client_faults, server_faults;
  std::optional<Stream> client, server;
};

Task<std::string> read_to_end(Stream& stream) {
  std::string text;
  std::array<char, 1000> part;
  while (const std::size_t count = co_await stream.read_some(part.data(), part.size())) {
    text.append(part.data(), count);
  }
  co_return text;
}

Task<> send_and_close(Stream& stream, std::string text) {
  co_await stream.write_all(text);
  co_await stream.close();
}

// The half-close: we have said all, and still listen.
Task<> send_and_shut(Stream& stream, std::string text) {
  co_await stream.write_all(text);
  stream.transport().shutdown();
}

// More than the sockets' buffers hold, so that writers have to wait for readers.
std::string long_text() {
  std::string text;
  while (text.size() < 1'000'000) text += std::to_string(text.size()) + ' ';
  return text;
}

TEST_F(StreamTest, CarriesBytesBothWays) {
  auto [to_server, to_client, a, b] = run(loop, all(read_to_end(*server), read_to_end(*client),
                                                    send_and_shut(*client, "ping"), send_and_shut(*server, "pong")));
  EXPECT_EQ(to_server, "ping");
  EXPECT_EQ(to_client, "pong");
}

TEST_F(StreamTest, CarriesMoreThanTheSocketHolds) {
  const std::string text = long_text();
  auto [got, done] = run(loop, all(read_to_end(*server), send_and_close(*client, text)));
  EXPECT_EQ(got, text);
}

TEST_F(StreamTest, WritesHeadAndBodyAsOneText) {
  const std::string head = "head:", body = long_text();
  auto task = [](Stream& stream, const std::string& a, const std::string& b) -> Task<> {
    co_await stream.write_all(a, b);
    co_await stream.write_all(a, "");
    co_await stream.write_all("", b);
    co_await stream.write_all("");
    co_await stream.close();
  };
  auto [got, done] = run(loop, all(read_to_end(*server), task(*client, head, body)));
  EXPECT_EQ(got, head + body + head + body);
}

TEST_F(StreamTest, MovesSingleBytesWhereNoMoreGo) {
  client_faults.chunk = server_faults.chunk = 1;
  const std::string text = long_text().substr(0, 3000);
  auto task = [](Stream& stream, const std::string& from) -> Task<> {
    co_await stream.write_all(std::string_view{from}.substr(0, 10), std::string_view{from}.substr(10));
    co_await stream.close();
  };
  auto [got, done] = run(loop, all(read_to_end(*server), task(*client, text)));
  EXPECT_EQ(got, text);
}

TEST_F(StreamTest, ReadsExactlyWhatIsAskedFor) {
  auto read = [](Stream& stream) -> Task<std::string> {
    std::string text(6, ' ');
    co_await stream.read_exactly(text.data(), 4);
    co_await stream.read_exactly(text.data() + 4, 2);
    co_await stream.read_exactly(text.data(), 0);
    co_return text;
  };
  auto write = [](Stream& stream) -> Task<> {
    for (const char* part : {"ab", "cdef"}) {
      co_await stream.write_all(part);
      co_await sleep_for(2ms);
    }
  };
  auto [text, done] = run(loop, all(read(*server), write(*client)));
  EXPECT_EQ(text, "abcdef");
}

Task<std::string> code_of(Task<> task) {
  std::string code = "none";
  try {
    co_await std::move(task);
  } catch (const Error& error) {
    code = error.code();
  }
  co_return code;
}

TEST_F(StreamTest, RefusesAnEndWhereMoreWasExpected) {
  std::array<char, 10> bytes;
  auto [code, done] =
      run(loop, all(code_of(server->read_exactly(bytes.data(), bytes.size())), send_and_close(*client, "short")));
  EXPECT_EQ(code, "connection_lost");
}

TEST_F(StreamTest, StillReadsWhatCameBeforeTheEnd) {
  auto task = [](Stream& from, Stream& to) -> Task<std::string> {
    co_await send_and_close(from, "last words");
    co_await sleep_for(1ms);
    co_return co_await read_to_end(to);
  };
  EXPECT_EQ(run(loop, task(*client, *server)), "last words");
}

TEST_F(StreamTest, ThrowsWhenThePeerIsGoneWhileWriting) {
  const std::string text = long_text();
  auto close = [](Stream& stream) -> Task<> {
    co_await sleep_for(2ms);
    co_await stream.close();
  };
  auto [code, done] = run(loop, all(code_of(client->write_all(text)), close(*server)));
  EXPECT_EQ(code, "connection_lost");
}

TEST_F(StreamTest, EndsAReadByTheDeadlineAndCanReadOn) {
  auto task = [](Stream& from, Stream& to) -> Task<std::string> {
    bool late = false;
    try {
      co_await with_deadline(2ms, read_to_end(to));
    } catch (const Timeout&) {
      late = true;
    }
    EXPECT_TRUE(late);
    co_await send_and_close(from, "after");
    co_return co_await read_to_end(to);
  };
  EXPECT_EQ(run(loop, task(*client, *server)), "after");
}

TEST_F(StreamTest, EndsAWriteByTheDeadline) {
  const std::string text = long_text();
  EXPECT_EQ(run(loop, code_of(with_deadline(2ms, client->write_all(text)))), "deadline_passed");
}

TEST_F(StreamTest, IsLeftInPeaceByADestroyedReader) {
  {
    Scope scope{loop};
    auto read = [](Stream& stream) -> Task<> { co_await read_to_end(stream); };
    scope.spawn(read(*server));
    loop.run_ready();
  }
  auto [got, done] = run(loop, all(read_to_end(*server), send_and_close(*client, "x")));
  EXPECT_EQ(got, "x");
}

TEST_F(StreamTest, WritesOnOnceWhatItWaitedForWasRead) {
  auto [a, b] = socket_pair();
  Stream crossed{loop, std::make_unique<tenon::test::ReadsFirst>(socket_transport(std::move(a)))};
  Stream peer{loop, socket_transport(std::move(b))};
  run(loop, peer.write_all("from the peer"));
  loop.run_once(false);  // the event of what can be read has come when the writer asks for it
  auto read = [](Stream& stream) -> Task<std::string> {
    std::string text(13, ' ');
    co_await stream.read_exactly(text.data(), text.size());
    co_return text;
  };
  auto [written, got] = run(loop, with_deadline(5s, all(code_of(crossed.write_all("to it")), read(crossed))));
  EXPECT_EQ(written, "none");
  EXPECT_EQ(got, "from the peer");
}

TEST_F(StreamTest, RefusesOperationsOnceClosed) {
  run(loop, client->close());
  run(loop, client->close());
  EXPECT_EQ(run(loop, code_of(client->write_all("x"))), "connection_lost");
}

TEST_F(StreamTest, EndsAWaitingReadAndAWaitingWriteWhenClosed) {
  const std::string text = long_text();
  std::array<char, 10> bytes;
  auto close = [](Stream& stream) -> Task<> {
    co_await sleep_for(2ms);
    co_await stream.close();
  };
  auto [read, write, done] = run(loop, all(code_of(client->read_exactly(bytes.data(), bytes.size())),
                                           code_of(client->write_all(text)), close(*client)));
  EXPECT_EQ(read, "connection_lost");
  EXPECT_EQ(write, "connection_lost");
}

TEST_F(StreamTest, EndsAReadThatIsClosedBetweenTheEventAndItsResumption) {
  Scope scope{loop};
  std::string read_code;
  auto read = [](Stream& stream, std::string& code) -> Task<> {
    std::array<char, 10> bytes;
    code = co_await code_of(stream.read_exactly(bytes.data(), bytes.size()));
  };
  auto close = [](Stream& stream) -> Task<> { co_await stream.close(); };
  scope.spawn(read(*server, read_code));
  loop.run_ready();
  scope.spawn(close(*server));  // stands before the reader, which the event of the next turn wakes
  run(loop, client->write_all("late"));
  loop.run_ready();
  EXPECT_EQ(read_code, "connection_lost");
}

// A conversation: each side sends and receives, then both close.
Task<> talk(Stream& stream, const std::string& text) {
  std::string answer(text.size(), ' ');
  co_await all(stream.write_all(text), stream.read_exactly(answer.data(), answer.size()));
  EXPECT_EQ(answer, text);
  co_await stream.close();
}

// Ends the stream with the conversation, as its owner does, so that the other side learns of it.
Task<bool> talk_and_leave(std::optional<Stream>& stream, const std::string& text) {
  bool lost = false;
  try {
    co_await talk(*stream, text);
  } catch (const Unavailable& error) {
    EXPECT_EQ(error.code(), "connection_lost");
    lost = true;
  }
  stream.reset();
  co_return lost;
}

struct Failure {
  const char* name;
  int error;
};
class StreamFaults : public ::testing::TestWithParam<Failure> {};
INSTANTIATE_TEST_SUITE_P(Kinds, StreamFaults,
                         ::testing::Values(Failure{"reset", ECONNRESET}, Failure{"unreachable", EHOSTUNREACH},
                                           Failure{"end", 0}),
                         [](const auto& kind) { return std::string{kind.param.name}; });

TEST_P(StreamFaults, EndBothSidesInGoodOrderWhicheverOperationFails) {
  const std::string text = long_text().substr(0, 300'000);
  for (int n = 0;; ++n) {
    ASSERT_LT(n, 10'000) << "the conversation never succeeds";
    Loop loop;
    Faults faults{.fail_at = n, .error = GetParam().error, .chunk = 20'000}, none;
    auto [a, b] = socket_pair();
    std::optional<Stream> client, server;
    client.emplace(loop, std::make_unique<FaultTransport>(socket_transport(std::move(a)), faults));
    server.emplace(loop, std::make_unique<FaultTransport>(socket_transport(std::move(b)), none));
    auto [client_lost, server_lost] = run(loop, all(talk_and_leave(client, text), talk_and_leave(server, text)));
    if (!faults.failed()) {
      EXPECT_FALSE(client_lost || server_lost);
      EXPECT_GT(n, 10);
      break;
    }
    // Only a shutdown that fails is not worth an error.
    EXPECT_TRUE(client_lost || n + 1 >= faults.operations) << "operation " << n;
  }
}

// TCP, because a Unix socket knows no reset.
TEST(StreamOverTcp, ReportsThatThePeerReset) {
  Loop loop;
  auto [near, peer] = tenon::test::tcp_pair();
  Stream stream{loop, socket_transport(std::move(near))};
  const linger reset{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(peer.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  auto task = [](Stream& of, Fd& other) -> Task<> {
    std::array<char, 10> bytes;
    other.reset();
    co_await of.read_some(bytes.data(), bytes.size());
  };
  try {
    run(loop, task(stream, peer));
    FAIL();
  } catch (const Unavailable& error) {
    EXPECT_EQ(error.code(), "connection_lost");
    EXPECT_EQ(error.detail(), "Connection lost: Connection reset by peer");
  }
}

}  // namespace
}  // namespace tenon::async
