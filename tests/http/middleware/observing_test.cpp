#include <gtest/gtest.h>
#include <string>

#include <tenon/base/memory_sink.hpp>
#include <tenon/http/middleware/access_log.hpp>
#include <tenon/http/middleware/request_metrics.hpp>
#include <tenon/http/routes.hpp>

#include "../support/asking.hpp"
#include "../support/site.hpp"

namespace tenon::http {
namespace {

using test::ask;

Service logging(const std::shared_ptr<log::MemorySink>& sink, log::Level level = log::Level::info) {
  Pipeline pipeline;
  pipeline.use(std::make_shared<AccessLog>(log::Logger{sink, {.level = level}}));
  return test::make_site(std::move(pipeline));
}

std::string line_of(const RequestBuilder& request, log::Level level = log::Level::info) {
  auto sink = std::make_shared<log::MemorySink>();
  ask(logging(sink, level), request);
  return sink->lines().empty() ? std::string() : sink->lines().front();
}

TEST(AccessLog, TellsWhatWasAskedAndAnswered) {
  Peer peer;
  peer.address = IpAddress::v4(0xcb007107);
  const std::string line = line_of(RequestBuilder{Method::get, "/number/77?token=secret"}.id("id-7").peer(peer));
  for (const std::string part :
       {"\"level\":\"info\"", "\"method\":\"GET\"", "\"path\":\"/number/77\"", "\"route\":\"/number/{n}\"",
        "\"status\":200", "\"bytes\":2", "\"durationMs\":", "\"requestId\":\"id-7\"", "\"client\":\"203.0.113.7\""}) {
    EXPECT_NE(line.find(part), std::string::npos) << part << " in " << line;
  }
  EXPECT_EQ(line.find("secret"), std::string::npos);
}

TEST(AccessLog, KeepsOneLineWhateverThePathHolds) {
  const std::string line = line_of(RequestBuilder{Method::get, "/a%0d%0aInjected"});
  EXPECT_NE(line.find("\"path\":\"/a%0d%0aInjected\""), std::string::npos) << line;
  EXPECT_NE(line.find("\"status\":404"), std::string::npos) << line;
}

TEST(AccessLog, WarnsOfFailures) {
  EXPECT_NE(line_of(RequestBuilder{Method::get, "/error"}).find("\"level\":\"warn\""), std::string::npos);
}

TEST(AccessLog, SaysNothingBelowItsLevel) {
  EXPECT_EQ(line_of(RequestBuilder{Method::get, "/hello"}, log::Level::warn), "");
}

class RequestMetricsTest : public testing::Test {
 protected:
  RequestMetricsTest() {
    Routes routes;
    test::add_site(routes);
    auto router = std::make_shared<const Router>(std::move(routes).build());
    Pipeline pipeline;
    pipeline.use(std::make_shared<RequestMetrics>(registry_, *router));
    service_.emplace(router, std::move(pipeline));
  }

  bool scrape_has(std::string_view line) {
    Buffer out;
    registry_.write(out);
    return out.view().find(line) != std::string_view::npos;
  }

  metrics::Registry registry_;
  std::optional<Service> service_;
};

TEST_F(RequestMetricsTest, CountsByMethodRouteAndClassOfStatus) {
  for (const std::string path : {"/number/1", "/number/2", "/error", "/nowhere/1", "/nowhere/2"}) {
    ask(*service_, RequestBuilder{Method::get, path});
  }
  ask(*service_, RequestBuilder{Method::head, "/number/3"});
  EXPECT_TRUE(scrape_has(R"(http_requests_total{method="GET",route="/number/{n}",status="2xx"} 2)"));
  EXPECT_TRUE(scrape_has(R"(http_requests_total{method="HEAD",route="/number/{n}",status="2xx"} 1)"));
  EXPECT_TRUE(scrape_has(R"(http_requests_total{method="GET",route="/error",status="5xx"} 1)"));
  EXPECT_TRUE(scrape_has(R"(http_requests_total{method="GET",route="",status="4xx"} 2)"));
  EXPECT_FALSE(scrape_has("nowhere"));
}

TEST_F(RequestMetricsTest, TimesRequests) {
  ask(*service_, RequestBuilder{Method::get, "/wait/20"});
  EXPECT_TRUE(scrape_has(R"(http_request_duration_seconds_count{method="GET",route="/wait/{ms}",status="2xx"} 1)"));
  EXPECT_TRUE(
      scrape_has(R"(http_request_duration_seconds_bucket{method="GET",route="/wait/{ms}",status="2xx",le="0.005"} 0)"));
}

}  // namespace
}  // namespace tenon::http
