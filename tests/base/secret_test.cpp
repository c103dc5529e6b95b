#include <tenon/base/secret.hpp>

#include <algorithm>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

using tenon::Secret;

namespace {

TEST(Secret, IsEqualToTheSameBytesOnly) {
  const std::string text("open \0 sesame", 13);
  EXPECT_EQ(Secret(text), Secret(text));
  EXPECT_EQ(Secret(), Secret(""));
  EXPECT_NE(Secret(text), Secret(text + "!"));
  EXPECT_NE(Secret(text), Secret(text.substr(0, 12)));
  EXPECT_NE(Secret(text), Secret());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char bit : {'\x01', '\x40', '\x80'}) {
      std::string other = text;
      other[i] = static_cast<char>(other[i] ^ bit);
      EXPECT_NE(Secret(text), Secret(other)) << i;
    }
  }
}

TEST(Secret, TakesAsLongForAWrongFirstByteAsForAWrongLastOne) {
  const std::string text(1 << 20, 'a');
  const Secret secret(text), early("b" + text.substr(1)), late(text.substr(1) + "b");
  const auto time_of = [&](const Secret& guess) {
    auto least = std::chrono::nanoseconds::max();
    for (int run = 0; run < 10; ++run) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_NE(secret, guess);
      least = std::min<std::chrono::nanoseconds>(least, std::chrono::steady_clock::now() - start);
    }
    return least;
  };
  EXPECT_GT(time_of(early) * 4, time_of(late));
}

}  // namespace
