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

TEST(Ascii, KnowsTheValueOfHexadecimalDigitsOnly) {
  std::string digits;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    if (hex_value(c) >= 0) digits += c + std::to_string(hex_value(c)) + " ";
  }
  EXPECT_EQ(digits, "00 11 22 33 44 55 66 77 88 99 A10 B11 C12 D13 E14 F15 a10 b11 c12 d13 e14 f15 ");
}

TEST(Ascii, TakesSpaceAndTabForBlank) {
  std::string blanks;
  for (int byte = 0; byte < 256; ++byte) {
    if (is_blank(static_cast<char>(byte))) blanks += static_cast<char>(byte);
  }
  EXPECT_EQ(blanks, "\t ");
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
