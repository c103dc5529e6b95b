#include <tenon/base/text/base64.hpp>

#include <gtest/gtest.h>

#include <array>

namespace tenon::text {
namespace {

TEST(Base64, AgreesWithTheVectorsOfTheRfc) {  // RFC 4648, 10
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64_encode(std::string_view(bytes)), text);
    EXPECT_EQ(base64_decode(text), bytes);
    const std::string unpadded(text, std::string_view(text).find_last_not_of('=') + 1);
    EXPECT_EQ(base64url_encode(std::string_view(bytes)), unpadded);
    EXPECT_EQ(base64url_decode(unpadded), bytes);
  }
}

TEST(Base64, ReadsBackBytesOfEveryValueAndEveryLength) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
    EXPECT_EQ(base64url_decode(base64url_encode(bytes)), bytes);
    bytes += static_cast<char>(i * 7);
  }
}

TEST(Base64, DiffersInTwoCharactersBetweenTheAlphabets) {
  EXPECT_EQ(base64_encode(std::string_view("\xfb\xff\xfe")), "+//+");
  EXPECT_EQ(base64url_encode(std::string_view("\xfb\xff\xfe")), "-__-");
  EXPECT_FALSE(base64_decode("-__-"));
  EXPECT_FALSE(base64url_decode("+//+"));
}

TEST(Base64, TakesBytesAsASpan) {
  constexpr std::array<std::uint8_t, 3> bytes{0xfb, 0xff, 0xfe};
  EXPECT_EQ(base64_encode(bytes), "+//+");
  EXPECT_EQ(base64url_encode(bytes), "-__-");
}

TEST(Base64, RefusesWrongPadding) {
  for (const char* text :
       {"Zg", "Zg=", "Zg===", "Z===", "====", "=", "==", "Zm9v=", "Zm9v====", "Zg==Zg==", "Z=g=", "=Zg="}) {
    EXPECT_FALSE(base64_decode(text)) << text;
  }
  for (const char* text : {"Zg==", "Zm8=", "Z", "Zm9vY", "="}) EXPECT_FALSE(base64url_decode(text)) << text;
}

TEST(Base64, RefusesForeignCharactersAndLineBreaks) {
  for (const char* text : {"Zm9\n", "Zm 9", "Zm9v\r\nYmFy", "Zm9\x80", "Zm9.", "Zm9v\n"}) {
    EXPECT_FALSE(base64_decode(text)) << text;
    EXPECT_FALSE(base64url_decode(text)) << text;
  }
  EXPECT_FALSE(base64_decode(std::string_view("Zm9\0", 4)));
}

TEST(Base64, RefusesASecondTextForTheSameBytes) {
  EXPECT_FALSE(base64_decode("Zh=="));  // as "Zg==", but for a bit that stands for nothing
  EXPECT_FALSE(base64_decode("Zm9="));
  EXPECT_FALSE(base64url_decode("Zh"));
  EXPECT_FALSE(base64url_decode("Zm9"));
}

}  // namespace
}  // namespace tenon::text
