#include <tenon/json/checked_text.hpp>

#include <gtest/gtest.h>

#include <string>

#include <tenon/base/error.hpp>

namespace tenon {
namespace {

template <class T, class Value>
std::string code_of(Value value) {
  try {
    (void)T(value);
  } catch (const Invalid& error) {
    return error.code();
  }
  return "allowed";
}

TEST(CheckedText, CountsCodePoints) {
  EXPECT_EQ((code_of<Text<2, 3>>("a")), "too_short");
  EXPECT_EQ((code_of<Text<2, 3>>("ab")), "allowed");
  EXPECT_EQ((code_of<Text<2, 3>>("abc")), "allowed");
  EXPECT_EQ((code_of<Text<2, 3>>("abcd")), "too_long");
  EXPECT_EQ((code_of<Text<2, 3>>("\u00e4")), "too_short");
  EXPECT_EQ((code_of<Text<2, 3>>("\u00e4\u00f6\u00fc")), "allowed");
  EXPECT_EQ((code_of<Text<2, 3>>("\U0001f600\U0001f600\U0001f600")), "allowed");
  EXPECT_EQ((code_of<Text<2, 3>>("\U0001f600\U0001f600\U0001f600\U0001f600")), "too_long");
}

TEST(CheckedText, HasNoUpperBoundUnlessGiven) {
  EXPECT_EQ(code_of<Text<1>>(std::string(100000, 'x')), "allowed");
  EXPECT_EQ(code_of<Text<1>>(""), "too_short");
}

TEST(CheckedText, SaysTheLimit) {
  try {
    (void)Text<1, 5>("");
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.detail(), "Must have at least 1 character.");
  }
  try {
    (void)Text<1, 5>("abcdef");
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.detail(), "Must have at most 5 characters.");
  }
}

TEST(CheckedText, BehavesLikeAConstString) {
  const Text<1, 9> text = "abc";
  const std::string& reference = text;
  const std::string_view view = text;
  const std::string copy = text;
  EXPECT_EQ(reference, "abc");
  EXPECT_EQ(view, "abc");
  EXPECT_EQ(copy, "abc");
  EXPECT_EQ(text, "abc");
  EXPECT_EQ(text, std::string("abc"));
  EXPECT_EQ(text, (Text<2, 4>("abc")));
  EXPECT_LT(text, "abd");
  EXPECT_EQ(text.size(), 3U);
  EXPECT_FALSE(text.empty());
}

TEST(CheckedText, ChecksWhatIsAssigned) {
  Text<1, 3> text = "abc";
  EXPECT_THROW(text = "abcd", Invalid);
  EXPECT_EQ(text, "abc");
  text = std::string("x");
  EXPECT_EQ(text, "x");
}

TEST(CheckedText, IsEmptyByDefault) { EXPECT_TRUE((Text<3, 5>()).empty()); }

}  // namespace
}  // namespace tenon
