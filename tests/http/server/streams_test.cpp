#include <gtest/gtest.h>
#include <string>

#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/memory_sink.hpp>

#include "../support/live_server.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

Handler streaming(BodySource source, std::optional<std::uint64_t> size = std::nullopt) {
  auto shared = std::make_shared<const BodySource>(std::move(source));
  return [shared, size](Request&) -> async::Task<Response> {
    co_return Response::stream([shared](BodyWriter& out) { return (*shared)(out); }, "text/plain", size);
  };
}

TEST(ServerStreams, WaitForAClientThatDoesNotRead) {
  std::atomic<std::size_t> written{0};
  constexpr std::size_t size = 50'000'000;
  LiveServer server{streaming([&](BodyWriter& out) -> async::Task<> {
    const std::string piece(100'000, 'x');
    for (; written < size; written += piece.size()) co_await out.write(piece);
  })};
  RawClient client{server.port()};
  client.send(get("/"));
  std::this_thread::sleep_for(300ms);
  EXPECT_LT(written, size / 2);
  const RawResponse response = client.response();
  EXPECT_TRUE(response.whole);
  EXPECT_EQ(response.body.size(), size);
}

TEST(ServerStreams, WaitForSlowClientsAsLongAsTheWriteTimeoutSays) {
  LiveServer server{
      streaming([](BodyWriter& out) -> async::Task<> { co_await out.write(std::string(50'000'000, 'x')); }),
      {},
      {.default_wait = 100ms}};
  RawClient client{server.port()};
  client.send(get("/"));
  std::this_thread::sleep_for(500ms);
  EXPECT_TRUE(client.response().whole);
}

TEST(ServerStreams, HaveNoInterimAnswerInTheMiddle) {
  LiveServer server{[](Request& request) -> async::Task<Response> {
    co_return Response::stream(
        [&request](BodyWriter& out) -> async::Task<> {
          const std::string_view body = co_await request.read_body();
          co_await out.write(body);
        },
        "text/plain");
  }};
  RawClient client{server.port()};
  client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  const std::string head = client.receive();
  EXPECT_EQ(head.find("HTTP/1.1 200"), 0u) << head;
  client.send("hello");
  EXPECT_EQ((head + client.receive_all()).substr(head.find("\r\n\r\n")), "\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
}

TEST(ServerStreams, AreSentAtTheEndOfTheTurnWithoutAFlush) {
  LiveServer server{streaming([](BodyWriter& out) -> async::Task<> {
    co_await out.write("one ");
    co_await out.write("two");
    co_await async::sleep_for(200ms);
    co_await out.write("three");
  })};
  RawClient client{server.port()};
  client.send(get("/"));
  const std::string first = client.receive();
  EXPECT_NE(first.find("\r\n\r\n4\r\none \r\n3\r\ntwo\r\n"), std::string::npos) << first;
  EXPECT_EQ(client.receive(), "5\r\nthree\r\n0\r\n\r\n");
}

TEST(ServerStreams, OfKnownSizeAreNotChunked) {
  LiveServer server{streaming([](BodyWriter& out) -> async::Task<> { co_await out.write("12345"); }, 5)};
  RawClient client{server.port()};
  RawResponse response = client.ask(get("/"));
  EXPECT_EQ(response.headers["content-length"], "5");
  EXPECT_EQ(response.body, "12345");
  EXPECT_EQ(client.ask(get("/")).body, "12345");
}

TEST(ServerStreams, ShorterThanTheirSizeCutTheConnection) {
  LiveServer server{streaming([](BodyWriter& out) -> async::Task<> { co_await out.write("123"); }, 5)};
  RawClient client{server.port()};
  EXPECT_FALSE(client.ask(get("/")).whole);
}

TEST(ServerStreams, LongerThanTheirSizeCutTheConnection) {
  LiveServer server{streaming([](BodyWriter& out) -> async::Task<> { co_await out.write("123456"); }, 5)};
  RawClient client{server.port()};
  EXPECT_FALSE(client.ask(get("/")).whole);
}

TEST(ServerStreams, ThatFailCutTheConnectionAndAreLogged) {
  auto sink = std::make_shared<log::MemorySink>();
  ServerOptions options;
  options.log = log::Logger{sink};
  LiveServer server{streaming([](BodyWriter& out) -> async::Task<> {
                      co_await out.write("begun");
                      co_await out.flush();
                      throw std::runtime_error("the source is dry");
                    }),
                    std::move(options)};
  RawClient client{server.port()};
  EXPECT_FALSE(client.ask(get("/")).whole);
  ASSERT_TRUE(eventually([&] { return !sink->lines().empty(); }));
  EXPECT_NE(sink->lines().front().find("the source is dry"), std::string::npos);
}

TEST(ServerStreams, ThatFailByWhatAClientWouldBeToldAreLoggedToo) {
  auto sink = std::make_shared<log::MemorySink>();
  ServerOptions options;
  options.log = log::Logger{sink};
  LiveServer server{streaming([](BodyWriter& out) -> async::Task<> {
                      co_await out.write("begun");
                      throw NotFound{"no_page", "There is no such page."};
                    }),
                    std::move(options)};
  EXPECT_FALSE(RawClient{server.port()}.ask(get("/")).whole);
  ASSERT_TRUE(eventually([&] { return !sink->lines().empty(); }));
  EXPECT_NE(sink->lines().front().find("no_page"), std::string::npos);
}

TEST(ServerStreams, OutliveTheDeadlineOfRequests) {
  ServerOptions options;
  options.settings.request_timeout = 50ms;
  LiveServer server{streaming([](BodyWriter& out) -> async::Task<> {
                      for (int i = 0; i < 5; ++i) {
                        co_await async::sleep_for(30ms);
                        co_await out.write("x");
                      }
                    }),
                    std::move(options)};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/")).body, "xxxxx");
}

TEST(ServerStreams, AreCancelledWhenTheClientHasGone) {
  std::atomic<bool> cancelled{false};
  LiveServer server{streaming([&](BodyWriter& out) -> async::Task<> {
    try {
      for (;;) {
        co_await out.write("tick ");
        co_await async::sleep_for(5ms);
      }
    } catch (const async::Cancelled&) {
      cancelled = true;
      throw;
    }
  })};
  RawClient client{server.port()};
  client.send(get("/"));
  EXPECT_FALSE(client.receive().empty());
  client.reset();
  EXPECT_TRUE(eventually([&] { return cancelled.load(); }));
  EXPECT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));
}

}  // namespace
}  // namespace tenon::http::test
