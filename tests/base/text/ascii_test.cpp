#include <tenon/base/text/ascii.hpp>

#include <gtest/gtest.h>

namespace tenon::text {
namespace {

TEST(Ascii, KnowsLettersAndDigitsWhateverTheLocale) {
  std::string letters;
  std::string digits;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    if (is_alpha(c)) letters += c;
    if (is_digit(c)) digits += c;
    EXPECT_EQ(is_alnum(c), is_alpha(c) || is_digit(c));
  }
  EXPECT_EQ(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(digits, "0123456789");
}

TEST(Ascii, ChangesTheCaseOfLettersOnly) {
  EXPECT_EQ(to_lower("ABC xyz [@`{ \xc3\x84"), "abc xyz [@`{ \xc3\x84");
  EXPECT_EQ(to_upper("ABC xyz [@`{ \xc3\xa4"), "ABC XYZ [@`{ \xc3\xa4");
}

TEST(Ascii, ComparesWithoutCase) {
  EXPECT_TRUE(iequals("Content-Type", "content-TYPE"));
  EXPECT_TRUE(iequals("", ""));
  EXPECT_FALSE(iequals("a", "ab"));
  EXPECT_FALSE(iequals("[", "{"));  // these, too, differ by 32
  EXPECT_FALSE(iequals("\xc3\x84", "\xc3\xa4"));
}

TEST(Ascii, TrimsSpacesAndTabsOnly) {
  EXPECT_EQ(trim(" \t a b\t "), "a b");
  EXPECT_EQ(trim("\na\r"), "\na\r");
  EXPECT_EQ(trim(" \t "), "");
  EXPECT_EQ(trim(""), "");
}

}  // namespace
}  // namespace tenon::text
