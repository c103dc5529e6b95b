#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/http/middleware/cross_origin.hpp>

#include "../support/asking.hpp"

namespace tenon::http {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr Method unsafe_methods[] = {Method::post, Method::put, Method::patch, Method::delete_};

Response ask(const CrossOriginOptions& options, Method method, const Fields& fields) {
  const Service service =
      test::with_hooks(std::make_shared<CrossOrigin>(options), [](Request&) { return Response::text("done"); });
  RequestBuilder request{method, "/"};
  request.header("Host", "shop.example");
  for (const auto& [name, value] : fields) request.header(name, value);
  return test::ask(service, request);
}

bool passes(const Fields& fields, const CrossOriginOptions& options = {}) {
  bool all = true;
  bool any = false;
  for (const Method method : unsafe_methods) {
    const bool is_done = ask(options, method, fields).bytes() == "done";
    all = all && is_done;
    any = any || is_done;
  }
  EXPECT_EQ(all, any) << "the methods differ";
  return all;
}

TEST(CrossOrigin, LetsPassWhatIsNoBrowserOrOfTheSameOrigin) {
  for (const Fields& fields : std::vector<Fields>{
           {},
           {{"Sec-Fetch-Site", "same-origin"}},
           {{"Sec-Fetch-Site", "none"}},
           {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://proxied.example"}},
           {{"Origin", "https://shop.example"}},
           {{"Origin", "http://shop.example"}},
           {{"Origin", "https://SHOP.example:443"}},
       }) {
    EXPECT_TRUE(passes(fields)) << (fields.empty() ? "" : fields.back().second);
  }
}

TEST(CrossOrigin, RefusesWhatPagesOfOtherOriginsSend) {
  for (const Fields& fields : std::vector<Fields>{
           {{"Sec-Fetch-Site", "cross-site"}},
           {{"Sec-Fetch-Site", "same-site"}},
           {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://shop.example"}},
           {{"Sec-Fetch-Site", "Same-Origin"}},
           {{"Sec-Fetch-Site", "else"}},
           {{"Origin", "https://evil.example"}},
           {{"Origin", "null"}},
           {{"Origin", "https://shop.example.evil.example"}},
           {{"Origin", "https://shop.example:8443"}},
           {{"Origin", "https://a.shop.example"}},
           {{"Origin", "shop.example"}},
           {{"Origin", "ftp://shop.example"}},
           {{"Sec-Fetch-Site", ""}, {"Origin", "https://evil.example"}},
       }) {
    EXPECT_FALSE(passes(fields)) << fields.front().second << " " << fields.back().second;
  }
  const Response refused = ask({}, Method::post, {{"Origin", "https://evil.example"}});
  EXPECT_EQ(refused.status(), Status::forbidden);
  EXPECT_NE(refused.bytes()->find("\"code\":\"cross_origin_request\""), std::string_view::npos);
}

TEST(CrossOrigin, LetsSafeMethodsPass) {
  for (const Method method : {Method::get, Method::head, Method::options}) {
    const Fields foreign{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}};
    EXPECT_EQ(ask({.origins = {}, .hosts = HostList::local()}, method, foreign).bytes(), "done");
  }
}

TEST(CrossOrigin, LetsTheOriginsPassThatAreAllowed) {
  const CrossOriginOptions options{.origins = {"https://app.example", "null"}, .hosts = {}};
  EXPECT_TRUE(passes({{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://app.example"}}, options));
  EXPECT_TRUE(passes({{"Origin", "https://app.example"}}, options));
  EXPECT_TRUE(passes({{"Origin", "null"}}, options));
  EXPECT_FALSE(passes({{"Origin", "https://APP.example"}}, options));
  EXPECT_FALSE(passes({{"Sec-Fetch-Site", "cross-site"}}, options));
  EXPECT_TRUE(passes({{"Sec-Fetch-Site", "cross-site"}}, {.origins = {"*"}, .hosts = {}}));
}

TEST(CrossOrigin, LetsAnyPageDoOnlyWhatNeedsNoCredentials) {
  const CrossOriginOptions any{.origins = {"*", "https://app.example"}, .hosts = {}};
  const CrossOriginOptions without{.origins = {"null", "https://app.example"}, .hosts = {}};
  for (const Fields& credentials : std::vector<Fields>{{{"Cookie", "sid=1"}},
                                                       {{"Cookie", ""}},
                                                       {{"Authorization", "Basic YTpi"}},
                                                       {{"Authorization", "Negotiate YTpi"}},
                                                       {{"Authorization", "Bearer"}},
                                                       {{"Authorization", "Bearers secret"}},
                                                       {{"Authorization", "Bearer secret"}, {"Cookie", "sid=1"}}}) {
    const auto passes_from = [&](const CrossOriginOptions& options, const std::string& origin) {
      Fields fields = credentials;
      fields.emplace_back("Origin", origin);
      return passes(fields, options);
    };
    const std::string& what = credentials.front().second;
    EXPECT_FALSE(passes_from(any, "https://evil.example")) << what;
    EXPECT_FALSE(passes_from(any, "null")) << what;
    EXPECT_FALSE(passes_from(without, "null")) << what;
    for (const CrossOriginOptions& options : {any, without}) {
      EXPECT_TRUE(passes_from(options, "https://app.example")) << what;
      EXPECT_TRUE(passes_from(options, "https://shop.example")) << what;
    }
    Fields unnamed = credentials;
    unnamed.emplace_back("Sec-Fetch-Site", "cross-site");
    EXPECT_FALSE(passes(unnamed, any)) << what;
  }
  for (const char* token : {"Bearer secret", "bearer secret"}) {
    EXPECT_TRUE(passes({{"Origin", "https://any.example"}, {"Authorization", token}}, any)) << token;
    EXPECT_TRUE(passes({{"Origin", "null"}, {"Authorization", token}}, without)) << token;
  }
  EXPECT_FALSE(passes({{"Origin", "https://any.example"}}, without));
  const Response refused = ask(any, Method::post, {{"Origin", "https://evil.example"}, {"Cookie", "sid=1"}});
  EXPECT_EQ(refused.status(), Status::forbidden);
  EXPECT_NE(refused.bytes()->find("\"code\":\"cross_origin_request\""), std::string_view::npos);
}

TEST(CrossOrigin, AsksForTheHostOfUnsafeRequestsWhenItIsTold) {
  EXPECT_FALSE(passes({}, {.origins = {}, .hosts = HostList::local()}));
  EXPECT_TRUE(passes({}, {.origins = {}, .hosts = HostList{{".example"}}}));
  const Response refused = ask({.origins = {}, .hosts = HostList::local()}, Method::post, {});
  EXPECT_EQ(refused.status(), Status::forbidden);
  EXPECT_NE(refused.bytes()->find("\"code\":\"host_not_allowed\""), std::string_view::npos);
}

TEST(CrossOrigin, RefusesOptionsThatAreNoOrigins) {
  for (const char* origin : {"", "shop.example", "https://shop.example/", "ftp://a", "https://"}) {
    EXPECT_THROW((CrossOrigin{{.origins = {origin}, .hosts = {}}}), Invalid) << origin;
  }
}

}  // namespace
}  // namespace tenon::http
