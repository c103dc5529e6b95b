#include <gtest/gtest.h>
#include <set>
#include <string>

#include <tenon/http/content_tag.hpp>
#include <tenon/http/middleware/conditional_get.hpp>

#include "../support/asking.hpp"

namespace tenon::http {
namespace {

using test::ask;

Service conditional(std::function<Response(Request&)> handler) {
  return test::with_hooks(std::make_shared<ConditionalGet>(), std::move(handler));
}

Service conditional(std::string text) {
  return conditional([text](Request&) { return Response::text(text).with(header::cache_control, "no-cache"); });
}

TEST(ConditionalGet, GivesEqualAnswersEqualTagsAndOthersOthers) {
  const auto tag = [](const std::string& text) {
    return std::string(ask(conditional(text), RequestBuilder{Method::get, "/"}).headers().get(header::etag));
  };
  EXPECT_EQ(tag("a"), tag("a"));
  EXPECT_NE(tag("a"), tag("b"));
  EXPECT_TRUE(tag("a").starts_with('"'));
}

TEST(ConditionalGet, AnswersAKnownTagWith304AndNoBody) {
  const Service service = conditional("hello");
  const Response first = ask(service, RequestBuilder{Method::get, "/"});
  const std::string tag{first.headers().get(header::etag)};
  for (const std::string& sent : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const Response second = ask(service, RequestBuilder{Method::get, "/"}.header("If-None-Match", sent));
    EXPECT_EQ(second.status(), Status::not_modified) << sent;
    EXPECT_EQ(second.bytes(), "") << sent;
    EXPECT_EQ(second.headers().get(header::etag), tag) << sent;
    EXPECT_EQ(second.headers().get(header::cache_control), "no-cache") << sent;
    EXPECT_FALSE(second.headers().contains(header::content_type)) << sent;
  }
  EXPECT_EQ(ask(service, RequestBuilder{Method::get, "/"}.header("If-None-Match", "\"other\"")).bytes(), "hello");
}

TEST(ConditionalGet, AnswersHeadTheSameWay) {
  const Service service = conditional("hello");
  const std::string tag{ask(service, RequestBuilder{Method::get, "/"}).headers().get(header::etag)};
  EXPECT_EQ(ask(service, RequestBuilder{Method::head, "/"}.header("If-None-Match", tag)).status(),
            Status::not_modified);
}

TEST(ConditionalGet, UsesTheValidatorsOfTheHandler) {
  const Service tagged = conditional([](Request&) { return Response::text("x").with(header::etag, "\"v7\""); });
  EXPECT_EQ(ask(tagged, RequestBuilder{Method::get, "/"}.header("If-None-Match", "\"v7\"")).status(),
            Status::not_modified);
  const Service dated = conditional(
      [](Request&) { return Response::text("x").with(header::last_modified, "Sun, 06 Nov 1994 08:49:37 GMT"); });
  const auto since = [&](std::string date) {
    return ask(dated, RequestBuilder{Method::get, "/"}.header("If-Modified-Since", std::move(date))).status();
  };
  EXPECT_EQ(since("Sun, 06 Nov 1994 08:49:37 GMT"), Status::not_modified);
  EXPECT_EQ(since("Sun, 06 Nov 1994 08:49:36 GMT"), Status::ok);
}

TEST(ConditionalGet, RefusesAStateThatTheClientDoesNotKnow) {
  EXPECT_EQ(ask(conditional("x"), RequestBuilder{Method::get, "/"}.header("If-Match", "\"other\"")).status(),
            Status::precondition_failed);
}

TEST(ConditionalGet, LeavesOtherAnswersAlone) {
  for (const Status status : {Status::created, Status::not_found, Status::internal_server_error}) {
    const Service service = conditional([status](Request&) { return Response::text("x", status); });
    const Response response = ask(service, RequestBuilder{Method::get, "/"}.header("If-None-Match", "*"));
    EXPECT_EQ(response.status(), status);
    EXPECT_FALSE(response.headers().contains(header::etag));
  }
  const Response posted = ask(conditional("x"), RequestBuilder{Method::post, "/"}.header("If-None-Match", "*"));
  EXPECT_EQ(posted.status(), Status::ok);
  EXPECT_FALSE(posted.headers().contains(header::etag));
}

TEST(ContentTag, DiffersForTextsThatDifferInOneBitOrInLength) {
  std::set<std::string> tags;
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string text(size, '\0');
    EXPECT_TRUE(tags.insert(content_tag(text).opaque()).second) << size;
    for (std::size_t bit = 0; bit < 8 * size; ++bit) {
      std::string changed = text;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
      ASSERT_TRUE(tags.insert(content_tag(changed).opaque()).second) << size << " bit " << bit;
    }
  }
}

}  // namespace
}  // namespace tenon::http
