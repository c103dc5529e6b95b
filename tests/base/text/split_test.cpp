#include <tenon/base/text/split.hpp>

#include <gtest/gtest.h>

#include <iterator>
#include <string>
#include <vector>

namespace tenon::text {
namespace {

static_assert(std::input_iterator<Split::Iterator>);
static_assert(std::sentinel_for<std::default_sentinel_t, Split::Iterator>);

std::vector<std::string> parts(std::string_view text) {
  std::vector<std::string> result;
  for (const std::string_view part : split(text, ',')) result.emplace_back(part);
  return result;
}

TEST(Split, HasOnePartMoreThanSeparators) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(parts("a,b,c"), (Parts{"a", "b", "c"}));
  EXPECT_EQ(parts("a"), (Parts{"a"}));
  EXPECT_EQ(parts(""), (Parts{""}));
  EXPECT_EQ(parts(","), (Parts{"", ""}));
  EXPECT_EQ(parts(",a,,b,"), (Parts{"", "a", "", "b", ""}));
}

TEST(Split, GivesViewsIntoTheText) {
  const std::string text = "one,two";
  const Split both = split(text, ',');
  auto part = both.begin();
  EXPECT_EQ((*part).data(), text.data());
  part++;
  EXPECT_EQ((*part).data(), text.data() + 4);
}

TEST(SplitOnce, CutsAtTheFirstSeparator) {
  using Pair = std::pair<std::string_view, std::string_view>;
  EXPECT_EQ(split_once("a=b=c", '='), Pair("a", "b=c"));
  EXPECT_EQ(split_once("a=", '='), Pair("a", ""));
  EXPECT_EQ(split_once("=b", '='), Pair("", "b"));
  EXPECT_EQ(split_once("a", '='), Pair("a", ""));
}

}  // namespace
}  // namespace tenon::text
