#include <gtest/gtest.h>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/base/metrics.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/command.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

TEST(ServerListening, OnSeveralLoopsSharesAPort) {
  async::Loop first;
  async::Loop second;
  Server server{make_site()};
  server.listen(first, async::Address::ip("127.0.0.1", 0));
  const std::uint16_t port = server.port();
  EXPECT_NE(port, 0);
  server.listen(second, async::Address::ip("127.0.0.1", 0));
  EXPECT_EQ(server.port(), port);
  std::thread one([&] { first.run(); });
  std::thread other([&] { second.run(); });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 64; ++i) {
    clients.push_back(std::make_unique<RawClient>(port));
    EXPECT_EQ(clients.back()->ask(get("/number/" + std::to_string(i))).body, std::to_string(i));
  }
  EXPECT_EQ(server.stats().connections_open, 64u);
  EXPECT_TRUE(eventually([&] { return server.stats().requests == 64; }));
  first.stop();
  second.stop();
  one.join();
  other.join();
}

TEST(ServerListening, DrainsAllLoops) {
  async::Loop first;
  async::Loop second;
  Server server{make_site()};
  server.listen(first, async::Address::ip("127.0.0.1", 0));
  server.listen(second, async::Address::ip("127.0.0.1", 0));
  std::thread other([&] { second.run(); });
  {
    std::vector<std::unique_ptr<RawClient>> clients;
    clients.reserve(16);
    for (int i = 0; i < 16; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
    async::Scope scope{first, async::no_deadline};
    bool drained = false;
    scope.spawn([](Server& draining, async::Loop& loop, bool& result) -> async::Task<> {
      result = co_await draining.drain(std::chrono::seconds{5});
      loop.stop();
    }(server, first, drained));
    first.run();
    EXPECT_TRUE(drained);
  }
  EXPECT_EQ(server.stats().connections_open, 0u);
  second.stop();
  other.join();
}

TEST(ServerListening, OnAUnixSocket) {
  if (run("command -v curl").status != 0) GTEST_SKIP();
  const std::string path = std::filesystem::temp_directory_path() / ("tenon-" + std::to_string(::getpid()) + ".sock");
  async::Loop loop;
  Server server{make_site()};
  server.listen(loop, async::Address::unix_path(path));
  EXPECT_EQ(server.port(), 0);
  std::thread thread([&] { loop.run(); });
  EXPECT_EQ(run("curl -sS --max-time 10 --unix-socket " + path + " http://localhost/hello").output, "hello");
  loop.stop();
  thread.join();
}

TEST(ServerListening, OnAnAddressOfAnotherMachineFails) {
  async::Loop loop;
  Server other{make_site()};
  EXPECT_THROW(other.listen(loop, async::Address::ip("192.0.2.1", 80)), Unavailable);
}

TEST(ServerListening, ReportsWhatItDoes) {
  LiveServer server{make_site()};
  metrics::Registry registry;
  const metrics::Registration registration = server.server().collect(registry);
  RawClient client{server.port()};
  client.ask(get("/hello"));
  client.ask("nonsense\r\n\r\n");
  Buffer out;
  registry.write(out);
  EXPECT_NE(out.view().find("http_connections_total 1"), std::string_view::npos) << out.view();
  EXPECT_NE(out.view().find("http_requests_refused_total 1"), std::string_view::npos);
  EXPECT_NE(out.view().find("http_requests_in_flight 0"), std::string_view::npos);
  EXPECT_NE(out.view().find("http_body_bytes 0"), std::string_view::npos);
  EXPECT_NE(out.view().find("http_unsent_bytes 0"), std::string_view::npos);
}

}  // namespace
}  // namespace tenon::http::test
