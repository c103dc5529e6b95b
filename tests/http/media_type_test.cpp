#include <tenon/http/media_type.hpp>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

TEST(MediaType, IsComparedWithoutCaseAndParameters) {
  const auto media = MediaType::parse(" Application/JSON ; Charset=UTF-8;; x=\"a;\\\"b\" ");
  ASSERT_TRUE(media);
  EXPECT_TRUE(media->is("application/json"));
  EXPECT_FALSE(media->is("application/jsonp"));
  EXPECT_FALSE(media->is("application"));
  EXPECT_EQ(media->type(), "Application");
  EXPECT_EQ(media->subtype(), "JSON");
  EXPECT_EQ(media->parameter("charset"), "UTF-8");
  EXPECT_EQ(media->parameter("X"), "a;\\\"b");
  EXPECT_EQ(media->parameter("boundary"), std::nullopt);
}

TEST(MediaType, KnowsJsonAndFormatsOnTopOfIt) {
  for (const char* text : {"application/json", "application/problem+json", "APPLICATION/vnd.api+JSON; a=b"}) {
    EXPECT_TRUE(MediaType::parse(text)->is_json()) << text;
  }
  for (const char* text : {"text/json", "application/jsonp", "application/+json", "application/xml", "text/plain"}) {
    EXPECT_FALSE(MediaType::parse(text)->is_json()) << text;
  }
}

TEST(MediaType, TellsWhetherItsTextIsUtf8) {
  for (const char* text : {"text/plain", "text/plain; charset=utf-8", "text/plain; charset=\"UTF-8\""}) {
    EXPECT_TRUE(MediaType::parse(text)->is_utf8()) << text;
  }
  EXPECT_FALSE(MediaType::parse("text/plain; charset=latin1")->is_utf8());
}

TEST(MediaType, RefusesWhatIsNone) {
  for (const char* text : {"", "text", "text/", "/plain", "text / plain", "text/plain/x", "text/plain charset=utf-8",
                           "text/plain; charset", "text/plain; charset=", "text/plain; =utf-8", "text/plain; a=\"b",
                           "text/plain; a=b c", "text/plain, text/html", "text/pl\x01in"}) {
    EXPECT_FALSE(MediaType::parse(text)) << text;
  }
}

}  // namespace
}  // namespace tenon::http
