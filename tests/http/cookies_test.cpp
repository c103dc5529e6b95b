#include <tenon/http/cookies.hpp>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>
#include <tenon/http/request_builder.hpp>

namespace tenon::http {
namespace {

using namespace std::chrono_literals;

TEST(FindCookie, FindsAWholeName) {
  const char* field = "a=1; sid=abc=; theme=\"dark\";empty=; SID=other ;sid=second; novalue";
  EXPECT_EQ(find_cookie(field, "a"), "1");
  EXPECT_EQ(find_cookie(field, "sid"), "abc=");
  EXPECT_EQ(find_cookie(field, "SID"), "other");
  EXPECT_EQ(find_cookie(field, "theme"), "\"dark\"");
  EXPECT_EQ(find_cookie(field, "empty"), "");
  EXPECT_EQ(find_cookie(field, "id"), std::nullopt);
  EXPECT_EQ(find_cookie(field, "novalue"), std::nullopt);
  EXPECT_EQ(find_cookie("", "a"), std::nullopt);
}

TEST(FindCookie, LooksIntoAllFieldsOfARequest) {
  const auto request = RequestBuilder{Method::get, "/"}.header("Cookie", "a=1").header("Cookie", "b=2").build();
  EXPECT_EQ(find_cookie(*request, "b"), "2");
  EXPECT_EQ(find_cookie(*request, "c"), std::nullopt);
}

TEST(SetCookie, IsSafeByDefault) {
  const SetCookie cookie{.name = "__Host-sid", .value = "abc"};
  EXPECT_EQ(cookie.to_header().text(), "__Host-sid=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
}

TEST(SetCookie, WritesAllThatIsSet) {
  const SetCookie cookie{.name = "a",
                         .value = "b",
                         .path = "/shop",
                         .domain = "shop.example",
                         .max_age = 60s,
                         .expires = Instant{784111777s},
                         .secure = true,
                         .http_only = false,
                         .same_site = SameSite::none,
                         .partitioned = true};
  EXPECT_EQ(cookie.to_header().text(),
            "a=b; Path=/shop; Domain=shop.example; Max-Age=60; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Secure; "
            "SameSite=None; Partitioned");
}

TEST(SetCookie, IsDeletedByAnExpiredOne) {
  const SetCookie cookie{.name = "a", .value = "b", .path = "/shop", .secure = false};
  EXPECT_EQ(cookie.expired().to_header().text(),
            "a=; Path=/shop; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax");
}

TEST(SetCookie, RefusesWhatBrowsersWouldReadDifferently) {
  const SetCookie bad[] = {
      {.name = "", .value = "b"},
      {.name = "a b", .value = "b"},
      {.name = "a=", .value = "b"},
      {.name = "a", .value = "b c"},
      {.name = "a", .value = "b;c"},
      {.name = "a", .value = "b,c"},
      {.name = "a", .value = "\"b\""},
      {.name = "a", .value = "b\\c"},
      {.name = "a", .value = "b\r\nSet-Cookie: c=d"},
      {.name = "a", .value = "caf\xc3\xa9"},
      {.name = "a", .value = std::string(4096, 'b')},
      {.name = "a", .value = "b", .path = ""},
      {.name = "a", .value = "b", .path = "shop"},
      {.name = "a", .value = "b", .path = "/;x"},
      {.name = "a", .value = "b", .domain = "a;b"},
      {.name = "__Secure-a", .value = "b", .secure = false},
      {.name = "__Host-a", .value = "b", .secure = false},
      {.name = "__Host-a", .value = "b", .path = "/shop"},
      {.name = "__host-a", .value = "b", .domain = "shop.example"},
      {.name = "a", .value = "b", .secure = false, .same_site = SameSite::none},
      {.name = "a", .value = "b", .secure = false, .partitioned = true},
  };
  for (const SetCookie& cookie : bad) {
    EXPECT_THROW((void)cookie.to_header(), Invalid) << cookie.name << '=' << cookie.value << ' ' << cookie.path;
  }
}

}  // namespace
}  // namespace tenon::http
