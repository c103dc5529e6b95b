#include <tenon/http/hooks.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Pipeline : public StoreTest {};

TEST_F(Pipeline, NamesAndProtectsEveryAnswer) {
  for (const char* target : {"/limit", "/nowhere", "/fail", "/items?limit=0"}) {
    const Answer answer = client().get(target);
    EXPECT_FALSE(answer.header("x-request-id").empty()) << target;
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << target;
  }
}

TEST_F(Pipeline, TellsNothingOfAFailure) {
  const Answer failed = client().get("/fail");
  EXPECT_EQ(failed.code(), 500);
  EXPECT_EQ(failed.header("content-type"), "application/problem+json");
  EXPECT_THAT(failed.body, Not(HasSubstr("1234")));
}

TEST_F(Pipeline, CompressesForThoseWhoAsk) {
  for (int i = 0; i < 20; ++i) item({{"note", std::string(200, 'x')}});
  const Answer answer = client().send({Method::get, "/items", {}, {{"Accept-Encoding", "gzip"}}});
  EXPECT_EQ(answer.header("content-encoding"), "gzip");
  EXPECT_LT(answer.body.size(), client().get("/items").body.size() / 4);
}

TEST(PipelineWithOrigins, LetsTheirPagesCall) {
  App app{testing::environment({{"CORS_ORIGINS", "https://shop.example"}})};
  app.get("/", [] { return 1; });
  testing::Client client{app};
  const auto ask = [&](const char* origin) {
    return std::string(client.send({Method::get, "/", {}, {{"Origin", origin}}}).header("access-control-allow-origin"));
  };
  EXPECT_EQ(ask("https://shop.example"), "https://shop.example");
  EXPECT_EQ(ask("https://evil.example"), "");
}

TEST(PipelineWithOrigins, LetsTheirPagesSendTheKeysThatTheApplicationDeclares) {
  App app{testing::environment({{"CORS_ORIGINS", "https://shop.example"}})};
  app.set_info({.title = "Library",
                .security_schemes = {{.name = "card", .kind = ApiKey{.name = "Library-Card"}},
                                     {.name = "visit", .kind = ApiKey{http::In::cookie, "visit"}}}});
  app.get("/", [] { return 1; });
  testing::Client client{app};
  const Answer answer = client.send(
      {Method::options, "/", {}, {{"Origin", "https://shop.example"}, {"Access-Control-Request-Method", "GET"}}});
  const std::string allowed(answer.header("access-control-allow-headers"));
  EXPECT_THAT(allowed, ::testing::HasSubstr("Library-Card"));
  EXPECT_THAT(allowed, ::testing::HasSubstr("If-Match"));
  EXPECT_EQ(allowed.find("visit"), std::string::npos) << allowed;
}

/// The codes with which requests to an application with these settings are answered.
class PipelineOfUnsafeRequests : public ::testing::Test {
 protected:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  static int code(const Environment& settings, Method method, Headers headers, const char* path = "/") {
    App app{testing::environment(settings)};
    app.get("/", [] { return 1; });
    app.post("/", [] { return 1; });
    app.delete_("/", [] { return 1; });
    return testing::Client{app}.send({method, path, {}, std::move(headers)}).code();
  }
};

