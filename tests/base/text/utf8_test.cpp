#include <tenon/base/text/utf8.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace tenon::text {
namespace {

constexpr std::size_t fine = std::string_view::npos;

/// RFC 3629 read literally: decode by the first byte, then ask whether the result needed that many bytes.
std::size_t slow_find_invalid(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
    };
    std::size_t size = 0;
    std::uint32_t value = 0;
    if (byte(0) < 0x80)
      size = 1, value = byte(0);
    else if (byte(0) >> 5 == 6)
      size = 2, value = byte(0) & 0x1f;
    else if (byte(0) >> 4 == 14)
      size = 3, value = byte(0) & 0x0f;
    else if (byte(0) >> 3 == 30)
      size = 4, value = byte(0) & 0x07;
    if (size == 0 || at + size > text.size()) return at;
    for (std::size_t i = 1; i < size; ++i) {
      if (byte(i) >> 6 != 2) return at;
      value = value << 6 | (byte(i) & 0x3f);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return at;
    at += size;
  }
  return fine;
}

TEST(Utf8, AcceptsEveryScalarValueAndNoOther) {
  for (std::uint32_t value = 0; value <= 0x10ffff; ++value) {
    char bytes[4];
    const char* const end = write_utf8(bytes, value);
    const std::string_view text(bytes, end);
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    ASSERT_EQ(is_utf8(text), !surrogate) << std::hex << value;
    ASSERT_EQ(slow_find_invalid(text), surrogate ? 0 : fine) << std::hex << value;
  }
}

TEST(Utf8, JudgesEveryPairAndTripleOfBytesAsTheRfcDoes) {
  std::string text(3, '\0');
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      text[0] = static_cast<char>(first);
      text[1] = static_cast<char>(second);
      ASSERT_EQ(find_invalid_utf8(text.substr(0, 2)), slow_find_invalid(text.substr(0, 2)));
      for (const int third : {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xe0, 0xf4, 0xff}) {
        text[2] = static_cast<char>(third);
        ASSERT_EQ(find_invalid_utf8(text), slow_find_invalid(text)) << first << ' ' << second << ' ' << third;
      }
    }
  }
}

TEST(Utf8, JudgesFourBytesAsTheRfcDoes) {
  for (int first = 0xee; first < 256; ++first) {
    for (int second = 0x70; second < 0xd0; ++second) {
      for (const int last : {0x7f, 0x80, 0xbf, 0xc0}) {
        const std::string text{static_cast<char>(first), static_cast<char>(second), '\x80', static_cast<char>(last)};
        ASSERT_EQ(find_invalid_utf8(text), slow_find_invalid(text)) << first << ' ' << second << ' ' << last;
      }
    }
  }
}

TEST(Utf8, FindsABadByteAtEveryOffsetOfALongText) {
  for (const std::string_view filler : {"a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8d\x9e"}) {
    std::string text;
    while (text.size() < 100) text += filler;
    EXPECT_EQ(find_invalid_utf8(text), fine);
    for (std::size_t at = 0; at < text.size(); at += filler.size()) {
      std::string broken = text;
      broken[at] = '\xff';
      EXPECT_EQ(find_invalid_utf8(broken), at);
    }
  }
}

TEST(Utf8, ReportsASequenceThatIsCutShortAtItsStart) {
  EXPECT_EQ(find_invalid_utf8("ab\xc3"), 2U);
  EXPECT_EQ(find_invalid_utf8("ab\xe2\x82"), 2U);
  EXPECT_EQ(find_invalid_utf8("ab\xf0\x9f\x8d"), 2U);
  EXPECT_EQ(find_invalid_utf8("\x80"), 0U);
}

TEST(Utf8, AcceptsTheEmptyTextAndNul) {
  EXPECT_TRUE(is_utf8({}));
  EXPECT_TRUE(is_utf8(std::string_view("\0a", 2)));
}

TEST(Utf8, CutsBetweenCharacters) {
  EXPECT_EQ(utf8_prefix("", 0), "");
  EXPECT_EQ(utf8_prefix("abc", 3), "abc");
  EXPECT_EQ(utf8_prefix("abc", 2), "ab");
  EXPECT_EQ(utf8_prefix("a\xc3\xbc", 3), "a\xc3\xbc");
  EXPECT_EQ(utf8_prefix("a\xc3\xbc", 2), "a");
  EXPECT_EQ(utf8_prefix("\xf0\x9f\x8d\xb0 cake", 5), "\xf0\x9f\x8d\xb0 ");
  EXPECT_EQ(utf8_prefix("\xf0\x9f\x8d\xb0 cake", 3), "");
}

TEST(Utf8, CountsCodePointsNotBytes) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("abc"), 3U);
  EXPECT_EQ(count_code_points("Gr\xc3\xbc\xc3\x9f"
                              "e"),
            5U);
  EXPECT_EQ(count_code_points("\xf0\x9f\x8d\x9e"), 1U);
}

}  // namespace
}  // namespace tenon::text
