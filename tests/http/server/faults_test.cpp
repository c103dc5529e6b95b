#include <gtest/gtest.h>
#include <sys/socket.h>
#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/server.hpp>

#include "../support/site.hpp"
#include "tests/support/fault_transport.hpp"
#include "tests/support/raw_client.hpp"

// A connection whose n-th read, write or shutdown fails, for each n; and one that moves few bytes at a time. Time
// stands still, so that nothing depends on the machine.

namespace tenon::http::test {
namespace {

using tenon::test::Faults;
using tenon::test::get;
using tenon::test::post;

/// Every way in which an answer is made and sent, over one connection.
std::string conversation() {
  return get("/hello") + post("/echo", std::string(9000, 'e')) +
         "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x\r\nyou\r\n0\r\nA: "
         "b\r\n\r\n" +
         get("/stream/3000") + get("/bytes/60000") + get("/error") + post("/ignore", std::string(20'000, 'i')) +
         get("/nothing") + get("/number/7", "Connection: close\r\n");
}

/// What of an answer is the same every time.
std::string without_varying(std::string text) {
  for (const auto& [begin, size] : {std::pair{"\r\nDate: ", 37u}, std::pair{"\"requestId\":\"", 38u}}) {
    for (std::size_t at = 0; (at = text.find(begin, at)) != text.npos;) text.erase(at, size);
  }
  return text;
}

class Conversation {
 public:
  /// What the client receives.
  std::string hold(Faults& faults) {
    auto [client, other] = tenon::test::socket_pair();
    server_.serve(loop_,
                  std::make_unique<tenon::test::FaultTransport>(async::socket_transport(std::move(other)), faults));
    std::string_view unsent = requests_;
    std::string received;
    for (bool moved = true; moved;) {
      const ssize_t sent = ::send(client.get(), unsent.data(), unsent.size(), MSG_NOSIGNAL);
      if (sent > 0) unsent.remove_prefix(static_cast<std::size_t>(sent));
      loop_.run_ready();
      moved = sent > 0;
      std::array<char, 65536> bytes;
      for (ssize_t size; (size = ::recv(client.get(), bytes.data(), bytes.size(), 0)) > 0;) {
        received.append(bytes.data(), static_cast<std::size_t>(size));
        moved = true;
        loop_.run_ready();
      }
    }
    client.reset();
    loop_.run_ready();
    loop_.advance(std::chrono::minutes{2});
    loop_.run_ready();
    return without_varying(std::move(received));
  }
  ServerStats stats() const { return server_.stats(); }

 private:
  const std::string requests_ = conversation();
  async::Loop loop_{{.manual_time = true}};
  Server server_{make_site()};
};

async::Task<> finish() { co_await async::sleep_for(std::chrono::seconds{1}); }

/// For a handler that finishes what it began, as one that waits for a write to a database does.
async::Task<> finish_in_any_case() {
  async::Loop& loop = *async::Loop::current();
  async::Context own{loop, loop.now() + std::chrono::seconds{10}};
  co_await finish().in(own);
}

/// An answer waits to be sent while the handler of the next request waits; then the client is gone.
TEST(ServerFaults, AWriteThatFailsWhileAHandlerWaitsHoldsNothingUp) {
  async::Loop loop{{.manual_time = true}};
  Routes routes;
  add_site(routes).root().get("/finish", [](Request&) -> async::Task<Response> {
    co_await finish_in_any_case();
    co_return Response::text("finished");
  });
  Server server{Service{std::make_shared<Router>(std::move(routes).build())}};
  for (const std::string& waiting : {get("/finish"), get("/wait/500"), post("/echo", "whole").substr(0, 60)}) {
    auto [client, other] = tenon::test::socket_pair();
    Faults faults{.fail_at = 1};  // the first operation is the read
    server.serve(loop,
                 std::make_unique<tenon::test::FaultTransport>(async::socket_transport(std::move(other)), faults));
    const std::string requests = get("/hello") + get("/hello") + waiting;
    ASSERT_EQ(::send(client.get(), requests.data(), requests.size(), MSG_NOSIGNAL), std::ssize(requests));
    loop.run_ready();
    EXPECT_EQ(faults.operations, 2) << "nothing is written to a connection that is lost";
    loop.advance(std::chrono::seconds{2});
    loop.run_ready();
    EXPECT_EQ(server.stats().connections_open, 0u);
    EXPECT_EQ(server.stats().requests_active, 0u);
  }
}

TEST(ServerFaults, BytesThatComeAndGoOneByOneChangeNothing) {
  Conversation whole;
  Faults none;
  const std::string expected = whole.hold(none);
  EXPECT_EQ(whole.stats().requests, 9u);
  EXPECT_TRUE(expected.ends_with("\r\n\r\n7"));
  for (const std::size_t chunk : {1u, 2u, 7u, 1000u}) {
    Conversation slow;
    Faults few{.chunk = chunk};
    EXPECT_TRUE(slow.hold(few) == expected) << chunk << " bytes at a time";
    EXPECT_EQ(slow.stats().requests, 9u);
  }
}

TEST(ServerFaults, AFailureAtAnyOperationEndsTheConnectionAndNothingElse) {
  Conversation conversation;
  Faults none{.chunk = 2000};
  const std::string expected = conversation.hold(none);
  ASSERT_GT(none.operations, 50);
  for (const int error : {ECONNRESET, 0}) {
    for (int at = 0; at < none.operations; ++at) {
      Faults faults{.fail_at = at, .error = error, .chunk = 2000};
      const std::string received = conversation.hold(faults);
      ASSERT_TRUE(expected.starts_with(received)) << "operation " << at << ": " << received.size() << " bytes";
      ASSERT_EQ(conversation.stats().connections_open, 0u) << "operation " << at;
      ASSERT_EQ(conversation.stats().requests_active, 0u) << "operation " << at;
    }
  }
  EXPECT_TRUE(conversation.hold(none) == expected);
}

}  // namespace
}  // namespace tenon::http::test
