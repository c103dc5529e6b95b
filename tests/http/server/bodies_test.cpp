#include <gtest/gtest.h>
#include <string>

#include <tenon/async/event.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

std::string chunked(std::string_view body, std::size_t piece) {
  std::string text;
  for (; !body.empty(); body.remove_prefix(std::min(piece, body.size()))) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", std::min(piece, body.size()));
    text += size + std::string(body.substr(0, piece)) + "\r\n";
  }
  return text + "0\r\n\r\n";
}

std::string post_chunked(std::string_view path, std::string_view body, std::size_t piece) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" +
         chunked(body, piece);
}

TEST(ServerBodies, OfEverySizeArriveWhole) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  for (const std::size_t size : {0u, 1u, 100u, 16000u, 16384u, 40000u, 1000000u}) {
    const std::string body = text_of(size);
    ASSERT_EQ(client.ask(post("/echo", body)).body, body) << size;
  }
}

TEST(ServerBodies, InChunksArriveWhole) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  for (const std::size_t size : {0u, 1u, 100u, 16384u, 40000u, 300000u}) {
    for (const std::size_t piece : {7u, 1000u, 65536u}) {
      const std::string body = text_of(size);
      ASSERT_EQ(client.ask(post_chunked("/echo", body, piece)).body, body) << size << " in " << piece;
    }
  }
}

TEST(ServerBodies, WithRequestsBehindThem) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  const std::string body = text_of(50000);
  client.send(post("/echo", body) + post_chunked("/echo", body, 999) + get("/hello"));
  EXPECT_EQ(client.response().body, body);
  EXPECT_EQ(client.response().body, body);
  EXPECT_EQ(client.response().body, "hello");
}

TEST(ServerBodies, BeyondTheLimitAreRefused) {
  ServerOptions options;
  options.settings.body_limit = 1000;
  LiveServer server{make_site(), std::move(options)};
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", text_of(1000))).status, 200);
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", text_of(1001))).status, 413);
  EXPECT_EQ(RawClient{server.port()}.ask(post_chunked("/echo", text_of(1001), 100)).status, 413);
  EXPECT_EQ(RawClient{server.port()}.ask(post_chunked("/echo", text_of(200000), 1000)).status, 413);
}

TEST(ServerBodies, ADeclaredSizeBeyondTheLimitIsRefusedBeforeTheBodyComes) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000000000\r\n\r\n");
  EXPECT_EQ(client.response().status, 413);
  EXPECT_TRUE(client.ends());
}

TEST(ServerBodies, ThatNobodyReadsDoNotBecomeRequests) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  const std::string inner = get("/number/666");
  EXPECT_EQ(client.ask(post("/ignore", inner)).body, "ignored");
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
  // A small rest is read away, and the connection lives on …
  client.send("POST /ignore HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n" + inner);
  EXPECT_EQ(client.response().body, "ignored");
  client.send(std::string(1000 - inner.size(), ' ') + get("/hello"));
  EXPECT_EQ(client.response().body, "hello");
  // … a large one is not worth it.
  client.send("POST /ignore HTTP/1.1\r\nHost: test\r\nContent-Length: 100000000\r\n\r\n");
  RawResponse last = client.response();
  EXPECT_EQ(last.body, "ignored");
  EXPECT_EQ(last.headers["connection"], "close");
  client.send(inner);
  EXPECT_EQ(client.receive_all(), "");
}

TEST(ServerBodies, AskedForWith100Continue) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive(), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(client.ask("body").body, "body");
}

TEST(ServerBodies, NotAskedForWhenTheyAreNotWanted) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send("POST /ignore HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  const std::string answer = client.receive_all();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
}

TEST(ServerBodies, NotAskedForWhenTheyAreTooLargeOrFindNoHandler) {
  LiveServer server{make_site()};
  for (const auto& [path, status] : std::vector<std::pair<std::string, int>>{{"/echo", 413}, {"/nothing", 404}}) {
    RawClient client{server.port()};
    client.send("POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n");
    const std::string answer = client.receive_all();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::to_string(status))) << answer;
    EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
  }
}

TEST(ServerBodies, InChunksAreAskedForToo) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive(), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(client.ask(chunked("body", 3)).body, "body");
}

TEST(ServerBodies, NotAskedForInHttp10) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send("POST /echo HTTP/1.0\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive(50ms), "");
  client.send("body");
  EXPECT_TRUE(client.receive_all().starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(ServerBodies, NotAskedForWhenTheyAreThereAlready) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(post("/echo", "body", "Expect: 100-continue\r\n"));
  EXPECT_TRUE(client.receive().starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(ServerBodies, WithBadChunksEndTheConnection) {
  LiveServer server{make_site()};
  for (const std::string body : {"x\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "-1\r\n", "5;\x01\r\nhello\r\n0\r\n\r\n"}) {
    RawClient client{server.port()};
    const std::string head = "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    RawResponse response = client.ask(head + body + get("/number/666"));
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_EQ(response.headers["connection"], "close");
    EXPECT_EQ(client.receive_all(), "");

    RawClient later{server.port()};  // the error comes when the handler waits already
    later.send(head);
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(later.ask(body + get("/number/666")).status, 400) << body;
    EXPECT_EQ(later.receive_all(), "");
  }
}

TEST(ServerBodies, SlowedDownWhileTheHandlerIsSlow) {
  async::Event go_on;
  std::size_t received = 0;
  ServerOptions options;
  options.settings.body_limit = 100_MiB;
  LiveServer server{Handler{[&](Request& request) -> async::Task<Response> {
                      co_await request.read_body_some();
                      co_await go_on.wait();
                      for (;;) {
                        const std::string_view bytes = co_await request.read_body_some();
                        if (bytes.empty()) break;
                        received += bytes.size();
                      }
                      co_return Response::text("done");
                    }},
                    std::move(options)};
  RawClient client{server.port()};
  constexpr std::size_t size = 50'000'000;
  std::atomic<std::size_t> sent{0};
  std::thread sender([&] {
    client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
    const std::string piece(100'000, 'x');
    for (; sent < size; sent += piece.size()) client.send(piece);
  });
  std::this_thread::sleep_for(300ms);
  EXPECT_LT(sent, size / 2);  // what does not fit into the system's buffers is not sent
  server.on_loop([&] { go_on.set(); });
  EXPECT_EQ(client.response().body, "done");
  sender.join();
  EXPECT_GT(received, size - 100'000);
}

TEST(ServerBodies, CanBeAnsweredWhileTheyArrive) {
  LiveServer server{Handler{[](Request& request) -> async::Task<Response> {
    co_return Response::stream(
        [&request](BodyWriter& out) -> async::Task<> {
          for (;;) {
            const std::string piece{co_await request.read_body_some()};
            if (piece.empty()) break;
            co_await out.write("[" + piece + "]");
          }
        },
        "text/plain");
  }}};
  RawClient client{server.port()};
  client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 6\r\n\r\nab");
  EXPECT_NE(client.receive().find("[ab]"), std::string::npos);
  client.send("cd");
  EXPECT_NE(client.receive().find("[cd]"), std::string::npos);
  client.send("ef" + get("/"));
  const std::string rest = client.receive();
  EXPECT_NE(rest.find("[ef]"), std::string::npos);
}

}  // namespace
}  // namespace tenon::http::test
