#include <tenon/http/routes.hpp>

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/async/run.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/request_builder.hpp>

namespace tenon::http {
namespace {

using ::testing::HasSubstr;

Handler give(std::string text = {}) {
  return [text = std::move(text)](Request&) -> async::Task<Response> { co_return Response::text(text); };
}

// Writes its name around the answer.
Middleware around(std::string name) {
  return [name = std::move(name)](Request& request, const Handler& next) -> async::Task<Response> {
    const Response response = co_await next(request);
    co_return Response::text(name + "(" + std::string{*response.bytes()} + ")");
  };
}

std::string call(const Router& router, const std::string& path) {
  const auto request = RequestBuilder{Method::get, path}.build();
  const Match match = router.match(Method::get, request->path(), request->parameters());
  if (match.kind != Match::Kind::found) return "not found";
  return std::string{*async::run(match.route->handler(*request)).bytes()};
}

std::string why_refused(Method method, const char* pattern) {
  Routes routes;
  try {
    routes.root().add(method, pattern, give());
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "bad_route");
    return error.detail();
  }
  return "accepted";
}

TEST(Routes, KeepTheirOrderAndWhatTheyWereGiven) {
  Routes routes;
  routes.root().get("/b", give()).post("/a", give());
  const Router router = std::move(routes).build();
  ASSERT_EQ(router.routes().size(), 2u);
  EXPECT_EQ(router.routes()[0].pattern, "/b");
  EXPECT_EQ(router.routes()[1].method, Method::post);
}

TEST(Routes, RefusePatternsThatMeanNothing) {
  const std::pair<const char*, const char*> rows[] = {
      {"", "does not begin with '/'"},
      {"a", "does not begin with '/'"},
      {"{a}", "does not begin with '/'"},
      {"/{a", "without '}'"},
      {"/{}", "name is not made of"},
      {"/{a-b}", "name is not made of"},
      {"/{1a}", "name is not made of"},
      {"/{...}", "name is not made of"},
      {"/{a..}", "name is not made of"},
      {"/x{a}", "not a whole segment"},
      {"/{a}x", "not a whole segment"},
      {"/{a}{b}", "not a whole segment"},
      {"/{a...}/b", "goes on after the rest"},
      {"/{a...}b", "goes on after the rest"},
      {"/a}", "only escaped"},
      {"/caf\xc3\xa9", "only escaped"},
      {"/a%20b", "only escaped"},
      {"/a b", "only escaped"},
      {"/a?b", "only escaped"},
      {"/a/../b", "'.' or '..'"},
      {"/./b", "'.' or '..'"},
      {"/a/..", "'.' or '..'"},
      {"/{a}/b/{a}", "two parameters of the same name"},
      {"/{a}/{b}/{a}", "two parameters of the same name"},
      {"/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/{m}", "too many parameters"},
  };
  for (const auto& [pattern, why] : rows) EXPECT_THAT(why_refused(Method::get, pattern), HasSubstr(why)) << pattern;
  EXPECT_THAT(why_refused(Method::connect, "/"), HasSubstr("never answered"));
  EXPECT_THAT(why_refused(Method::trace, "/"), HasSubstr("never answered"));
}

TEST(Routes, NameBothRoutesOfAConflict) {
  const std::pair<const char*, const char*> rows[] = {
      {"/users/me", "/users/me"}, {"/users/{id}", "/users/{name}"}, {"/{a...}", "/{b...}"}};
  for (const auto& [first, second] : rows) {
    Routes routes;
    routes.root().get(first, give()).post(first, give()).get(second, give());
    try {
      (void)std::move(routes).build();
      ADD_FAILURE() << first;
    } catch (const Invalid& error) {
      EXPECT_EQ(error.code(), "route_conflict");
      EXPECT_THAT(error.detail(), HasSubstr("\"GET " + std::string{first} + "\""));
      EXPECT_THAT(error.detail(), HasSubstr("\"GET " + std::string{second} + "\""));
    }
  }
}

TEST(Routes, NameEveryConflict) {
  Routes routes;
  routes.root().get("/a", give()).get("/b", give()).get("/a", give()).get("/b", give()).post("/a", give());
  try {
    (void)std::move(routes).build();
    ADD_FAILURE();
  } catch (const Invalid& error) {
    ASSERT_EQ(error.fields().size(), 2U);
    EXPECT_EQ(error.fields()[0].pointer, "GET /a");
    EXPECT_EQ(error.fields()[1].pointer, "GET /b");
  }
}

TEST(RouteGroup, PutsItsPrefixBeforeItsRoutes) {
  Routes routes;
  RouteGroup api = routes.root().group("/api");
  api.get("", give("list of apis")).get("/", give("slash"));
  RouteGroup shops = api.group("/shops/{shop}");
  shops.get("/products/{id}", give("product"));
  EXPECT_EQ(shops.prefix(), "/api/shops/{shop}");
  const Router router = std::move(routes).build();
  EXPECT_EQ(call(router, "/api"), "list of apis");
  EXPECT_EQ(call(router, "/api/"), "slash");
  EXPECT_EQ(call(router, "/api/shops/1/products/2"), "product");
}

TEST(RouteGroup, RefusesBadPrefixes) {
  Routes routes;
  for (const char* prefix : {"", "/", "api", "/api/", "/{a", "/{a...}"}) {
    if (std::string{prefix} == "/{a...}") {
      EXPECT_THROW(routes.root().group(prefix).get("/b", give()), Invalid);
    } else {
      EXPECT_THROW(routes.root().group(prefix), Invalid) << prefix;
    }
  }
}

TEST(RouteGroup, PutsMiddlewareAroundItsRoutesOutermostFirst) {
  Routes routes;
  RouteGroup root = routes.root();
  root.use(around("a"));
  root.get("/outside", give("x"));
  RouteGroup group = root.group("/in");
  group.get("/side", give("y"));
  RouteGroup inner = group.group("/most");
  inner.use(around("d")).get("/side", give("z"));
  group.use(around("b")).use(around("c"));
  const Router router = std::move(routes).build();
  EXPECT_EQ(call(router, "/outside"), "a(x)");
  EXPECT_EQ(call(router, "/in/side"), "a(b(c(y)))");
  EXPECT_EQ(call(router, "/in/most/side"), "a(b(c(d(z))))");
}

}  // namespace
}  // namespace tenon::http
