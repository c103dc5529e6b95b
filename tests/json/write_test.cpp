#include <tenon/json/write.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include <tenon/json/read.hpp>

#include "shop.hpp"

namespace tenon::json {
namespace {

using namespace std::string_literals;

TEST(JsonWrite, AppendsToTheBuffer) {
  Buffer out;
  out.append("data: ");
  write(shop::Card{"1"}, out);
  out.append("\n");
  EXPECT_EQ(out.view(), "data: {\"number\":\"1\"}\n");
}

TEST(JsonWrite, EscapesOnlyWhatMustBe) {
  EXPECT_EQ(to_string("\"\\/\b\f\n\r\t"s), R"("\"\\/\b\f\n\r\t")");
  EXPECT_EQ(to_string("\0\x01\x0b\x1f\x7f"s), "\"\\u0000\\u0001\\u000b\\u001f\x7f\"");
  EXPECT_EQ(to_string("\u00e9\u20ac\U0001f600\u2028"s), "\"\u00e9\u20ac\U0001f600\u2028\"");
}

TEST(JsonWrite, EscapesAtEveryPlaceOfAString) {
  for (std::size_t size = 0; size < 70; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const std::string special : {"\"", "\n", "\u20ac", "\x01"}) {
        std::string text(size, 'x');
        text.replace(at, 1, special);
        ASSERT_EQ(read<std::string>(to_string(text)).value(), text);
      }
    }
  }
}

TEST(JsonWrite, LeavesEveryOtherAsciiCharacterAsItIsAtEveryPlace) {
  for (std::size_t size = 0; size < 20; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (char c = 0; c < 0x7f; ++c) {
        std::string text(size, '\x7f');
        text[at] = c;
        const std::string written = to_string(text);
        const bool is_plain = c >= 0x20 && c != '"' && c != '\\';
        ASSERT_EQ(written == '"' + text + '"', is_plain) << written;
        ASSERT_EQ(read<std::string>(written).value(), text);
      }
    }
  }
}

TEST(JsonWrite, PutsAReplacementCharacterForBytesThatAreNotUtf8) {
  EXPECT_EQ(to_string("a\xff\x80z"s), "\"a\ufffd\ufffdz\"");
  EXPECT_EQ(to_string("\xc3"s), "\"\ufffd\"");
  EXPECT_EQ(to_string("\xed\xa0\x80"s), "\"\ufffd\ufffd\ufffd\"");
  for (int byte = 0x80; byte < 0x100; ++byte) {
    EXPECT_TRUE(parse(to_string("sixteen bytes or more "s + static_cast<char>(byte))));
  }
}

TEST(JsonWrite, HasNullForWhatJsonCannotSay) {
  EXPECT_EQ(to_string(std::nan("")), "null");
  EXPECT_EQ(to_string(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(to_string(static_cast<shop::Status>(99)), "null");
  EXPECT_EQ(to_string(std::optional<int>()), "null");
  EXPECT_EQ(to_string(std::vector<std::optional<int>>{1, std::nullopt}), "[1,null]");
}

enum class Sparse : std::int8_t { low = -1, middle = 7, high = 100 };

TEST(JsonWrite, FindsEnumeratorsThatDoNotCountFromZero) {
  EXPECT_EQ(to_string(std::vector{Sparse::high, Sparse::low, Sparse::middle}), R"(["high","low","middle"])");
  EXPECT_EQ(*read<Sparse>("\"low\""), Sparse::low);
}

TEST(JsonWrite, GrowsTheBufferForAnyLength) {
  for (const std::size_t size : {0U, 1U, 200U, 255U, 256U, 257U, 5000U, 100000U}) {
    EXPECT_EQ(to_string(std::string(size, 'x')), "\"" + std::string(size, 'x') + "\"");
    EXPECT_EQ(to_string(std::string(size, '\n')).size(), 2 * size + 2);
    EXPECT_EQ(to_string(std::vector<std::uint64_t>(size, UINT64_MAX)).size(), size == 0 ? 2 : size * 21 + 1);
  }
}

TEST(JsonWrite, ClosesWhatIsNestedDeeply) {
  Value value = 1;
  std::string expected = "1";
  for (int i = 0; i < 500; ++i) {
    value = Array{std::move(value)};
    value = Object{{"a", std::move(value)}};
    expected = "{\"a\":[" + expected + "]}";
  }
  EXPECT_EQ(to_string(value), expected);
}

struct Nothing {};
struct Optionals {
  std::optional<std::optional<int>> first;
  std::optional<std::optional<int>> second;
  int last = 3;
};

TEST(JsonWrite, PutsNoCommaBeforeTheFirstMemberThatIsThere) {
  EXPECT_EQ(to_string(Nothing{}), "{}");
  EXPECT_EQ(to_string(Optionals{}), R"({"last":3})");
  EXPECT_EQ(to_string(Optionals{{}, {{2}}, 3}), R"({"second":2,"last":3})");
}

TEST(JsonWrite, WritesMapsWithEscapedNames) {
  EXPECT_EQ(to_string(std::map<std::string, int>{{"a\"b", 1}, {"\n", 2}}), R"({"\n":2,"a\"b":1})");
}

}  // namespace
}  // namespace tenon::json
