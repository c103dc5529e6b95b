#include <tenon/base/text/percent.hpp>

#include <gtest/gtest.h>

namespace tenon::text {
namespace {

TEST(Percent, KeepsUnreservedCharactersOnly) {
  constexpr std::string_view unreserved = "ABCXYZabcxyz0189-._~";
  EXPECT_EQ(percent_encode(unreserved), unreserved);
  EXPECT_EQ(percent_encode("a b/c?d=e&f+g%"), "a%20b%2Fc%3Fd%3De%26f%2Bg%25");
  EXPECT_EQ(percent_encode("\xc3\xa9"), "%C3%A9");
}

TEST(Percent, DecodesWhatItEncodesForEveryByte) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  EXPECT_EQ(percent_decode(percent_encode(bytes)), bytes);
}

TEST(Percent, DecodesDigitsOfEitherCase) {
  EXPECT_EQ(percent_decode("%c3%A9"), "\xc3\xa9");
  EXPECT_EQ(percent_decode("%00"), std::string(1, '\0'));
  EXPECT_EQ(percent_decode(""), "");
}

TEST(Percent, DecodesOnceAndNoMore) { EXPECT_EQ(percent_decode("%252F"), "%2F"); }

TEST(Percent, RefusesAnEscapeThatLacksADigit) {
  for (const char* text : {"%", "%4", "a%", "a%4", "%4g", "%g4", "%%41", "% 41", "%-1", "%+1", "%0x"}) {
    EXPECT_FALSE(percent_decode(text)) << text;
    EXPECT_FALSE(form_decode(text)) << text;
  }
}

TEST(Percent, TakesAPlusForASpaceInFormsOnly) {
  EXPECT_EQ(percent_decode("a+b%20c%2B"), "a+b c+");
  EXPECT_EQ(form_decode("a+b%20c%2B"), "a b c+");
}

}  // namespace
}  // namespace tenon::text
