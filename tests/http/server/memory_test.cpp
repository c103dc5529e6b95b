#include <gtest/gtest.h>
#include <sys/socket.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/http/server.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/fault_transport.hpp"
#include "tests/support/forwarding_transport.hpp"
#include "tests/support/raw_client.hpp"

// What slow clients may keep in the memory of a server, and who is cut when it is too much.

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

std::string upload_head(std::size_t size) {
  return "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
}

using Clients = std::vector<std::unique_ptr<RawClient>>;

Clients open(LiveServer& server, int count, const std::string& bytes, int receive_buffer = 0) {
  Clients clients;
  for (int i = 0; i < count; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    if (receive_buffer != 0) clients.back()->set_receive_buffer(receive_buffer);
    clients.back()->send(bytes);
  }
  return clients;
}

TEST(ServerBodyMemory, ThatIsExhaustedIsA503ThatSaysWhenToComeBack) {
  LiveServer server{make_site(), with({.body_memory = 1_MiB})};
  const std::string body(400'000, 'b');
  const Clients slow = open(server, 2, upload_head(body.size() + 1) + body);
  ASSERT_TRUE(eventually([&] { return server.stats().body_bytes >= 2 * body.size(); }));
  RawClient client{server.port()};
  RawResponse refused = client.ask(post("/echo", body));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.headers["retry-after"], "1");
  EXPECT_NE(refused.body.find("\"too_many_bodies\""), std::string::npos) << refused.body;
  EXPECT_TRUE(client.ends());
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", "small")).body, "small") << "what needs none is not refused";
  for (const auto& one : slow) EXPECT_EQ(one->ask("b").body, body + "b") << "who came first is served";
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", body)).body, body) << "the memory is free again";
}

TEST(ServerBodyMemory, IsAskedBeforeTheClientIsToldToSend) {
  LiveServer server{make_site(), with({.body_memory = 1_MiB})};
  const std::string body(1'030'000, 'b');  // less than a piece is left
  const Clients slow = open(server, 1, upload_head(body.size() + 1) + body);
  ASSERT_TRUE(eventually([&] { return server.stats().body_bytes >= body.size(); }));
  RawClient client{server.port()};
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(client.receive_all().starts_with("HTTP/1.1 503 ")) << "and closes, since the body may come all the same";
}

TEST(ServerBodyMemory, IsGivenToWhoSendsRatherThanToWhoDoesNot) {
  LiveServer server{make_site(), with({.body_timeout = 1min, .body_memory = 1_MiB})};
  const std::string body(400'000, 'b');
  const Clients slow = open(server, 2, upload_head(body.size() + 1) + body);
  std::this_thread::sleep_for(1500ms);
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", body)).body, body);
  int left = 0;
  for (const auto& one : slow) left += one->ask("b").status == 200;
  EXPECT_EQ(left, 1);
}

TEST(ServerBodyMemory, IsNotKeptByAByteNowAndThen) {
  LiveServer server{make_site(), with({.body_timeout = 1min, .body_memory = 1_MiB})};
  const std::string body(400'000, 'b');
  const Clients slow = open(server, 2, upload_head(body.size() + 1000) + body);
  for (int i = 0; i < 8; ++i) {
    std::this_thread::sleep_for(200ms);
    for (const auto& one : slow) one->send("b");
  }
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", body)).body, body);
}

TEST(ServerBodyMemory, IsFreeWhileTheAnswerLiesUnread) {
  LiveServer server{make_site(), with({.body_memory = 1_MiB})};
  const std::string body(400'000, 'b');
  Clients slow;
  for (int i = 0; i < 6; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port(), RawClient::Window{.receive_buffer = 4096}));
    slow.back()->send(post("/echo", body));
    ASSERT_EQ(slow.back()->receive(5s, 12), "HTTP/1.1 200") << i;
  }
  EXPECT_EQ(server.stats().connections_open, 6U);
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", body)).body, body);
}

TEST(ServerBodyMemory, IsTakenFromStreamsThatNobodyReads) {
  Handler echo_often{[](Request& request) -> async::Task<Response> {
    const std::string_view body = co_await request.read_body();
    co_return Response::stream(
        [body](BodyWriter& out) -> async::Task<> {
          for (int i = 0; i < 10; ++i) co_await out.write(body);
        },
        "text/plain");
  }};
  LiveServer server{std::move(echo_often), with({.body_memory = 1_MiB})};
  const std::string body(400'000, 'b');
  const Clients slow = open(server, 2, post("/", body), 4096);
  ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 2 && server.stats().unsent_bytes != 0; }));
  EXPECT_EQ(RawClient{server.port()}.ask(post("/", body)).status, 503) << "for a second they may stand still";
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(RawClient{server.port()}.ask(post("/", body)).body.size(), 10 * body.size());
  EXPECT_EQ(server.stats().connections_evicted, 1U);
  EXPECT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
}

