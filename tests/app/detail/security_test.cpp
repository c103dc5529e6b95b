#include <tenon/base/text/ascii.hpp>
#include <tenon/http/hooks.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/http/problem.hpp>

#include "support/store_test.hpp"

namespace tenon::app::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Whoever is logged in; its parameter says so in the document.
struct Customer {
  static Customer extract(Request&) { return {}; }
  static void describe(http::Operation& operation) { operation.security.push_back("session"); }
};

class Security : public ::testing::Test {
 protected:
  Security() {
    app.set_info({.title = "Store",
                  .security_schemes = {{.name = "api_key", .kind = ApiKey{.name = "X-Key"}, .description = "Ask us."},
                                       {.name = "session", .kind = ApiKey{http::In::cookie, "sid"}},
                                       {.name = "token", .kind = ApiKey{http::In::query, "token"}},
                                       {.name = "jwt", .kind = HttpBearer{.format = "JWT"}},
                                       {.name = "bearer", .kind = HttpBearer{}},
                                       {.name = "basic", .kind = HttpBasic{}},
                                       {.name = "id", .kind = OpenIdConnect{"https://id.example/discovery"}},
                                       {.name = "people",
                                        .kind = OAuth2{.authorization_url = "https://id.example/authorize",
                                                       .token_url = "https://id.example/token",
                                                       .refresh_url = "https://id.example/refresh",
                                                       .scopes = {{"read", "Reads."}, {"write", "Writes."}}}},
                                       {.name = "programs", .kind = OAuth2{.token_url = "https://id.example/token"}}}});
  }

  const Value& document() {
    if (document_.is_null()) document_ = app.openapi();
    return document_;
  }
  /// What the document says that an operation needs; "-" where it says nothing.
  std::string needs(std::string_view path, std::string_view method = "get") {
    const Value& operation = document()["paths"][path][method];
    EXPECT_TRUE(operation.is_object()) << path;
    const bool is_open = !operation.as_object().contains("security");
    EXPECT_EQ(operation["responses"].as_object().contains("401"), !is_open) << path;
    return is_open ? "-" : json::to_string(operation["security"]);
  }
  /// "place: what", of every error.
  std::vector<std::string> errors() {
    std::vector<std::string> list;
    try {
      app.service();
    } catch (const Invalid& error) {
      for (const FieldError& field : error.fields()) {
        EXPECT_EQ(field.code, "bad_security");
        list.push_back(field.pointer + ": " + field.detail);
      }
    }
    return list;
  }

  static int answer() { return 1; }

  App app{testing::environment()};
  store::Client& db = app.database<store::Client>();

 private:
  Value document_;
};

TEST_F(Security, SchemesAreDescribedAsOpenApiWritesThem) {
  const Value& schemes = document()["components"]["securitySchemes"];
  const auto scheme = [&](std::string_view name) { return json::to_string(schemes[name]); };
  EXPECT_EQ(scheme("api_key"), R"({"type":"apiKey","in":"header","name":"X-Key","description":"Ask us."})");
  EXPECT_EQ(scheme("session"), R"({"type":"apiKey","in":"cookie","name":"sid"})");
  EXPECT_EQ(scheme("token"), R"({"type":"apiKey","in":"query","name":"token"})");
  EXPECT_EQ(scheme("jwt"), R"({"type":"http","scheme":"bearer","bearerFormat":"JWT"})");
  EXPECT_EQ(scheme("bearer"), R"({"type":"http","scheme":"bearer"})");
  EXPECT_EQ(scheme("basic"), R"({"type":"http","scheme":"basic"})");
  EXPECT_EQ(scheme("id"), R"({"type":"openIdConnect","openIdConnectUrl":"https://id.example/discovery"})");
  EXPECT_EQ(scheme("people"),
            R"({"type":"oauth2","flows":{"authorizationCode":{"authorizationUrl":"https://id.example/authorize",)"
            R"("tokenUrl":"https://id.example/token","refreshUrl":"https://id.example/refresh",)"
            R"("scopes":{"read":"Reads.","write":"Writes."}}}})");
  EXPECT_EQ(scheme("programs"),
            R"({"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"https://id.example/token","scopes":{}}}})");
}

TEST_F(Security, OfARouteIsWhatItSays) {
  app.get("/open", answer);
  app.get("/key", answer).security({"api_key"});
  app.get("/either", answer).security({"api_key", {"people", {"read", "write"}}});
  EXPECT_EQ(needs("/open"), "-");
  EXPECT_EQ(needs("/key"), R"([{"api_key":[]}])");
  EXPECT_EQ(needs("/either"), R"([{"api_key":[]},{"people":["read","write"]}])");
}

