#include <gtest/gtest.h>

#include <tenon/base/uuid.hpp>
#include <tenon/http/results.hpp>
#include <tenon/json/write.hpp>

namespace tenon::http {
namespace {

struct Thing {
  int id = 0;
};

TEST(Created, FillsItsLocationWithEncodedValues) {
  EXPECT_EQ((Created{Thing{7}, "/things/{}", 7}.location), "/things/7");
  EXPECT_EQ((Created{Thing{}, "/shops/{}/things/{}", "a b/c", 7}.location), "/shops/a%20b%2Fc/things/7");
  EXPECT_EQ((Created{Thing{}, "/things"}.location), "/things");
  const Uuid id = Uuid::parse("0190163d-8694-739b-aea5-966c26f8ad91").value();
  EXPECT_EQ((Created{Thing{}, "/things/{}", id}.location), "/things/0190163d-8694-739b-aea5-966c26f8ad91");
}

TEST(Created, KeepsItsValue) { EXPECT_EQ((Created{Thing{7}, "/things/{}", 7}.value.id), 7); }

TEST(Page, IsItemsAndACursorOnTheWire) {
  EXPECT_EQ(json::to_string(Page<Thing>{{{1}, {2}}, "abc"}), R"({"items":[{"id":1},{"id":2}],"nextCursor":"abc"})");
  EXPECT_EQ(json::to_string(Page<Thing>{}), R"({"items":[],"nextCursor":null})");
}

}  // namespace
}  // namespace tenon::http