TEST(ServerBodyMemory, OfBodiesWhoseClientsHaveGoneIsFree) {
  LiveServer server{make_site(), with({.body_memory = 1_MiB})};
  const std::string body(400'000, 'b');
  for (int i = 0; i < 20; ++i) {
    RawClient gone{server.port()};
    gone.send(upload_head(body.size() + 1) + body);
    ASSERT_TRUE(eventually([&] { return server.stats().requests_active == 1; }));
    i % 2 ? gone.reset() : gone.close();
    ASSERT_TRUE(eventually([&] { return server.stats().connections_open == 0; }));
  }
  RawClient client{server.port()};
  for (int i = 0; i < 5; ++i) ASSERT_EQ(client.ask(post("/echo", body)).body, body);
}

TEST(ServerBodyMemory, IsLessThanWhatABodyNeeds) {
  LiveServer server{make_site(), with({.body_memory = 100'000})};
  EXPECT_EQ(RawClient{server.port()}.ask(post("/echo", std::string(200'000, 'b'))).status, 413);
}

TEST(ServerSendMemory, ThatIsExhaustedEndsThoseWhoHaveReadNothingForTheLongestTime) {
  LiveServer server{make_site(), with({.send_memory = 4_MiB})};
  constexpr std::uint64_t fitting = 3;  // each keeps 1.25 MB
  Clients slow;
  for (std::uint64_t i = 1; i <= 2 * fitting; ++i) {
    if (i > fitting) std::this_thread::sleep_for(1100ms);  // until the others have read nothing for a second
    slow.push_back(std::make_unique<RawClient>(server.port(), RawClient::Window{.receive_buffer = 32768}));
    slow.back()->send(get("/bytes/1250000"));
    const std::uint64_t kept = std::min(i, fitting);
    ASSERT_TRUE(eventually([&] {
      const ServerStats stats = server.stats();
      return stats.connections_evicted == i - kept && stats.unsent_bytes > (kept - 1) * 1'250'000;
    })) << i;
  }
  EXPECT_EQ(server.stats().connections_open, fitting);
  EXPECT_TRUE(slow.front()->ends()) << "the first one was cut";
  EXPECT_FALSE(slow.back()->ends(300ms)) << "the last one reads on";
  EXPECT_EQ(RawClient{server.port()}.ask(get("/hello")).body, "hello");
}

TEST(ServerSendMemory, CountsWhatIsStillBeingMade) {
  LiveServer server{make_site(), with({.send_limit = 1_MiB, .send_memory = 4_MiB})};
  const Clients slow = open(server, 10, get("/stream/2500000"), 32768);
  EXPECT_TRUE(eventually([&] { return server.stats().connections_evicted != 0; }));
  EXPECT_TRUE(eventually([&] { return server.stats().requests_active == server.stats().connections_open; }));
  EXPECT_EQ(RawClient{server.port()}.ask(get("/hello")).body, "hello");
}

/// What a source that waits is writing lies in memory, too; nothing but its own sleep wakes it.
TEST(ServerSendMemory, CountsWhatAStreamIsWriting) {
  Handler large_pieces{[](Request&) -> async::Task<Response> {
    co_return Response::stream(
        [](BodyWriter& out) -> async::Task<> {
          co_await async::sleep_for(50ms);
          const std::string piece(1'000'000, 'x');
          for (int i = 0; i < 100; ++i) co_await out.write(piece);
        },
        "text/plain");
  }};
  LiveServer server{std::move(large_pieces), with({.send_memory = 4_MiB})};
  const Clients slow = open(server, 10, get("/"), 32768);
  EXPECT_TRUE(eventually([&] { return server.stats().connections_evicted != 0; }));
  EXPECT_TRUE(eventually([&] { return server.stats().connections_open <= 3; }));
}

TEST(ServerSendMemory, IsNotTakenByWhatLivesAsLongAsTheProgram) {
  static const std::string constant(3'000'000, 'c');
  LiveServer server{
      Handler{[](Request&) -> async::Task<Response> { co_return Response::constant(constant, "text/plain"); }},
      with({.send_memory = 1_MiB})};
  const Clients slow = open(server, 4, get("/"), 32768);
  std::this_thread::sleep_for(1500ms);
  EXPECT_EQ(server.stats().connections_evicted, 0U);
  EXPECT_EQ(RawClient{server.port()}.ask(get("/")).body, constant);
}

/// Clients that each read some bytes every 10 ms, on a thread of their own.
class SteadyReaders {
 public:
  explicit SteadyReaders(std::size_t bytes) : thread_([this, bytes] { read(bytes); }) {}
  ~SteadyReaders() {
    stop_ = true;
    thread_.join();
  }
  void add(std::uint16_t port, const std::string& request) {
    auto client = std::make_unique<RawClient>(port, RawClient::Window{.receive_buffer = 32768, .segment = 1448});
    client->send(request);
    const std::lock_guard lock{mutex_};
    readers_.push_back({std::move(client), 0, false});
  }
  /// How many bytes the n-th has read; 0 when its connection has ended.
  std::size_t received(std::size_t n) {
    const std::lock_guard lock{mutex_};
    return readers_[n].ended ? 0 : readers_[n].received;
  }

 private:
  struct Reader {
    std::unique_ptr<RawClient> client;
    std::size_t received;
    bool ended;
  };
  void read(std::size_t bytes) {
    for (auto next = std::chrono::steady_clock::now(); !stop_; next += 10ms) {
      std::this_thread::sleep_until(next);
      const std::lock_guard lock{mutex_};
      for (Reader& reader : readers_) {
        if (reader.ended) continue;
        const std::size_t size = reader.client->receive(0ms, bytes).size();
        reader.received += size;
        reader.ended = size == 0 && reader.client->ended();
      }
    }
  }

  std::mutex mutex_;
  std::vector<Reader> readers_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

TEST(ServerSendMemory, IsNotTakenFromClientsThatReadOn) {
  LiveServer server{make_site(), with({.send_memory = 4_MiB})};
  SteadyReaders readers{1000};
  constexpr std::size_t fitting = 4;
  for (std::size_t i = 0; i < fitting; ++i) {
    readers.add(server.port(), get(i == 0 ? "/stream/5000000" : "/bytes/1400000"));
    ASSERT_TRUE(eventually([&] { return readers.received(i) != 0; })) << i;
  }
  const auto until = std::chrono::steady_clock::now() + 3s;
  while (std::chrono::steady_clock::now() < until) {
    RawClient late{server.port()};
    RawResponse refused = late.ask(get("/bytes/17000"));
    ASSERT_EQ(refused.status, 503);
    EXPECT_EQ(refused.headers["retry-after"], "1");
    EXPECT_NE(refused.body.find("\"requestId\""), std::string::npos) << refused.body;
    EXPECT_NE(refused.body.find("\"too_many_answers\""), std::string::npos) << refused.body;
    EXPECT_EQ(late.ask(get("/stream/100")).status, 503);
    EXPECT_EQ(late.ask(get("/hello")).body, "hello");
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(server.stats().connections_evicted, 0U);
  for (std::size_t i = 0; i < fitting; ++i) EXPECT_GT(readers.received(i), 100'000U) << i;
}

TEST(ServerSendMemory, IsNotTakenByManySmallAnswersWhenItIsExhausted) {
  LiveServer server{make_site(), with({.send_memory = 1_MiB})};
  SteadyReaders readers{1000};
  readers.add(server.port(), get("/bytes/5000000"));
  ASSERT_TRUE(eventually([&] { return readers.received(0) != 0; }));
  const std::uint64_t before = server.stats().requests;
  RawClient late{server.port(), RawClient::Window{.receive_buffer = 4096}};
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += get("/bytes/10000");
  late.send(requests);
  std::this_thread::sleep_for(500ms);
  EXPECT_LT(server.stats().requests - before, 16U) << "the system keeps so many";
}

TEST(ServerSendMemory, IsFreeAgainOnceItsClientHasReadEverything) {
  LiveServer server{make_site(), with({.send_memory = 1_MiB})};
  RawClient slow{server.port(), RawClient::Window{.receive_buffer = 32768}};
  slow.send(get("/bytes/2500000"));
  ASSERT_TRUE(eventually([&] { return RawClient{server.port()}.ask(get("/bytes/500000")).status == 503; }));
  EXPECT_EQ(slow.response().body.size(), 2'500'000U);
  EXPECT_EQ(RawClient{server.port()}.ask(get("/bytes/500000")).status, 200);
}

TEST(ServerSendMemory, IsFreeAgainWhenItsClientsHaveStoppedReading) {
  LiveServer server{make_site(), with({.send_memory = 1_MiB})};
  const Clients slow = open(server, 1, get("/bytes/2500000"), 32768);
  ASSERT_TRUE(eventually([&] { return server.stats().connections_open == 1; }));
  EXPECT_TRUE(eventually([&] { return server.stats().connections_evicted == 1; })) << "though nobody else asks";
  EXPECT_EQ(RawClient{server.port()}.ask(get("/bytes/500000")).status, 200);
}

/// Takes one byte whenever something happens on its socket.
class Drip final : public tenon::test::ForwardingTransport {
 public:
  using ForwardingTransport::ForwardingTransport;
  async::IoResult write(std::string_view data) noexcept override {
    if (std::exchange(taken_, !taken_))
      return {.status = async::IoStatus::would_block, .needs = async::Ready::writable};
    return ForwardingTransport::write(data.substr(0, 1));
  }
  async::IoResult write2(std::string_view head, std::string_view) noexcept override { return write(head); }
  std::size_t in_flight() const noexcept override { return 0; }  // not known

 private:
  bool taken_ = false;
};

/// A client that is there, and takes a byte every 20 s, keeps its answer for 30 s and not for ever.
TEST(ServerSendRate, IsWhatAClientMustTakeOfItsAnswer) {
  async::Loop loop{{.manual_time = true}};
  Server server{make_site(), with({.write_timeout = 30s, .send_rate = 1})};
  for (const std::size_t seconds : {20U, 1U}) {
    auto [client, other] = tenon::test::socket_pair();
    server.serve(loop, std::make_unique<Drip>(async::socket_transport(std::move(other))));
    const std::string request = get("/hello");
    ASSERT_GT(::send(client.get(), request.data(), request.size(), MSG_NOSIGNAL), 0);
    loop.run_ready();
    const std::size_t pokes = 100 / seconds;
    for (std::size_t i = 0; i < pokes; ++i) {
      loop.advance(std::chrono::seconds{seconds});
      loop.run_ready();
      std::array<char, 100> bytes;
      ::recv(client.get(), bytes.data(), bytes.size(), 0);  // makes the socket writable once more
      ::send(client.get(), "x", 1, MSG_NOSIGNAL);
      loop.run_ready();
    }
    EXPECT_EQ(server.stats().connections_open, seconds == 1 ? 1U : 0U) << seconds;
    client.reset();
    loop.run_ready();
  }
}

/// A client that sends nearly everything at once, and then a byte now and then.
TEST(ServerBodyRate, IsNotEarnedInAdvance) {
  LiveServer server{make_site(), with({.body_timeout = 500ms, .body_rate = 1000})};
  RawClient client{server.port()};
  const std::string body(100'000, 'b');
  client.send(upload_head(body.size() + 1000) + body);
  const auto since = std::chrono::steady_clock::now();
  std::thread dripping{[&] {
    for (int i = 0; i < 20; ++i) {
      std::this_thread::sleep_for(100ms);
      client.send("b");
    }
  }};
  EXPECT_EQ(client.response().status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - since, 3s);
  dripping.join();
}

}  // namespace
}  // namespace tenon::http::test
