#include <tenon/crypto/byte_view.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <type_traits>
#include <vector>

#include <tenon/base/secret.hpp>

namespace tenon::crypto {
namespace {

std::string text_of(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

TEST(ByteView, ReadsTextsAndUnsignedBytes) {
  EXPECT_EQ(text_of("abc"), "abc");
  EXPECT_EQ(text_of(std::string("a\0b", 3)), std::string("a\0b", 3));
  EXPECT_EQ(text_of(std::string_view("abc").substr(1)), "bc");
  EXPECT_EQ(text_of(std::array<std::uint8_t, 2>{'h', 'i'}), "hi");
  EXPECT_EQ(text_of(std::vector<std::uint8_t>{'h', 'i'}), "hi");
  std::vector<std::uint8_t> bytes{'h', 'i'};
  EXPECT_EQ(text_of(std::span(bytes)), "hi");
}

TEST(ByteView, IsNeverNull) {
  EXPECT_NE(ByteView{}.data(), nullptr);
  EXPECT_NE(ByteView{std::string_view{}}.data(), nullptr);
  EXPECT_NE(ByteView{std::vector<std::uint8_t>{}}.data(), nullptr);
  EXPECT_TRUE(ByteView{}.empty());
}

TEST(ByteView, IsCut) {
  EXPECT_EQ(text_of(ByteView("abc").first(2)), "ab");
  EXPECT_EQ(text_of(ByteView("abc").from(2)), "c");
  EXPECT_EQ(text_of(ByteView("abc").from(3)), "");
}

TEST(ByteView, IsMadeOfNoSecretAndOfNoNumbers) {
  EXPECT_FALSE((std::is_convertible_v<Secret, ByteView>));
  EXPECT_FALSE((std::is_convertible_v<std::vector<int>, ByteView>));
  EXPECT_FALSE((std::is_convertible_v<int, ByteView>));
}

}  // namespace
}  // namespace tenon::crypto
