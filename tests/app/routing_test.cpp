#include <tenon/app/routing.hpp>

#include <tenon/http/hooks.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

/// Lets in who knows the key.
class RequireKey final : public http::Hooks {
 public:
  explicit RequireKey(std::string key) : key_(std::move(key)) {}
  std::optional<Response> on_request(Request& request) const override {
    if (request.single_header("x-key") != key_) throw Unauthorized{"no_key", "Send the key."};
    return std::nullopt;
  }

 private:
  std::string key_;
};

http::Middleware mark(std::string name) {
  return [name](Request& request, const http::Handler& next) -> Task<Response> {
    Response response = co_await next(request);
    std::string marks(response.headers().get("x-marks"));
    response.headers().set("x-marks", marks + name);
    co_return response;
  };
}

class Groups : public ::testing::Test {
 protected:
  Answer get(std::string target, std::string key = {}) {
    if (!client_) client_ = std::make_unique<testing::Client>(app);
    return client_->send({Method::get, std::move(target), {}, {{"X-Key", std::move(key)}}});
  }
  Answer post(std::string target, std::string body, std::string key) {
    if (!client_) client_ = std::make_unique<testing::Client>(app);
    return client_->send({Method::post, std::move(target), std::move(body), {{"X-Key", std::move(key)}}});
  }

  App app{testing::environment()};
  store::Client& db = app.database<store::Client>();

 private:
  std::unique_ptr<testing::Client> client_;
};

TEST_F(Groups, PutHooksAroundTheirRoutesAndResourcesOnly) {
  app.set_migrations(store::migrations());
  auto admin = app.group("/admin", std::make_shared<RequireKey>("k"));
  admin.get("/report", [] { return 1; });
  admin.resource(db.shelf, "/shelves");
  app.resource(db.shelf, "/shelves").only({Action::list});
  EXPECT_EQ(get("/admin/report").code(), 401);
  EXPECT_EQ(get("/admin/report", "k").code(), 200);
  EXPECT_EQ(get("/admin/shelves").code(), 401);
  EXPECT_EQ(get("/shelves").code(), 200);
  const Answer made = post("/admin/shelves", R"({"name":"a"})", "k");
  EXPECT_EQ(made.code(), 201);
  EXPECT_EQ(made.header("location"), "/admin/shelves/1");
  EXPECT_EQ(get("/admin/shelves/1").code(), 401);
  EXPECT_EQ(get("/admin/shelves/1", "k").code(), 200);
  EXPECT_EQ(get("/admin/nothing").code(), 404);
}

TEST_F(Groups, StandInEachOtherTheOutermostFirst) {
  app.use(mark("app "));
  auto outer = app.group("/a", mark("outer1 "), mark("outer2 "));
  auto inner = outer.group("/b", mark("inner "));
  inner.get("/c", [] { return 1; });
  outer.use(mark("outer3 "));
  outer.get("", [] { return 1; });
  EXPECT_EQ(get("/a/b/c").header("x-marks"), "inner outer3 outer2 outer1 app ") << "the innermost answers first";
  EXPECT_EQ(get("/a").header("x-marks"), "outer3 outer2 outer1 app ");
}

TEST_F(Groups, MayHaveParametersInTheirPrefix) {
  app.set_migrations(store::migrations());
  auto shop = app.group("/shops/{shop}");
  shop.get("/name", [](http::Path<"shop", std::string> name) { return *name; });
  shop.resource(db.shelf, "/shelves");
  EXPECT_EQ(get("/shops/north/name").body, R"("north")");
  EXPECT_EQ(post("/shops/north/shelves", R"({"name":"a"})", "").header("location"), "/shops/north/shelves/1");
  const Value document = app.openapi();
  const Value& read = document["paths"]["/shops/{shop}/shelves/{id}"]["get"];
  EXPECT_EQ(read["parameters"][0]["name"].as_string(), "shop");
  EXPECT_EQ(read["parameters"][1]["name"].as_string(), "id");
  EXPECT_EQ(read["operationId"].as_string(), "readShelf");
}

TEST_F(Groups, ThatCannotBeAreToldWithTheOtherErrors) {
  app.group("").get("/x", [] { return 1; });
  app.group("/a/").get("/y", [] { return 1; });
  app.group("/b").get("/{id}", [](http::Path<"name", std::string>) { return 1; });
  try {
    app.service();
    FAIL();
  } catch (const Invalid& error) {
    ASSERT_EQ(error.fields().size(), 3U);
    EXPECT_EQ(error.fields()[0].pointer, "group ");
    EXPECT_EQ(error.fields()[1].pointer, "group /a/");
    EXPECT_EQ(error.fields()[2].pointer, "GET /b/{id}");
  }
}

}  // namespace
}  // namespace tenon::app::test
