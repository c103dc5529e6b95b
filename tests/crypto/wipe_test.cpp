#include <tenon/crypto/wipe.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace tenon::crypto {
namespace {

TEST(Wipe, WritesZerosOverBytes) {
  std::array<std::uint8_t, 40> key;
  key.fill(7);
  wipe(key);
  EXPECT_EQ(key, (std::array<std::uint8_t, 40>{}));
  wipe(std::span<std::uint8_t>{});
}

TEST(Wipe, LeavesNothingOfAText) {
  std::string text = "correct horse battery staple, and more than fits into the object itself";
  const std::size_t size = text.size();
  const char* const place = text.data();
  text.resize(size / 2);  // the rest of it lies behind the end
  wipe(text);
  EXPECT_TRUE(text.empty());
  // The room is the string's own still.
  EXPECT_EQ(std::count(place, place + size, '\0'), static_cast<std::ptrdiff_t>(size));
}

}  // namespace
}  // namespace tenon::crypto
