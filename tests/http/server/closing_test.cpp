#include <gtest/gtest.h>
#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include <tenon/async/sleep.hpp>
#include <tenon/http/hooks.hpp>
#include <tenon/http/pipeline.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "../support/smuggling.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

struct Malformed {
  const char* what;
  std::string bytes;
  int status;
};

std::vector<Malformed> malformed() {
  const std::string post_head = "POST /echo HTTP/1.1\r\nHost: test\r\n";
  return {
      {"length and chunked", post_head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"differing lengths", post_head + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody", 400},
      {"repeated length", post_head + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody", 400},
      {"signed length", post_head + "Content-Length: +4\r\n\r\nbody", 400},
      {"hexadecimal length", post_head + "Content-Length: 0x4\r\n\r\nbody", 400},
      {"overflowing length", post_head + "Content-Length: 99999999999999999999999\r\n\r\nbody", 400},
      {"unknown coding", post_head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"bare line feed", "GET /hello HTTP/1.1\nHost: test\n\n", 400},
      {"folded field", "GET /hello HTTP/1.1\r\nHost: test\r\nA: b\r\n c\r\n\r\n", 400},
      {"space before colon", "GET /hello HTTP/1.1\r\nHost : test\r\n\r\n", 400},
      {"no colon", "GET /hello HTTP/1.1\r\nHost: test\r\nA\r\n\r\n", 400},
      {"control byte", "GET /hello HTTP/1.1\r\nHost: test\r\nA: \x01\r\n\r\n", 400},
      {"no host", "GET /hello HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"bad escape", "GET /%zz HTTP/1.1\r\nHost: test\r\n\r\n", 400},
      {"no request line", "hello\r\n\r\n", 400},
      {"version 2", "GET /hello HTTP/2.0\r\nHost: test\r\n\r\n", 505},
      {"unknown expectation", post_head + "Content-Length: 4\r\nExpect: 200-ok\r\n\r\nbody", 417},
      {"unknown method", "BREW /hello HTTP/1.1\r\nHost: test\r\n\r\n", 501},
  };
}

TEST(ServerClosing, MalformedRequestsAreAnsweredAndNothingBehindThemIsRun) {
  std::atomic<int> runs{0};
  LiveServer server{Handler{[&](Request&) -> async::Task<Response> {
    ++runs;
    co_return Response::text("run");
  }}};
  for (const Malformed& request : malformed()) {
    RawClient client{server.port()};
    RawResponse response = client.ask(request.bytes + get("/hello") + get("/hello"));
    EXPECT_EQ(response.status, request.status) << request.what;
    EXPECT_EQ(response.headers["connection"], "close") << request.what;
    EXPECT_EQ(response.headers["content-type"], "application/problem+json") << request.what;
    EXPECT_TRUE(response.whole) << request.what;
    client.send(get("/hello"));
    EXPECT_EQ(client.receive_all(), "") << request.what;
  }
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(server.stats().requests_refused, malformed().size());
}

TEST(ServerClosing, WhatIsSmuggledIsNotRunWhereverItIsCut) {
  std::atomic<int> hidden{0};
  LiveServer server{Handler{[&](Request& request) -> async::Task<Response> {
    if (request.path() == "/hidden") ++hidden;
    co_await request.read_body();
    co_return Response::text("run");
  }}};
  for (const SmugglingAttempt& attempt : smuggling_attempts()) {
    for (std::size_t cut = 1; cut < attempt.bytes.size(); cut += 7) {
      RawClient client{server.port()};
      client.send(std::string_view(attempt.bytes).substr(0, cut));
      std::this_thread::sleep_for(50us);
      client.send(std::string_view(attempt.bytes).substr(cut));
      RawResponse response = client.response();
      ASSERT_EQ(response.status, attempt.status) << "cut at " << cut << ":\n" << attempt.bytes;
      ASSERT_EQ(response.headers["connection"], "close");
    }
  }
  EXPECT_EQ(hidden, 0);
}

TEST(ServerClosing, AnswersBeforeAMalformedRequestAreSent) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(get("/number/1") + get("/number/2") + "GET /number/3 HTTP/1.1\r\n\r\n" + get("/number/4"));
  EXPECT_EQ(client.response().body, "1");
  EXPECT_EQ(client.response().body, "2");
  EXPECT_EQ(client.response().status, 400);
  EXPECT_EQ(client.receive_all(), "");
}

TEST(ServerClosing, TheClientSeesTheAnswerThoughItIsStillSending) {
  LiveServer server{make_site()};
  for (int i = 0; i < 20; ++i) {
    RawClient client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100000000\r\n\r\n");
    client.send(std::string(500'000, 'x'));
    ASSERT_EQ(client.response().status, 413);
  }
}

TEST(ServerClosing, AHalfClosedClientGetsItsAnswers) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(get("/hello") + get("/wait/50") + get("/number/3"));
  client.half_close();
  EXPECT_EQ(client.response().body, "hello");
  EXPECT_EQ(client.response().body, "waited");
  EXPECT_EQ(client.response().body, "3");
  EXPECT_EQ(client.receive_all(), "");
}

TEST(ServerClosing, AHalfClosedClientInTheMiddleOfAHeadIsClosed) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send("GET /hel");
  client.half_close();
  EXPECT_EQ(client.receive_all(), "");
}

TEST(ServerClosing, TheWorkForAClientThatHasGoneIsCancelled) {
  std::atomic<bool> began{false};
  std::atomic<bool> cancelled{false};
  ServerOptions options;
  options.settings.half_close_timeout = 50ms;
  LiveServer server{Handler{[&](Request&) -> async::Task<Response> {
                      began = true;
                      try {
                        co_await async::sleep_for(20s);
                      } catch (const async::Cancelled&) {
                        cancelled = true;
                        throw;
                      }
                      co_return Response::text("late");
                    }},
                    std::move(options)};
  for (const bool reset : {false, true}) {
    began = cancelled = false;
    RawClient client{server.port()};
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] { return began.load(); }));
    reset ? client.reset() : client.close();
    EXPECT_TRUE(eventually([&] { return cancelled.load(); }));
    EXPECT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));
  }
}

