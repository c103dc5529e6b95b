#include <tenon/http/request_builder.hpp>

#include <utility>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

TEST(RequestBuilder, MakesARequestLikeOneFromTheNetwork) {
  const auto request = RequestBuilder{Method::post, "/api/orders?dry=1"}
                           .header("content-type", "application/json")
                           .header("X-Shop", " toys ")
                           .body("{}")
                           .peer({.address = *IpAddress::parse("1.2.3.4"), .port = 9, .tls = true})
                           .id("r-1")
                           .build();
  EXPECT_EQ(request->method(), Method::post);
  EXPECT_EQ(request->target(), "/api/orders?dry=1");
  EXPECT_EQ(request->path(), "/api/orders");
  EXPECT_EQ(request->query(), "dry=1");
  EXPECT_EQ(request->header(header::content_type), "application/json");
  EXPECT_EQ(request->header("x-shop"), "toys");
  EXPECT_EQ(request->header(header::host), "localhost");
  EXPECT_EQ(request->body(), "{}");
  EXPECT_EQ(request->id(), "r-1");
  EXPECT_EQ(request->peer().port, 9);
  EXPECT_EQ(to_string(request->client().address), "1.2.3.4");
  EXPECT_EQ(request->client().scheme, "https");
  EXPECT_EQ(request->client().host, "localhost");
  EXPECT_EQ(request->route(), nullptr);
}

TEST(RequestBuilder, MakesSeveralIndependentRequests) {
  const auto builder = RequestBuilder{Method::get, "/"}.header("Host", "shop").body("same");
  const auto first = builder.build();
  const auto second = builder.build();
  EXPECT_EQ(first->client().host, "shop");
  EXPECT_EQ(first->body(), second->body());
  EXPECT_NE(first->body().data(), second->body().data());
}

TEST(RequestBuilder, RefusesWhatAParserRefuses) {
  EXPECT_THROW((void)(RequestBuilder{Method::get, "no slash"}.build()), Invalid);
  EXPECT_THROW((void)(RequestBuilder{Method::get, "/%"}.build()), Invalid);
  EXPECT_THROW((void)(RequestBuilder{Method::get, "/ HTTP/1.1\r\n\r\n"}.build()), Invalid);
  EXPECT_THROW((void)(RequestBuilder{Method::get, "/"}.header("X Y", "z").build()), Invalid);
  EXPECT_THROW((void)(RequestBuilder{Method::get, "/"}.header("X", "a\r\n\r\nb").build()), Invalid);
  EXPECT_THROW((void)(RequestBuilder{Method::get, "/"}.header("Host", "a b").build()), Invalid);
}

}  // namespace
}  // namespace tenon::http