TEST_F(Security, OfAGroupIsHandedDownUntilSomethingWithinSaysOtherwise) {
  app.get("/everywhere", answer);
  auto desk = app.group("/desk");
  desk.get("/before", answer);
  desk.security({"api_key"});
  desk.get("/login", answer).security({});
  desk.group("/reports").get("/today", answer);
  auto office = desk.group("/office");
  office.security({"basic"}).get("/safe", answer);
  desk.group("/lobby").security({}).get("/map", answer);
  EXPECT_EQ(needs("/everywhere"), "-");
  EXPECT_EQ(needs("/desk/before"), R"([{"api_key":[]}])");
  EXPECT_EQ(needs("/desk/login"), "-");
  EXPECT_EQ(needs("/desk/reports/today"), R"([{"api_key":[]}])");
  EXPECT_EQ(needs("/desk/office/safe"), R"([{"basic":[]}])");
  EXPECT_EQ(needs("/desk/lobby/map"), "-");
}

TEST_F(Security, OfTheApplicationIsThatOfEverythingElse) {
  app.security({"jwt"});
  app.get("/one", answer);
  app.get("/login", answer).security({});
  app.group("/desk").get("/two", answer);
  app.resource(db.shelf, "/shelves").only({Action::list});
  EXPECT_EQ(needs("/one"), R"([{"jwt":[]}])");
  EXPECT_EQ(needs("/login"), "-");
  EXPECT_EQ(needs("/desk/two"), R"([{"jwt":[]}])");
  EXPECT_EQ(needs("/shelves"), R"([{"jwt":[]}])");
}

TEST_F(Security, OfAHandlersParametersGoesBeforeTheGroupsAndBehindTheRoutes) {
  auto desk = app.group("/desk").security({"api_key"});
  desk.get("/mine", [](Customer) { return 1; });
  desk.get("/ours", [](Customer) { return 1; }).security({"basic"});
  EXPECT_EQ(needs("/desk/mine"), R"([{"session":[]}])");
  EXPECT_EQ(needs("/desk/ours"), R"([{"basic":[]}])");
}

TEST_F(Security, OfAResourceMayDifferByAction) {
  app.resource(db.shelf, "/shelves").security({"api_key"}).security({}, {Action::list, Action::read});
  auto desk = app.group("/desk").security({"basic"});
  desk.resource(db.item, "/items").security({"jwt"}, {Action::remove});
  EXPECT_EQ(needs("/shelves"), "-");
  EXPECT_EQ(needs("/shelves/{id}"), "-");
  for (const char* method : {"patch", "put", "delete"}) {
    EXPECT_EQ(needs("/shelves/{id}", method), R"([{"api_key":[]}])");
  }
  EXPECT_EQ(needs("/shelves", "post"), R"([{"api_key":[]}])");
  EXPECT_EQ(needs("/desk/items"), R"([{"basic":[]}])");
  EXPECT_EQ(needs("/desk/items/{id}", "delete"), R"([{"jwt":[]}])");
}

TEST_F(Security, ThatNamesNothingIsAnErrorToldOnceWithWhatIsAllowed) {
  app.get("/key", answer).security({"apikey"}).hidden();
  app.get("/scope", answer).security({{"people", {"read", "delete"}}});
  app.get("/roles", answer).security({{"id", {"any"}}});
  auto desk = app.group("/desk").security({"jwtt"});
  desk.get("/a", answer);
  desk.get("/b", answer);
  app.resource(db.shelf, "/shelves").security({"keys"});
  const std::string allowed = "; allowed: api_key, session, token, jwt, bearer, basic, id, people, programs.";
  EXPECT_THAT(errors(), ElementsAre("group /desk: security: there is no scheme \"jwtt\"" + allowed,
                                    "GET /key: security: there is no scheme \"apikey\"" + allowed,
                                    "GET /scope: security: \"people\" has no scope \"delete\"; allowed: read, write.",
                                    "resource /shelves of Shelf: security: there is no scheme \"keys\"" + allowed));
}

TEST_F(Security, WithoutSchemesNamesNothing) {
  app.set_info({.title = "Store"});
  app.get("/mine", [](Customer) { return 1; });
  EXPECT_THAT(errors(),
              ElementsAre(HasSubstr("there is no scheme \"session\", for ApiInfo::security_schemes is empty.")));
}

TEST_F(Security, SchemesThatCannotBeAreErrors) {
  app.set_info({.title = "Store",
                .security_schemes = {{.name = "a key", .kind = ApiKey{.name = "X-Key"}},
                                     {.name = "twice", .kind = HttpBasic{}},
                                     {.name = "twice", .kind = HttpBearer{}},
                                     {.name = "path", .kind = ApiKey{http::In::path, "key"}},
                                     {.name = "empty", .kind = ApiKey{}},
                                     {.name = "field", .kind = ApiKey{.name = "X Key"}},
                                     {.name = "cookie", .kind = ApiKey{http::In::cookie, "a=b"}},
                                     {.name = "odd", .kind = ApiKey{http::In::query, "my key"}},
                                     {.name = "id", .kind = OpenIdConnect{"id.example"}},
                                     {.name = "server", .kind = OAuth2{.token_url = "/token"}}}});
  EXPECT_THAT(errors(),
              ElementsAre("security scheme a key: its name has other than letters, digits, '.', '-' and '_'.",
                          "security scheme twice: is declared twice.",
                          "security scheme path: in: a key cannot be in the path; allowed: header, query, cookie.",
                          "security scheme empty: name: is empty; it is that of the header.",
                          "security scheme field: name: \"X Key\" is no name of a header field.",
                          "security scheme cookie: name: \"a=b\" is no name of a cookie.",
                          "security scheme id: url: \"id.example\" does not begin with https:// or http://.",
                          "security scheme server: token_url: \"/token\" does not begin with https:// or http://."));
}

