#include <gtest/gtest.h>
#include <atomic>
#include <string>
#include <thread>

#include <tenon/http/handle.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/service.hpp>
#include <tenon/json/constraints.hpp>

#include "../support/live_server.hpp"
#include "tests/support/raw_client.hpp"

namespace tenon::http::test {
namespace {

using namespace std::chrono_literals;

struct Order {
  Text<1, 20> customer;
  std::vector<int> lines;
};

/// A shop whose handlers say by their types alone what they take and give.
Service shop(std::atomic<int>& orders) {
  Routes routes;
  RouteGroup root = routes.root();
  add(root, Method::post, "/orders", [&orders](Body<Order> order) -> async::Task<Created<Order>> {
    co_return Created{*std::move(order), "/orders/{}", ++orders};
  });
  add(root, Method::get, "/orders", [](QueryValue<"cursor", std::optional<std::string>> cursor) {
    return *cursor ? Page<Order>{} : Page<Order>{{{"ann", {1}}, {"bob", {}}}, "next"};
  });
  add(root, Method::get, "/export", [] {
    return Stream{"text/csv", [](BodyWriter& out) -> async::Task<> {
                    for (int i = 0; i < 1000; ++i) co_await out.write("ann,1\n");
                  }};
  });
  return Service{std::make_shared<const Router>(std::move(routes).build())};
}

const std::string order = R"({"customer":"ann","lines":[1,2]})";

std::string placing(std::string_view body) { return post("/orders", body, "Content-Type: application/json\r\n"); }

std::string placing_in_chunks() {
  return "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
         "a\r\n" +
         order.substr(0, 10) + "\r\n" + "16;x=\"y\"\r\n" + order.substr(10) + "\r\n0\r\nX-Sum: 1\r\n\r\n";
}

class TypedHandlers : public testing::Test {
 protected:
  std::atomic<int> orders_{0};
  LiveServer server_{shop(orders_)};
};

TEST_F(TypedHandlers, ReadABodyWhereverItIsCut) {
  RawClient client{server_.port()};
  int sent = 0;
  for (const std::string& request : {placing(order), placing_in_chunks()}) {
    for (std::size_t cut = 1; cut <= request.size(); ++cut) {
      client.send(std::string_view(request).substr(0, cut));
      std::this_thread::sleep_for(200us);
      client.send(std::string_view(request).substr(cut));
      RawResponse response = client.response();
      ASSERT_EQ(response.status, 201) << "cut at " << cut << response.body;
      ASSERT_EQ(response.headers["location"], "/orders/" + std::to_string(++sent));
      ASSERT_EQ(response.body, order);
    }
  }
}

/// Half of a request is no request, whether its client says so or just dies.
TEST_F(TypedHandlers, DoNotRunForARequestThatIsCutOffAnywhere) {
  for (const std::string& request : {placing(order), placing_in_chunks()}) {
    for (std::size_t cut = 0; cut < request.size(); ++cut) {
      RawClient client{server_.port()};
      client.send(std::string_view(request).substr(0, cut));
      if (cut % 2 == 0) {
        client.half_close();
        ASSERT_EQ(client.receive_all().find("201"), std::string::npos) << "cut at " << cut;
      } else {
        client.reset();
      }
    }
  }
  EXPECT_TRUE(eventually([&] { return server_.stats().connections_open == 0; }));
  EXPECT_EQ(orders_, 0);
  EXPECT_EQ(RawClient{server_.port()}.ask(placing(order)).status, 201);
}

TEST_F(TypedHandlers, AnswerAllFaultsOfABodyTogether) {
  RawClient client{server_.port()};
  RawResponse response = client.ask(placing(R"({"customer":"","lines":[1,"2"],"extra":true})"));
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.headers["content-type"], "application/problem+json");
  for (const std::string pointer : {"/customer", "/lines/1", "/extra"}) {
    EXPECT_NE(response.body.find("\"pointer\":\"" + pointer + "\""), std::string::npos) << response.body;
  }
  EXPECT_EQ(client.ask(placing("{")).status, 400);
  EXPECT_EQ(client.ask(post("/orders", order, "Content-Type: text/plain\r\n")).status, 415);
  EXPECT_EQ(client.ask(placing(order)).status, 201);
  EXPECT_EQ(orders_, 1);
}

TEST_F(TypedHandlers, GivePagesAndStreams) {
  RawClient client{server_.port()};
  EXPECT_EQ(client.ask(get("/orders")).body,
            R"({"items":[{"customer":"ann","lines":[1]},{"customer":"bob","lines":[]}],"nextCursor":"next"})");
  EXPECT_EQ(client.ask(get("/orders?cursor=next")).body, R"({"items":[],"nextCursor":null})");
  RawResponse stream = client.ask(get("/export"));
  EXPECT_EQ(stream.headers["content-type"], "text/csv");
  EXPECT_TRUE(stream.whole);
  EXPECT_EQ(stream.body.size(), 6000u);
}

}  // namespace
}  // namespace tenon::http::test
