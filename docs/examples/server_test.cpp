#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <tenon/app.hpp>
#include <tenon/app/testing/client.hpp>
#include <tenon/http/middleware/body_limit.hpp>
#include <tenon/http/middleware/timeout.hpp>
#include <tenon/http/router.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/static_files.hpp>

using namespace tenon;
using namespace std::chrono_literals;

namespace {

// [hooks]
/// Says how long an answer took, and keeps a secret page to those who know the word.
class House final : public http::Hooks {
 public:
  std::optional<Response> on_request(Request& request) const override {
    const http::Route* route = request.route();  // null for an address without one
    if (!route || route->pattern != "/secret" || request.header("X-Word") == "sesame") return std::nullopt;
    throw Forbidden{"no_word", "Say the word."};
  }

  void on_response(Request& request, Response& response) const override {
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - request.received();
    response.headers().set("Server-Timing", "app;dur=" + std::to_string(taken.count()));
  }
};
// [hooks]

// [middleware]
/// May wait before and after the handler, and answer without it.
Task<Response> marked(Request& request, const http::Handler& next) {
  Response response = co_await next(request);
  response.headers().set("X-Marked", "1");
  co_return response;
}
// [middleware]

void add_routes(App& app, const std::string& folder) {
  // [use]
  app.use(std::make_shared<House>());
  app.use(marked);
  // [use]
  app.get("/secret", [](Request&) -> Task<Response> { co_return Response::text("42"); });
  // [static]
  app.get("/assets/{path...}", http::static_files(folder));
  // [static]
}

class ServerGuide : public ::testing::Test {
 protected:
  ServerGuide() {
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/style.css") << "body {}";
    std::ofstream(folder + "/.secret") << "no";
    add_routes(app, folder);
  }
  ~ServerGuide() override { std::filesystem::remove_all(folder); }

  std::string folder = ::testing::TempDir() + "tenon-server-guide-" + Uuid::v7().to_string();
  App app{Environment{{"LOG_LEVEL", "off"}, {"CORS_ORIGINS", "https://library.example"}}};
};

TEST_F(ServerGuide, PutsHooksAndMiddlewareAroundEveryAnswer) {
  tenon::testing::Client client{app};
  const auto refused = client.get("/secret");
  EXPECT_EQ(refused.code(), 403);
  EXPECT_NE(refused.header("server-timing"), "");
  EXPECT_EQ(refused.header("x-marked"), "");
  const auto allowed = client.send({http::Method::get, "/secret", "", {{"X-Word", "sesame"}}});
  EXPECT_EQ(allowed.body, "42");
  EXPECT_EQ(allowed.header("x-marked"), "1");
}

TEST_F(ServerGuide, BringsTenonsOwnMiddleware) {
  tenon::testing::Client client{app};
  const auto answer = client.send({http::Method::get, "/nothing", "", {{"Origin", "https://library.example"}}});
  EXPECT_EQ(answer.code(), 404);
  EXPECT_NE(answer.header("x-request-id"), "");
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.header("access-control-allow-origin"), "https://library.example");
}

TEST_F(ServerGuide, ServesFilesOfAFolder) {
  tenon::testing::Client client{app};
  const auto style = client.get("/assets/style.css");
  EXPECT_EQ(style.code(), 200);
  EXPECT_THAT(std::string(style.header("content-type")), ::testing::StartsWith("text/css"));
  EXPECT_NE(style.header("etag"), "");
  EXPECT_EQ(client.get("/assets/.secret").code(), 404);
}

// [groups]
http::Router make_router() {
  http::Routes routes;
  http::RouteGroup api = routes.root().group("/api");
  api.use(http::timeout(2s));

  const http::SharedHooks limits[] = {std::make_shared<http::BodyLimit>(50_MiB)};
  http::RouteGroup uploads = api.group("/uploads");
  uploads.use(http::make_middleware(limits));
  http::add(uploads, http::Method::put, "/{name}", [](Path<"name", Text<1, 80>>, Request& request) -> Task<NoContent> {
    while (!(co_await request.read_body_some()).empty()) {
    }
    co_return NoContent{};
  });
  return std::move(routes).build();
}
// [groups]

TEST(RouteGroups, PutMiddlewareAroundTheirRoutes) {
  EXPECT_EQ(make_router().routes().front().pattern, "/api/uploads/{name}");
}

}  // namespace