/// The status of the last answer, as logs and metrics see it.
class LastStatus final : public Hooks {
 public:
  mutable std::atomic<int> status{0};
  std::optional<Response> on_request(Request&) const override { return std::nullopt; }
  void on_response(Request&, Response& response) const override { status = to_int(response.status()); }
};

TEST(ServerClosing, ABodyThatEndsTooEarlyIsTheClientsFault) {
  const auto last = std::make_shared<LastStatus>();
  LiveServer server{make_site(std::move(Pipeline{}.use(last)))};
  for (const std::string& part :
       {std::string("Content-Length: 100\r\n\r\nabc"), std::string("Transfer-Encoding: chunked\r\n\r\n5\r\nab")}) {
    last->status = 0;
    RawClient half{server.port()};
    half.send("POST /echo HTTP/1.1\r\nHost: test\r\n" + part);
    half.half_close();
    const RawResponse response = half.response();
    EXPECT_EQ(response.status, 400);
    EXPECT_NE(response.body.find("\"body_incomplete\""), std::string::npos) << response.body;
    EXPECT_EQ(half.receive_all(), "");
    EXPECT_EQ(last->status, 400);
    ASSERT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));

    for (const bool reset : {false, true}) {
      last->status = 0;
      RawClient gone{server.port()};
      gone.send("POST /echo HTTP/1.1\r\nHost: test\r\n" + part);
      ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
      reset ? gone.reset() : gone.close();
      ASSERT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));
      EXPECT_EQ(last->status, reset ? 499 : 400);
    }
  }
}

TEST(ServerClosing, AServerThatIsDestroyedCutsWhatIsInFlight) {
  std::atomic<int> destroyed{0};
  struct Count {
    std::atomic<int>& count;
    ~Count() { ++count; }
  };
  {
    LiveServer server{Handler{[&](Request&) -> async::Task<Response> {
      const Count local{destroyed};
      co_await async::sleep_for(20s);
      co_return Response::text("late");
    }}};
    RawClient client{server.port()};
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
  }
  EXPECT_EQ(destroyed, 1);
}

}  // namespace
}  // namespace tenon::http::test