TEST_F(PipelineOfUnsafeRequests, RefusesThoseOfOtherOrigins) {
  const Headers foreign[] = {
      {{"Origin", "https://evil.example"}},
      {{"Sec-Fetch-Site", "cross-site"}},
      {{"Host", "evil.example"}},
      {{"Host", "evil.example"}, {"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "same-origin"}}};
  for (const Headers& headers : foreign) {
    EXPECT_EQ(code({}, Method::post, headers), 403) << headers.front().second;
    EXPECT_EQ(code({}, Method::delete_, headers), 403) << headers.front().second;
    EXPECT_EQ(code({}, Method::get, headers), 200) << headers.front().second;
  }
  EXPECT_EQ(code({}, Method::post, {}), 200);
  EXPECT_EQ(code({}, Method::post, {{"Origin", "http://localhost"}, {"Sec-Fetch-Site", "same-origin"}}), 200);
  EXPECT_EQ(code({}, Method::post, {{"Host", "127.0.0.1:8080"}, {"Origin", "http://127.0.0.1:8080"}}), 200);
}

TEST_F(PipelineOfUnsafeRequests, TakesThoseOfOriginsThatAreAllowed) {
  const Environment settings{{"CORS_ORIGINS", "https://app.example"}, {"TRUSTED_ORIGINS", "https://login.example"}};
  for (const char* origin : {"https://app.example", "https://login.example"}) {
    EXPECT_EQ(code(settings, Method::post, {{"Origin", origin}, {"Sec-Fetch-Site", "cross-site"}}), 200) << origin;
  }
  EXPECT_EQ(code(settings, Method::post, {{"Origin", "https://evil.example"}}), 403);
}

TEST_F(PipelineOfUnsafeRequests, TakesThoseOfAnyOriginWithoutCredentials) {
  const Environment settings{{"CORS_ORIGINS", "*"}, {"TRUSTED_ORIGINS", "https://login.example"}};
  EXPECT_EQ(code(settings, Method::post, {{"Origin", "https://any.example"}}), 200);
  EXPECT_EQ(code(settings, Method::post, {{"Origin", "https://any.example"}, {"Authorization", "Bearer 1"}}), 200);
  EXPECT_EQ(code(settings, Method::post, {{"Origin", "https://any.example"}, {"Cookie", "sid=1"}}), 403);
  EXPECT_EQ(code(settings, Method::get, {{"Origin", "https://any.example"}, {"Cookie", "sid=1"}}), 200);
  EXPECT_EQ(code(settings, Method::post, {{"Origin", "https://login.example"}, {"Cookie", "sid=1"}}), 200);
}

TEST_F(PipelineOfUnsafeRequests, AsksForTheHostOnlyWhereItIsKnown) {
  const Headers named{{"Host", "shop.example"}};
  EXPECT_EQ(code({}, Method::post, named), 403);
  EXPECT_EQ(code({{"HOST", "::1"}}, Method::post, named), 403);
  EXPECT_EQ(code({{"HOST", "localhost"}, {"PORT", "0"}}, Method::post, named), 403);
  EXPECT_EQ(code({{"HOST", "0.0.0.0"}}, Method::post, named), 200);
  EXPECT_EQ(code({{"TRUSTED_PROXIES", "127.0.0.1"}}, Method::post, named), 200);
  EXPECT_EQ(code({{"ALLOWED_HOSTS", "shop.example"}}, Method::post, named), 200);
}

TEST_F(PipelineOfUnsafeRequests, AnswersOnlyTheHostsThatAreAllowed) {
  const Environment settings{{"ALLOWED_HOSTS", "shop.example,.shop.test"}};
  for (const Method method : {Method::get, Method::post}) {
    EXPECT_EQ(code(settings, method, {{"Host", "shop.example:8080"}}), 200);
    EXPECT_EQ(code(settings, method, {{"Host", "a.shop.test"}}), 200);
    EXPECT_EQ(code(settings, method, {{"Host", "evil.example"}}), 403);
    EXPECT_EQ(code(settings, method, {{"Host", "10.0.0.1:8080"}}), 403);
  }
  for (const char* path : {"/health/live", "/health/ready", "/metrics"}) {
    EXPECT_EQ(code(settings, Method::get, {{"Host", "10.0.0.1:8080"}}, path), 200) << path;
  }
  EXPECT_EQ(code(settings, Method::get, {{"Host", "shop.example"}}, "http://evil.example/"), 421);
}

/// Marks answers, so that their order shows.
class Mark final : public http::Hooks {
 public:
  explicit Mark(std::string name) : name_(std::move(name)) {}
  void on_response(http::Request&, http::Response& response) const override { response.headers().add("X-Mark", name_); }

 private:
  std::string name_;
};

TEST(PipelineOfTheApplicationsOwn, RunsInsideTheFirstOneOutermost) {
  App app{testing::environment()};
  app.use(std::make_shared<Mark>("outer"));
  app.use([](http::Request& request, const http::Handler& next) -> Task<http::Response> {
    http::Response response = co_await next(request);
    response.headers().add("X-Mark", "middle");
    co_return response;
  });
  app.use(std::make_shared<Mark>("inner"));
  app.get("/", [] { return 1; });
  testing::Client client{app};
  std::vector<std::string> marks;
  const Answer answer = client.get("/");
  for (const auto& [name, value] : answer.headers) {
    if (name == "X-Mark" || name == "x-mark") marks.push_back(value);
  }
  EXPECT_THAT(marks, ::testing::ElementsAre("inner", "middle", "outer"));
}

}  // namespace
}  // namespace tenon::app::test
