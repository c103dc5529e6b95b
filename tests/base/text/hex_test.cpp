#include <tenon/base/text/hex.hpp>

#include <gtest/gtest.h>

#include <array>

namespace tenon::text {
namespace {

TEST(Hex, WritesSmallLettersAndReadsBoth) {
  EXPECT_EQ(hex_encode(std::string_view("\x00\x7f\xab\xff", 4)), "007fabff");
  EXPECT_EQ(hex_encode(std::array<std::uint8_t, 2>{0x0a, 0xf0}), "0af0");
  EXPECT_EQ(hex_decode("007fABff"), std::string("\x00\x7f\xab\xff", 4));
  EXPECT_EQ(hex_decode(""), "");
}

TEST(Hex, ReadsBackEveryByte) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  EXPECT_EQ(hex_decode(hex_encode(bytes)), bytes);
}

TEST(Hex, RefusesOddLengthsAndOtherCharacters) {
  for (const char* text : {"0", "000", "0g", "g0", "0x", "-1", " 0", "0 ",
                           "\xff"
                           "0"})
    EXPECT_FALSE(hex_decode(text)) << text;
}

}  // namespace
}  // namespace tenon::text
