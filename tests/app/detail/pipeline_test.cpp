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
