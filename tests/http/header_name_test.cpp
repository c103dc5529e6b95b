#include <tenon/http/header_name.hpp>

#include <set>
#include <string>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>

namespace tenon::http {
namespace {

TEST(HeaderId, IsFoundForEachNameInAnyCase) {
  std::set<std::string> seen;
  for (std::size_t i = 1; i < known_header_count; ++i) {
    const auto id = static_cast<HeaderId>(i);
    const std::string name{name_of(id)};
    EXPECT_TRUE(seen.insert(text::to_lower(name)).second) << name << " is listed twice";
    EXPECT_TRUE(detail::is_token(name)) << name;
    EXPECT_EQ(header_id(name), id) << name;
    EXPECT_EQ(header_id(text::to_lower(name)), id) << name;
    EXPECT_EQ(header_id(text::to_upper(name)), id) << name;
  }
}

// One bit tells a capital from a small letter; the same bit makes other bytes out of '-'.
TEST(HeaderId, IsNotFoundForNamesThatAreNearlyKnown) {
  for (std::size_t i = 1; i < known_header_count; ++i) {
    const std::string name{name_of(static_cast<HeaderId>(i))};
    for (std::size_t at = 0; at < name.size(); ++at) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string other = name;
        other[at] = static_cast<char>(other[at] ^ (1 << bit));
        if (text::iequals(other, name)) continue;
        ASSERT_TRUE(text::iequals(name_of(header_id(other)), other) || header_id(other) == HeaderId::other) << other;
      }
    }
    EXPECT_EQ(header_id(name + "x"), HeaderId::other);
    EXPECT_EQ(header_id(name + name + name), HeaderId::other);
  }
  EXPECT_EQ(header_id(""), HeaderId::other);
  EXPECT_EQ(header_id("Content\rType"), HeaderId::other);
}

TEST(HeaderId, HasNoNameWhenOther) { EXPECT_EQ(name_of(HeaderId::other), ""); }

TEST(HeaderName, IsAnIdALiteralOrCheckedText) {
  const HeaderName known = header::etag;
  EXPECT_EQ(known.text(), "ETag");
  EXPECT_EQ(known.id(), HeaderId::etag);
  EXPECT_TRUE(known.is_static());

  const HeaderName literal = "content-type";
  EXPECT_EQ(literal.id(), HeaderId::content_type);
  EXPECT_TRUE(literal.is_static());

  const std::string text = "X-Shop";
  const HeaderName runtime{text};
  EXPECT_EQ(runtime.id(), HeaderId::other);
  EXPECT_EQ(runtime.text(), "X-Shop");
  EXPECT_FALSE(runtime.is_static());
}

TEST(HeaderName, RefusesTextThatIsNoToken) {
  using namespace std::string_literals;
  for (const std::string& text : {""s, "X Y"s, "X:"s, "X\r\nY"s, "X\0"s, "caf\xc3\xa9"s, std::string(257, 'x')}) {
    EXPECT_THROW((void)HeaderName{std::string_view{text}}, Invalid) << text;
  }
}

}  // namespace
}  // namespace tenon::http
