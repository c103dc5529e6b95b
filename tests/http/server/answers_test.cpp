#include <gtest/gtest.h>
#include <string>

#include <tenon/base/memory_sink.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

TEST(ServerAnswers, ARequestWithItsHandler) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(get("/hello"));
  const std::string answer = client.receive();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(answer.find("\r\nContent-Type: text/plain; charset=utf-8\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nContent-Length: 5\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nDate: "), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\nhello"));
}

TEST(ServerAnswers, ManyRequestsOnOneConnection) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  for (int i = 0; i < 100; ++i) {
    const RawResponse response = client.ask(get("/number/" + std::to_string(i)));
    ASSERT_EQ(response.status, 200);
    ASSERT_EQ(response.body, std::to_string(i));
  }
  EXPECT_EQ(server.stats().connections_accepted, 1u);
  EXPECT_TRUE(eventually([&] { return server.stats().requests == 100; }));
}

TEST(ServerAnswers, AfterAHandlerThatWaited) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/wait/20")).body, "waited");
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(ServerAnswers, HeadWithTheFieldsOfGetAndNoBody) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  for (const std::string path : {"/hello", "/bytes/100000", "/stream/10"}) {
    client.send("HEAD " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    const RawResponse head = client.response(true);
    EXPECT_EQ(head.status, 200);
    RawResponse whole = client.ask(get(path));
    EXPECT_EQ(whole.status, 200);
    for (const std::string field : {"content-length", "content-type"}) {
      EXPECT_EQ(head.headers.contains(field), whole.headers.contains(field)) << path << " " << field;
    }
  }
}

TEST(ServerAnswers, Http10WithAnEndOfTheConnection) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send("GET /stream/3 HTTP/1.0\r\n\r\n");
  const std::string answer = client.receive_all();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(answer.find("chunked"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n012345678901234567890123456789"));
}

TEST(ServerAnswers, Http10KeepsTheConnectionWhenAsked) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  for (int i = 0; i < 3; ++i) {
    RawResponse response = client.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(response.body, "hello");
    EXPECT_EQ(response.headers["connection"], "keep-alive");
  }
  EXPECT_EQ(client.ask("GET /hello HTTP/1.0\r\n\r\n").body, "hello");
  EXPECT_TRUE(client.ends());
}

TEST(ServerAnswers, AndClosesWhenTheClientAsksForIt) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  RawResponse response = client.ask(get("/hello", "Connection: close\r\n"));
  EXPECT_EQ(response.headers["connection"], "close");
  EXPECT_TRUE(client.ends());
}

TEST(ServerAnswers, UnknownAddressesAndMethods) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/nothing")).status, 404);
  RawResponse refused = client.ask(post("/hello", ""));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers["allow"], "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.ask("TRACE /hello HTTP/1.1\r\nHost: test\r\nX-Secret: a\r\n\r\n").status, 405);
  client.send("OPTIONS /echo HTTP/1.1\r\nHost: test\r\n\r\n");
  RawResponse options = client.response();
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers["allow"], "POST, OPTIONS");
  client.send("OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(client.response().headers["allow"], "GET, HEAD, POST, OPTIONS");
}

TEST(ServerAnswers, AnExceptionWithoutItsText) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  RawResponse response = client.ask(get("/error", "X-Request-Id: abc-1\r\n"));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.headers["content-type"], "application/problem+json");
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
  EXPECT_NE(response.body.find("\"requestId\":\"abc-1\""), std::string::npos);
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(ServerAnswers, AnExceptionWithALineInTheLog) {
  auto sink = std::make_shared<log::MemorySink>();
  ServerOptions options;
  options.log = log::Logger{sink};
  LiveServer server{make_site(), std::move(options)};
  RawClient client{server.port()};
  client.ask(get("/error", "X-Request-Id: abc-1\r\n"));
  ASSERT_TRUE(eventually([&] { return !sink->lines().empty(); }));
  const std::string line = sink->lines().front();
  EXPECT_NE(line.find("secret detail"), std::string::npos);
  EXPECT_NE(line.find("abc-1"), std::string::npos);
  EXPECT_NE(line.find("/error"), std::string::npos);
}

TEST(ServerAnswers, LargeBodiesWhole) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  for (const std::string size : {"16384", "16385", "300000", "5000000"}) {
    const RawResponse response = client.ask(get("/bytes/" + size));
    EXPECT_TRUE(response.whole);
    EXPECT_EQ(response.body.size(), std::stoul(size));
  }
}

TEST(ServerAnswers, StreamsInChunks) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  RawResponse response = client.ask(get("/stream/1000"));
  EXPECT_EQ(response.headers["transfer-encoding"], "chunked");
  EXPECT_TRUE(response.whole);
  EXPECT_EQ(response.body.size(), 10000u);
  EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(ServerAnswers, ARequestCutAtEveryByte) {
  LiveServer server{make_site()};
  const std::string request = post("/echo", "body", "Accept: */*\r\n") + get("/number/7");
  RawClient client{server.port()};
  for (std::size_t cut = 1; cut < request.size(); ++cut) {
    client.send(request.substr(0, cut));
    if (cut % 8 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    client.send(request.substr(cut));
    ASSERT_EQ(client.response().body, "body") << "cut at " << cut;
    ASSERT_EQ(client.response().body, "7") << "cut at " << cut;
  }
}

TEST(ServerAnswers, ARequestSentByteByByte) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  for (char byte : post("/echo", "body") + "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n") {
    client.send({&byte, 1});
    std::this_thread::sleep_for(std::chrono::microseconds{200});
  }
  EXPECT_EQ(client.response().body, "body");
  EXPECT_EQ(client.response().body, "hello");
}

TEST(ServerAnswers, ASaneRequestIdIsTakenOverAndAnotherReplaced) {
  std::string seen;
  LiveServer server{Handler{[&seen](Request& request) -> async::Task<Response> {
    seen = request.id();
    co_return Response::text(seen);
  }}};
  RawClient client{server.port()};
  EXPECT_EQ(client.ask(get("/", "X-Request-Id: 0af7651916cd43dd-8448.eb:21\r\n")).body, "0af7651916cd43dd-8448.eb:21");
  EXPECT_EQ(client.ask(get("/", "X-Request-Id: a b\r\n")).body.size(), 25u);
  EXPECT_EQ(client.ask(get("/", "X-Request-Id: " + std::string(129, 'a') + "\r\n")).body.size(), 25u);
  EXPECT_NE(client.ask(get("/")).body, client.ask(get("/")).body);
}

}  // namespace
}  // namespace tenon::http::test
