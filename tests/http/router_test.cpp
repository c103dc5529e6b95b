#include <tenon/http/router.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <tenon/http/routes.hpp>

namespace tenon::http {
namespace {

Handler answer() {
  return [](Request&) -> async::Task<Response> { co_return Response{}; };
}

Router make(const std::vector<std::pair<Method, const char*>>& patterns) {
  Routes routes;
  for (const auto& [method, pattern] : patterns) routes.root().add(method, pattern, answer());
  return std::move(routes).build();
}
Router make(const std::vector<const char*>& patterns) {
  std::vector<std::pair<Method, const char*>> all;
  all.reserve(patterns.size());
  for (const char* pattern : patterns) all.emplace_back(Method::get, pattern);
  return make(all);
}

// "/products/{id} id=7", or the status that the answer would have.
std::string lead(const Router& router, std::string_view path, Method method = Method::get) {
  PathParameters parameters;
  const Match match = router.match(method, path, parameters);
  switch (match.kind) {
    case Match::Kind::not_found: return "404";
    case Match::Kind::bad_path: return "400";
    case Match::Kind::options: return "204 " + to_string(match.allowed);
    case Match::Kind::method_not_allowed: return "405 " + to_string(match.allowed);
    case Match::Kind::found: break;
  }
  std::string text = match.route->pattern;
  for (const auto& [name, value] : parameters) text.append(" ").append(name).append("=").append(value);
  return text;
}

TEST(Router, FindsLiteralsParametersAndTheRest) {
  const Router router = make({"/", "/products", "/products/", "/products/{id}", "/products/{id}/reviews",
                              "/products/{id}/reviews/{review}", "/files/{path...}", "/produce"});
  EXPECT_EQ(lead(router, "/"), "/");
  EXPECT_EQ(lead(router, "/products"), "/products");
  EXPECT_EQ(lead(router, "/produce"), "/produce");
  EXPECT_EQ(lead(router, "/products/"), "/products/");
  EXPECT_EQ(lead(router, "/products/7"), "/products/{id} id=7");
  EXPECT_EQ(lead(router, "/products/7/reviews"), "/products/{id}/reviews id=7");
  EXPECT_EQ(lead(router, "/products/7/reviews/8"), "/products/{id}/reviews/{review} id=7 review=8");
  EXPECT_EQ(lead(router, "/files/"), "/files/{path...} path=");
  EXPECT_EQ(lead(router, "/files/a/b//c.txt"), "/files/{path...} path=a/b//c.txt");
  for (const char* path : {"/prod", "/productss", "/products/7/", "/products//reviews", "/products/7/reviews/8/9",
                           "/files", "//", "/Products", "/products/7/review", ""}) {
    EXPECT_EQ(lead(router, path), "404") << path;
  }
}

TEST(Router, PrefersLiteralsToParametersAndParametersToTheRest) {
  const Router router = make(
      {"/{rest...}", "/users/{id}", "/users/me", "/users/{id}/posts", "/users/me/{what}", "/users/{id}/{rest...}"});
  EXPECT_EQ(lead(router, "/users/me"), "/users/me");
  EXPECT_EQ(lead(router, "/users/mel"), "/users/{id} id=mel");
  EXPECT_EQ(lead(router, "/users/m"), "/users/{id} id=m");
  EXPECT_EQ(lead(router, "/users/me/posts"), "/users/me/{what} what=posts");
  EXPECT_EQ(lead(router, "/users/7/posts"), "/users/{id}/posts id=7");
  EXPECT_EQ(lead(router, "/users/7/other/x"), "/users/{id}/{rest...} id=7 rest=other/x");
  EXPECT_EQ(lead(router, "/other"), "/{rest...} rest=other");
  EXPECT_EQ(lead(router, "/"), "/{rest...} rest=");
}

TEST(Router, ComesBackFromDeadEnds) {
  const Router router = make({"/a/b/c", "/a/{x}/d", "/{y}/b/e", "/{z...}"});
  EXPECT_EQ(lead(router, "/a/b/c"), "/a/b/c");
  EXPECT_EQ(lead(router, "/a/b/d"), "/a/{x}/d x=b");
  EXPECT_EQ(lead(router, "/a/b/e"), "/{y}/b/e y=a");
  EXPECT_EQ(lead(router, "/a/b/f"), "/{z...} z=a/b/f");
}

TEST(Router, NamesParametersByTheRouteThatWasFound) {
  const Router router = make(std::vector<std::pair<Method, const char*>>{
      {Method::get, "/users/{id}"}, {Method::put, "/users/{name}"}, {Method::get, "/users/{user}/posts"}});
  EXPECT_EQ(lead(router, "/users/7"), "/users/{id} id=7");
  EXPECT_EQ(lead(router, "/users/7", Method::put), "/users/{name} name=7");
  EXPECT_EQ(lead(router, "/users/7/posts"), "/users/{user}/posts user=7");
}

TEST(Router, DecodesParametersAfterTheMatch) {
  const Router router = make({"/files/{name}", "/files/{name}/x", "/tree/{path...}"});
  EXPECT_EQ(lead(router, "/files/a%2Fx"), "/files/{name} name=a/x");
  EXPECT_EQ(lead(router, "/files/caf%C3%A9"), "/files/{name} name=caf\xc3\xa9");
  EXPECT_EQ(lead(router, "/files/a+b%20c"), "/files/{name} name=a+b c");
  EXPECT_EQ(lead(router, "/files/%2520"), "/files/{name} name=%20");
  EXPECT_EQ(lead(router, "/tree/a%2Fb/c%20d"), "/tree/{path...} path=a/b/c d");
  EXPECT_EQ(lead(router, "/files/%ff"), "400");
  EXPECT_EQ(lead(router, "/files/%00"), "400");
  EXPECT_EQ(lead(router, "/fil%65s/a"), "404");
}

TEST(Router, KeepsSeveralDecodedParametersApart) {
  const Router router = make({"/{a}/{b}/{c}"});
  EXPECT_EQ(lead(router, "/%41%41%41/b/%43"), "/{a}/{b}/{c} a=AAA b=b c=C");
}

TEST(Router, TellsWhichMethodsAreAllowed) {
  const Router router = make(std::vector<std::pair<Method, const char*>>{{Method::get, "/a"},
                                                                         {Method::post, "/a"},
                                                                         {Method::delete_, "/{x}"},
                                                                         {Method::put, "/b"},
                                                                         {Method::options, "/c"},
                                                                         {Method::head, "/d"}});
  EXPECT_EQ(lead(router, "/a", Method::patch), "405 GET, HEAD, POST, DELETE, OPTIONS");
  EXPECT_EQ(lead(router, "/b", Method::get), "405 PUT, DELETE, OPTIONS");
  EXPECT_EQ(lead(router, "/e", Method::trace), "405 DELETE, OPTIONS");
  EXPECT_EQ(lead(router, "/a", Method::options), "204 GET, HEAD, POST, DELETE, OPTIONS");
  EXPECT_EQ(lead(router, "/c", Method::options), "/c");
  EXPECT_EQ(lead(router, "/d", Method::get), "405 HEAD, DELETE, OPTIONS");
  EXPECT_EQ(lead(router, "/x/y", Method::options), "404");
  EXPECT_EQ(lead(router, "*", Method::options), "204 GET, HEAD, POST, PUT, DELETE, OPTIONS");
}

TEST(Router, GivesWayToAPatternThatHasTheMethod) {
  const Router router =
      make(std::vector<std::pair<Method, const char*>>{{Method::get, "/users/me"}, {Method::post, "/users/{id}"}});
  EXPECT_EQ(lead(router, "/users/me", Method::post), "/users/{id} id=me");
  EXPECT_EQ(lead(router, "/users/me", Method::put), "405 GET, HEAD, POST, OPTIONS");
}

TEST(Router, AnswersHeadByGet) {
  const Router router =
      make(std::vector<std::pair<Method, const char*>>{{Method::get, "/a"}, {Method::get, "/b"}, {Method::head, "/b"}});
  PathParameters parameters;
  EXPECT_EQ(router.match(Method::head, "/a", parameters).route->method, Method::get);
  EXPECT_EQ(router.match(Method::head, "/b", parameters).route->method, Method::head);
}

TEST(Router, WithoutRoutesFindsNothing) {
  const Router router;
  EXPECT_EQ(lead(router, "/"), "404");
  EXPECT_TRUE(router.routes().empty());
}

TEST(Router, HoldsManyRoutes) {
  std::vector<std::string> patterns;
  patterns.reserve(2000);
  for (int i = 0; i < 2000; ++i)
    patterns.push_back("/api/v" + std::to_string(i % 7) + "/thing" + std::to_string(i) + "/{id}");
  Routes routes;
  for (const std::string& pattern : patterns) routes.root().get(pattern, answer());
  const Router router = std::move(routes).build();
  for (const std::string& pattern : patterns) {
    EXPECT_EQ(lead(router, pattern.substr(0, pattern.size() - 4) + "9"), pattern + " id=9");
  }
}

}  // namespace
}  // namespace tenon::http
