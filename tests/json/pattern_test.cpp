#include <tenon/json/pattern.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include <tenon/base/error.hpp>

namespace tenon {
namespace {

template <FixedString expression>
bool matches(std::string_view text) {
  try {
    (void)Pattern<expression, 100'000>(text);
    return true;
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "pattern");
    return false;
  }
}

/// Of the texts between commas, those that match.
template <FixedString expression>
std::string matching(std::vector<std::string> texts) {
  std::string result;
  for (const std::string& text : texts) {
    if (matches<expression>(text)) result += text + ",";
  }
  return result;
}

TEST(Pattern, FindsAnywhereUnlessAnchored) {
  EXPECT_EQ(matching<"b">({"b", "abc", "", "ac"}), "b,abc,");
  EXPECT_EQ(matching<"^b">({"b", "bc", "ab"}), "b,bc,");
  EXPECT_EQ(matching<"b$">({"b", "ab", "ba"}), "b,ab,");
  EXPECT_EQ(matching<"^b$">({"b", "ab", "ba", "b\n"}), "b,");
  EXPECT_EQ(matching<"^">({"", "x"}), ",x,");
  EXPECT_EQ(matching<"">({"", "x"}), ",x,");
  EXPECT_EQ(matching<"^$">({"", "x"}), ",");
}

TEST(Pattern, KnowsQuantifiers) {
  EXPECT_EQ(matching<"^a*$">({"", "a", "aaa", "b"}), ",a,aaa,");
  EXPECT_EQ(matching<"^a+$">({"", "a", "aaa"}), "a,aaa,");
  EXPECT_EQ(matching<"^a?b$">({"b", "ab", "aab"}), "b,ab,");
  EXPECT_EQ(matching<"^a{2}$">({"a", "aa", "aaa"}), "aa,");
  EXPECT_EQ(matching<"^a{2,}$">({"a", "aa", "aaaa"}), "aa,aaaa,");
  EXPECT_EQ(matching<"^a{1,3}$">({"", "a", "aaa", "aaaa"}), "a,aaa,");
  EXPECT_EQ(matching<"^a{0}b{0,1}$">({"", "b", "a"}), ",b,");
  EXPECT_EQ(matching<"^a+?b*?c??$">({"a", "abbc", "b"}), "a,abbc,");
  EXPECT_EQ(matching<"^(ab){2,3}$">({"ab", "abab", "ababab", "abababab"}), "abab,ababab,");
  EXPECT_EQ(matching<"^(a{1,2}){2}$">({"a", "aa", "aaaa", "aaaaa"}), "aa,aaaa,");
}

TEST(Pattern, KnowsAlternativesAndGroups) {
  EXPECT_EQ(matching<"^(?:cat|dog|)$">({"cat", "dog", "", "catdog"}), "cat,dog,,");
  EXPECT_EQ(matching<"^a(b|c(d|e))*f$">({"af", "abf", "acdcef", "acf"}), "af,abf,acdcef,");
  EXPECT_EQ(matching<"^a|b$">({"ax", "xb", "xax"}), "ax,xb,");
  EXPECT_EQ(matching<"^(a|b|c|d)$">({"a", "b", "c", "d", "e"}), "a,b,c,d,");
}

TEST(Pattern, KnowsClasses) {
  EXPECT_EQ(matching<"^[abc]$">({"a", "c", "d", "ab"}), "a,c,");
  EXPECT_EQ(matching<"^[^abc]$">({"a", "d", ""}), "d,");
  EXPECT_EQ(matching<"^[a-cx-z_-]+$">({"ax", "b-_", "d"}), "ax,b-_,");
  EXPECT_EQ(matching<"^[-a]$">({"-", "a", "b"}), "-,a,");
  EXPECT_EQ(matching<"^[\\]\\\\^]$">({"]", "\\", "^", "a"}), "],\\,^,");
  EXPECT_EQ(matching<"^[\\d.]+$">({"1.5", "a"}), "1.5,");
  EXPECT_EQ(matching<"^[^\\d]$">({"1", "a"}), "a,");
  EXPECT_EQ(matching<"^[\\D]$">({"1", "a"}), "a,");
  EXPECT_EQ(matching<"^[]$">({"", "a"}), "");
  EXPECT_EQ(matching<"^[^]$">({"\n", "a", ""}), "\n,a,");
}

TEST(Pattern, KnowsEscapes) {
  EXPECT_EQ(matching<"^\\d\\D\\w\\W\\s\\S$">({"1a_- x", "aa_- x"}), "1a_- x,");
  EXPECT_EQ(matching<"^\\.\\*\\/$">({".*/", "a*/"}), ".*/,");
  EXPECT_EQ(matching<"^\\x41\\u0042\\u{43}$">({"ABC"}), "ABC,");
  EXPECT_EQ(matching<"^\\t\\n\\r$">({"\t\n\r"}), "\t\n\r,");
  EXPECT_EQ(matching<"^.$">({"a", "\n", "\r", "\u2028"}), "a,");
}

TEST(Pattern, KnowsWordBoundaries) {
  EXPECT_EQ(matching<"\\bcat\\b">({"cat", "a cat!", "concat", "cats"}), "cat,a cat!,");
  EXPECT_EQ(matching<"\\Bcat">({"concat", "cat"}), "concat,");
}

TEST(Pattern, TakesCodePointsForCharacters) {
  EXPECT_EQ(matching<"^.{2}$">({"\u00e4\u00f6", "\U0001f600\U0001f600", "\u00e4"}),
            "\u00e4\u00f6,\U0001f600\U0001f600,");
  EXPECT_EQ(matching<"^[\u00e0-\u00ff]$">({"\u00e4", "a", "\u0100"}), "\u00e4,");
  EXPECT_EQ(matching<"^\u20ac+$">({"\u20ac\u20ac"}), "\u20ac\u20ac,");
  EXPECT_EQ(matching<"^\\u{1F600}$">({"\U0001f600"}), "\U0001f600,");
  EXPECT_FALSE(matches<"^[a-z]$">("\xff"));
}

TEST(Pattern, MatchesWhatApplicationsUse) {
  using Slug = Pattern<"^[a-z0-9]+(-[a-z0-9]+)*$">;
  EXPECT_EQ(Slug("organic-bib-2"), "organic-bib-2");
  EXPECT_THROW(Slug("-bib"), Invalid);
  EXPECT_THROW(Slug("bib--2"), Invalid);
  EXPECT_TRUE(matches<"^[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}$">("DE89 3704 0044 0532"));
  EXPECT_TRUE(matches<"^(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$">("192.168.0.255"));
  EXPECT_FALSE(matches<"^(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$">("192.168.0.256"));
}

TEST(Pattern, RefusesLongTextsUnmatched) {
  using Letters = Pattern<"^a*$">;
  EXPECT_EQ(Letters(std::string(1024, 'a')).size(), 1024U);
  const auto code_of = [](auto make) -> std::string {
    try {
      make();
      return "";
    } catch (const Invalid& error) {
      return error.code();
    }
  };
  EXPECT_EQ(code_of([] { (void)Letters(std::string(1025, 'a')); }), "too_long");
  EXPECT_EQ(code_of([] { (void)Letters(std::string(1025, 'b')); }), "too_long");
  EXPECT_EQ(code_of([] { (void)Pattern<"b", 3>("\u00e4\u00f6b"); }), "");
  EXPECT_EQ(code_of([] { (void)Pattern<"b", 3>("\u00e4\u00f6bc"); }), "too_long");
}

// A backtracking matcher would need longer than the universe is old.
TEST(Pattern, TakesTimeInProportionToTheText) {
  const std::string text = std::string(50000, 'a') + "!";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(matches<"^(a+)+$">(text));
  EXPECT_FALSE(matches<"^(a|aa)+$">(text));
  EXPECT_FALSE(matches<"^(a*)*$">(text));
  EXPECT_FALSE(matches<"(.*a){20}b">(text.substr(0, 2000)));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace tenon
