#include <tenon/http/url.hpp>

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace tenon::http {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;
using Reason = UrlError::Reason;

Pairs pairs_of(const UrlPairs& parsed) {
  Pairs pairs;
  for (const auto& [name, value] : parsed) pairs.emplace_back(name, value);
  return pairs;
}

TEST(DecodePercent, DecodesEscapesAndLeavesThePlus) {
  std::string out = "kept ";
  EXPECT_TRUE(decode_percent("a%20b+c%2F%c3%A9", out));
  EXPECT_EQ(out, "kept a b+c/\xc3\xa9");
}

TEST(DecodePercent, RefusesWhatIsNoText) {
  for (const char* text : {"%", "%4", "%4g", "%g4", "a%", "%00", "%ff", "%c3", "%ed%a0%80", "%c0%af"}) {
    std::string out;
    EXPECT_FALSE(decode_percent(text, out)) << text;
  }
}

TEST(UrlPairs, SplitsAndDecodes) {
  struct Row {
    const char* text;
    Pairs pairs;
  };
  const Row rows[] = {
      {"", {}},
      {"&&", {}},
      {"a", {{"a", ""}}},
      {"a=", {{"a", ""}}},
      {"=b", {{"", "b"}}},
      {"a=b&c=d", {{"a", "b"}, {"c", "d"}}},
      {"a=b=c", {{"a", "b=c"}}},
      {"a=1&a=2", {{"a", "1"}, {"a", "2"}}},
      {"a+b=c+d%2Be", {{"a b", "c d+e"}}},
      {"caf%C3%A9=%E2%82%AC&x=y", {{"caf\xc3\xa9", "\xe2\x82\xac"}, {"x", "y"}}},
      {"filter[price]=1&a;b=2", {{"filter[price]", "1"}, {"a;b", "2"}}},
  };
  for (const Row& row : rows) {
    const auto parsed = UrlPairs::parse(row.text);
    ASSERT_TRUE(parsed) << row.text;
    EXPECT_EQ(pairs_of(*parsed), row.pairs) << row.text;
  }
}

TEST(UrlPairs, SayWhyAndWhereTheyRefuse) {
  struct Row {
    const char* text;
    Reason reason;
    std::size_t offset;
  };
  const Row rows[] = {
      {"a=%", Reason::bad_escape, 2},      {"a=b&c=%4", Reason::bad_escape, 6}, {"%zz=1", Reason::bad_escape, 0},
      {"a=b&c%=1", Reason::bad_escape, 4}, {"a=%ff", Reason::bad_text, 2},      {"a=%00", Reason::bad_text, 2},
      {"a=\xff", Reason::bad_text, 2},     {"x&\xc3=1", Reason::bad_text, 2},
  };
  for (const Row& row : rows) {
    const auto parsed = UrlPairs::parse(row.text);
    ASSERT_FALSE(parsed) << row.text;
    EXPECT_EQ(parsed.error().reason, row.reason) << row.text << ": " << to_string(parsed.error().reason);
    EXPECT_EQ(parsed.error().offset, row.offset) << row.text;
  }
}

TEST(UrlPairs, AreLimited) {
  std::string text;
  for (std::size_t i = 0; i < UrlPairs::max_size; ++i) text += "a=b&";
  EXPECT_EQ((*UrlPairs::parse(text)).size(), UrlPairs::max_size);
  const auto parsed = UrlPairs::parse(text + "c");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().reason, Reason::too_many_pairs);
}

TEST(UrlPairs, FindTheFirstAndCount) {
  const auto parsed = UrlPairs::parse("a=1&b=2&a=3");
  ASSERT_TRUE(parsed);
  EXPECT_EQ((*parsed).find("a"), "1");
  EXPECT_EQ((*parsed).count("a"), 2u);
  EXPECT_EQ((*parsed).find("c"), std::nullopt);
  EXPECT_EQ((*parsed).count("c"), 0u);
}

TEST(UrlPairs, KeepDecodedTextWhenMoved) {
  auto parsed = UrlPairs::parse("a=%41");
  UrlPairs moved = std::move(parsed).value();
  const UrlPairs again = std::move(moved);
  EXPECT_EQ(again.find("a"), "A");
}

}  // namespace
}  // namespace tenon::http
