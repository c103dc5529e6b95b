#include <tenon/http/response.hpp>

#include <string>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

TEST(Response, IsMadeWithItsTypeAndBody) {
  EXPECT_EQ(Response{}.status(), Status::ok);
  EXPECT_EQ(Response{}.bytes(), "");
  EXPECT_EQ(Response::no_content().status(), Status::no_content);

  const Response text = Response::text("hi", Status::accepted);
  EXPECT_EQ(text.status(), Status::accepted);
  EXPECT_EQ(text.headers().get(header::content_type), "text/plain; charset=utf-8");
  EXPECT_EQ(text.bytes(), "hi");
  EXPECT_EQ(Response::html("<p>").headers().get(header::content_type), "text/html; charset=utf-8");

  Buffer document;
  document.append("{}");
  const Response json = Response::json_text(std::move(document));
  EXPECT_EQ(json.headers().get(header::content_type), "application/json");
  EXPECT_EQ(json.bytes(), "{}");

  constexpr std::string_view bytes = "constant";
  EXPECT_EQ(Response::constant(bytes, "text/css").bytes()->data(), bytes.data());
}

TEST(Response, KnowsTheSizeOfItsBodyOrThatNobodyDoes) {
  const auto source = [] { return [](BodyWriter&) -> async::Task<> { co_return; }; };
  EXPECT_EQ(Response{}.body_size(), 0u);
  EXPECT_EQ(Response::text("four").body_size(), 4u);
  EXPECT_EQ(Response::file({async::Fd{}, 10, 5}, "image/png").body_size(), 5u);
  EXPECT_EQ(Response::file({async::Fd{}, 10, 5}, "image/png").bytes(), std::nullopt);
  EXPECT_EQ(Response::stream(source(), "text/csv").body_size(), std::nullopt);
  EXPECT_EQ(Response::stream(source(), "text/csv", 9).body_size(), 9u);
}

TEST(Response, IsMovedWhole) {
  Response first =
      Response::text(std::string(100, 'a')).with(header::etag, std::string{"\"long enough for the heap\""});
  first.set_close();
  const Response second = std::move(first);
  EXPECT_EQ(second.bytes(), std::string(100, 'a'));
  EXPECT_EQ(second.headers().get(header::etag), "\"long enough for the heap\"");
  EXPECT_TRUE(second.close());
}

TEST(Response, RedirectsWithinTheApplicationOnly) {
  const Response response = Response::redirect("/orders/7?a=b#c");
  EXPECT_EQ(response.status(), Status::see_other);
  EXPECT_EQ(response.headers().get(header::location), "/orders/7?a=b#c");
  EXPECT_EQ(Response::redirect("/", Status::permanent_redirect).status(), Status::permanent_redirect);

  for (const char* target :
       {"", "orders", "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", " /orders", "javascript:alert(1)", "/a\r\nSet-Cookie: b=c", "/caf\xc3\xa9"}) {
    EXPECT_THROW((void)Response::redirect(target), Invalid) << target;
  }
}

TEST(Response, RedirectsAwayWhenItIsMeant) {
  EXPECT_EQ(Response::redirect_away("https://pay.example/x").headers().get(header::location), "https://pay.example/x");
  EXPECT_THROW((void)Response::redirect_away("https://pay.example/a b"), Invalid);
  EXPECT_THROW((void)Response::redirect_away(""), Invalid);
}

}  // namespace
}  // namespace tenon::http