class Challenges : public Security {
 protected:
  static int refuse() { throw Unauthorized{"no_entry", "Not you."}; }

  std::vector<std::string> of(const Call& call) {
    if (!client_) client_.emplace(app);
    const Answer answer = client_->send(call);
    EXPECT_EQ(answer.code(), 401);
    std::vector<std::string> challenges;
    for (const auto& [name, value] : answer.headers) {
      if (text::iequals(name, "WWW-Authenticate")) challenges.push_back(value);
    }
    return challenges;
  }
  std::vector<std::string> of(std::string path) { return of(Call{Method::get, std::move(path), {}, {}}); }

 private:
  std::optional<testing::Client> client_;
};

TEST_F(Challenges, AreThoseOfTheSchemesThatTheRouteNames) {
  app.get("/key", refuse).security({"api_key"});
  app.get("/cookie", refuse).security({"session"});
  app.get("/token", refuse).security({"jwt"});
  app.get("/basic", refuse).security({"basic"});
  app.get("/id", refuse).security({"id"});
  app.get("/either", refuse).security({{"people", {"read", "write"}}, "api_key", {"bearer", {"boss"}}});
  EXPECT_THAT(of("/key"), ElementsAre(R"(ApiKey realm="Store", in="header", name="X-Key")"));
  EXPECT_THAT(of("/cookie"), ElementsAre(R"(ApiKey realm="Store", in="cookie", name="sid")"));
  EXPECT_THAT(of("/token"), ElementsAre(R"(Bearer realm="Store")"));
  EXPECT_THAT(of("/basic"), ElementsAre(R"(Basic realm="Store", charset="UTF-8")"));
  EXPECT_THAT(of("/id"), ElementsAre(R"(Bearer realm="Store")"));
  EXPECT_THAT(of("/either"),
              ElementsAre(R"(Bearer realm="Store", scope="read write")",
                          R"(ApiKey realm="Store", in="header", name="X-Key")", R"(Bearer realm="Store")"));
}

/// A key is asked for in front of everything.
struct NobodyEnters final : http::Hooks {
  std::optional<Response> on_request(Request&) const override { return Response{http::Status::unauthorized}; }
};

TEST_F(Challenges, AreInAnswersOfHooksAndOfResources) {
  auto desk = app.group("/desk", std::make_shared<NobodyEnters>());
  desk.security({"basic"}).get("/safe", answer);
  desk.resource(db.shelf, "/shelves").only({Action::list}).security({"jwt"});
  EXPECT_THAT(of("/desk/safe"), ElementsAre(HasSubstr("Basic")));
  EXPECT_THAT(of("/desk/shelves"), ElementsAre(HasSubstr("Bearer")));
}

TEST_F(Challenges, AreThoseOfTheApplicationWhereThereIsNoRoute) {
  app.use(std::make_shared<NobodyEnters>());
  app.security({"jwt"});
  EXPECT_THAT(of("/nowhere"), ElementsAre(HasSubstr("Bearer")));
  EXPECT_THAT(of("/metrics"), ElementsAre(HasSubstr("Bearer")));
}

TEST_F(Challenges, AreLeftToAnswersThatBringTheirOwn) {
  app.security({"jwt"});
  app.get("/expired", []() -> int { throw http::HttpError{http::Status::unauthorized, "expired", "Log in again."}; });
  app.get("/own", [] {
    return Response{http::Status::unauthorized}.with(http::header::www_authenticate, R"(Bearer error="invalid_token")");
  });
  EXPECT_THAT(of("/expired"), ElementsAre(R"(Bearer realm="Store")"));
  EXPECT_THAT(of("/own"), ElementsAre(R"(Bearer error="invalid_token")"));
}

TEST_F(Challenges, AreNoneWhereNothingIsNamed) {
  app.security({"jwt"});
  app.get("/login", refuse).security({});
  EXPECT_THAT(of("/login"), IsEmpty());
}

TEST_F(Challenges, HaveARealmThatTheTitleCannotBreak) {
  app.set_info({.title = "The \"Store\"\r\nX: \\", .security_schemes = {{.name = "jwt", .kind = HttpBearer{}}}});
  app.get("/token", refuse).security({"jwt"});
  EXPECT_THAT(of("/token"), ElementsAre(R"(Bearer realm="The \"Store\"  X: \\")"));
}

TEST_F(Security, LetsInNobodyAndKeepsOutNobody) {
  app.get("/key", answer).security({"api_key"});
  EXPECT_EQ(testing::Client{app}.get("/key").code(), 200) << "hooks do that";
  EXPECT_THAT(errors(), IsEmpty());
}

}  // namespace
}  // namespace tenon::app::test
