#include <gtest/gtest.h>
#include <string>

#include "../support/live_server.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

/// Answers for whom a request is made.
Handler telling_the_client() {
  return [](Request& request) -> async::Task<Response> {
    const Client& client = request.client();
    co_return Response::text(to_string(client.address) + " " + std::string(client.scheme) + " " +
                             std::string(client.host));
  };
}

const std::string forwarded =
    "X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\n";

TEST(ServerProxies, AreNotHeardUnlessTheyAreTrusted) {
  LiveServer server{telling_the_client()};
  EXPECT_EQ(RawClient{server.port()}.ask(get("/", forwarded)).body, "127.0.0.1 http test");
  ServerOptions others;
  others.proxies.networks = TrustedProxies::parse_networks("10.0.0.0/8");
  LiveServer behind_others{telling_the_client(), std::move(others)};
  EXPECT_EQ(RawClient{behind_others.port()}.ask(get("/", forwarded)).body, "127.0.0.1 http test");
}

TEST(ServerProxies, ThatAreTrustedSayForWhomTheyAsk) {
  ServerOptions options;
  options.proxies.networks = TrustedProxies::parse_networks("127.0.0.0/8");
  LiveServer server{telling_the_client(), std::move(options)};
  RawClient proxy{server.port()};
  EXPECT_EQ(proxy.ask(get("/", forwarded)).body, "203.0.113.7 https shop.example");
  EXPECT_EQ(proxy.ask(get("/")).body, "127.0.0.1 http test");
}

}  // namespace
}  // namespace tenon::http::test
