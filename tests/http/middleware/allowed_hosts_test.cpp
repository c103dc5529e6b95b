#include <gtest/gtest.h>

#include <tenon/http/middleware/allowed_hosts.hpp>
#include <tenon/http/routes.hpp>

#include "../support/asking.hpp"

namespace tenon::http {
namespace {

Service site() {
  Routes routes;
  const auto handler = [](Request&) -> async::Task<Response> { co_return Response::text("here"); };
  routes.root().get("/", handler);
  routes.root().post("/", handler);
  routes.root().get("/health", handler);
  Pipeline pipeline;
  pipeline.use(std::make_shared<AllowedHosts>(HostList{{"shop.example"}}, std::vector<std::string>{"/health"}));
  return Service{std::make_shared<const Router>(std::move(routes).build()), std::move(pipeline)};
}

Status status_for(std::string host, Method method = Method::get, std::string target = "/") {
  return test::ask(site(), RequestBuilder{method, std::move(target)}.header("Host", std::move(host))).status();
}

TEST(AllowedHosts, AreAnsweredAndNoOthers) {
  for (const Method method : {Method::get, Method::head, Method::post}) {
    EXPECT_EQ(status_for("shop.example", method), Status::ok);
    EXPECT_EQ(status_for("shop.example:8080", method), Status::ok);
    EXPECT_EQ(status_for("evil.example", method), Status::forbidden);
    EXPECT_EQ(status_for("10.0.0.1:8080", method), Status::forbidden);
  }
  EXPECT_EQ(status_for("evil.example", Method::options), Status::forbidden);
  EXPECT_EQ(status_for("evil.example", Method::get, "/nowhere"), Status::forbidden);
}

TEST(AllowedHosts, DoNotMatterForTheRoutesThatAreExcepted) {
  EXPECT_EQ(status_for("10.0.0.1:8080", Method::get, "/health"), Status::ok);
  EXPECT_EQ(status_for("10.0.0.1:8080", Method::get, "/health?a"), Status::ok);
}

TEST(AllowedHosts, AreMisdirectedToWhenTheTargetItselfNamesAnother) {
  EXPECT_EQ(status_for("evil.example", Method::get, "http://evil.example/"), Status::misdirected_request);
  EXPECT_EQ(status_for("shop.example", Method::get, "http://shop.example/"), Status::ok);
}

TEST(AllowedHosts, SayWhyTheyRefuse) {
  const Response refused = test::ask(site(), RequestBuilder{Method::get, "/"}.header("Host", "evil.example"));
  EXPECT_NE(refused.bytes()->find("\"code\":\"host_not_allowed\""), std::string_view::npos);
}

}  // namespace
}  // namespace tenon::http
