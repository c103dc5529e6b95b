#include <tenon/http/entity_tag.hpp>

#include <string>

#include <gtest/gtest.h>

#include <tenon/base/error.hpp>

namespace tenon::http {
namespace {

TEST(EntityTag, ReadsBackWhatItWrites) {
  for (const EntityTag& tag : {EntityTag::strong("v7"), EntityTag::weak("a,b"), EntityTag::strong("")}) {
    EXPECT_EQ(EntityTag::parse(tag.to_header().text()), tag);
  }
  EXPECT_EQ(EntityTag::strong("v7").to_header().text(), "\"v7\"");
  EXPECT_EQ(EntityTag::weak("v7").to_header().text(), "W/\"v7\"");
}

TEST(EntityTag, RefusesTextWithoutQuotesOrWithBytesItCannotHold) {
  for (const char* text : {"", "v7", "\"", "\"a", "a\"", "w/\"a\"", "W/a", "W /\"a\"", "\"a b\"", "\"a\"b\"",
                           "\"a\x7f\"", "\"a\" ", "*"}) {
    EXPECT_FALSE(EntityTag::parse(text)) << text;
  }
  for (const char* opaque : {"a b", "a\"", "a\r\n"}) {
    EXPECT_THROW((void)EntityTag::strong(opaque), Invalid) << opaque;
  }
}

TEST(EntityTag, ComparesStronglyAndWeakly) {
  const EntityTag strong = EntityTag::strong("1");
  const EntityTag weak = EntityTag::weak("1");
  EXPECT_TRUE(strong.matches_strongly(strong));
  EXPECT_FALSE(strong.matches_strongly(weak));
  EXPECT_FALSE(weak.matches_strongly(weak));
  EXPECT_TRUE(strong.matches_weakly(weak));
  EXPECT_TRUE(weak.matches_weakly(weak));
  EXPECT_FALSE(strong.matches_weakly(EntityTag::strong("2")));
}

TEST(EntityTag, IsAnotherOneInAContentCoding) {
  const EntityTag tag = EntityTag::strong("v7");
  EXPECT_EQ(tag.coded("gzip").to_header().text(), "\"v7--gzip\"");
  for (const char* coding : {"gzip", "br", "zstd"}) EXPECT_EQ(tag.coded(coding).uncoded(), tag) << coding;
  EXPECT_EQ(EntityTag::weak("v7").coded("gzip"), EntityTag::weak("v7"));
  EXPECT_EQ(tag.uncoded(), tag);
  EXPECT_EQ(EntityTag::strong("--gzip").uncoded(), EntityTag::strong(""));
}

}  // namespace
}  // namespace tenon::http
