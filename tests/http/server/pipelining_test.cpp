#include <sys/socket.h>

#include <gtest/gtest.h>
#include <cstdint>
#include <string>
#include <thread>

#include <tenon/async/loop.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/fault_transport.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

std::string numbers(int count) {
  std::string requests;
  for (int i = 0; i < count; ++i) requests += get("/number/" + std::to_string(i));
  return requests;
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(ServerPipelining, AllAnswersOfOneReadLeaveInOneWrite) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(numbers(16));
  EXPECT_EQ(count_of(client.receive(), "HTTP/1.1 200 OK"), 16u);
}

TEST(ServerPipelining, AnswersComeInTheOrderOfTheirRequests) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(get("/wait/30") + get("/number/1") + get("/stream/2") + get("/bytes/20000") + get("/wait/1") +
              post("/echo", "last"));
  EXPECT_EQ(client.response().body, "waited");
  EXPECT_EQ(client.response().body, "1");
  EXPECT_EQ(client.response().body, "01234567890123456789");
  EXPECT_EQ(client.response().body.size(), 20000u);
  EXPECT_EQ(client.response().body, "waited");
  EXPECT_EQ(client.response().body, "last");
}

TEST(ServerPipelining, ThousandsOfRequestsAtOnce) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  std::thread sender([&] { client.send(numbers(5000)); });
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(client.response().body, std::to_string(i));
  sender.join();
}

TEST(ServerPipelining, AClientThatDoesNotReadIsNotAnsweredWithoutEnd) {
  ServerOptions options;
  options.settings.send_limit = 64_KiB;
  LiveServer server{make_site(), std::move(options)};
  RawClient client{server.port()};
  std::string requests;
  for (int i = 0; i < 400; ++i) requests += get("/bytes/100000");  // 40 MB of answers to 16 KB of requests
  client.send(requests);
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  EXPECT_LT(server.stats().requests, 200u);
  for (int i = 0; i < 400; ++i) ASSERT_EQ(client.response().body.size(), 100000u) << i;
}

/// Small answers, which nothing but the full socket keeps from being made.
TEST(ServerPipelining, NoRequestIsBegunWhileTheClientTakesNothing) {
  async::Loop loop;
  ServerOptions options;
  options.settings.send_limit = 64_MiB;
  Server server{make_site(), std::move(options)};
  auto [client, other] = tenon::test::socket_pair();
  server.serve(loop, async::socket_transport(std::move(other)));
  std::uint64_t before = 0;
  do {  // until the system has taken all that it takes for the client
    before = server.stats().requests;
    ASSERT_LT(before, 100'000U) << "the system takes more than 10 MB, or nothing keeps requests from being begun";
    const std::string requests = numbers(200);
    ASSERT_EQ(::send(client.get(), requests.data(), requests.size(), MSG_NOSIGNAL), std::ssize(requests));
    for (int turn = 0; turn < 10; ++turn) loop.run_once(false);
  } while (server.stats().requests == before + 200);
  const std::uint64_t begun = server.stats().requests;
  const std::string more = get("/hello");
  ASSERT_EQ(::send(client.get(), more.data(), more.size(), MSG_NOSIGNAL), std::ssize(more));
  for (int turn = 0; turn < 10; ++turn) loop.run_once(false);
  EXPECT_EQ(server.stats().requests, begun);

  std::string answers(64 * 1024, ' ');
  while (server.stats().requests < before + 201) {
    while (::recv(client.get(), answers.data(), answers.size(), 0) > 0) {
    }
    loop.run_once(false);
  }
}

TEST(ServerPipelining, NothingIsRunBehindAnAnswerThatCloses) {
  LiveServer server{make_site()};
  RawClient client{server.port()};
  client.send(get("/hello", "Connection: close\r\n") + get("/number/1"));
  const std::string all = client.receive_all();
  EXPECT_EQ(count_of(all, "HTTP/1.1"), 1u);
  EXPECT_EQ(server.stats().requests, 1u);
}

}  // namespace
}  // namespace tenon::http::test
