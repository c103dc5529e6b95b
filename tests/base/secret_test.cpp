#include <tenon/base/secret.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

using tenon::Secret;

namespace {

TEST(Secret, IsMatchedByTheSameBytesOnly) {
  const std::string text("open \0 sesame", 13);
  const Secret secret(text);
  EXPECT_TRUE(secret.matches(text));
  EXPECT_FALSE(secret.matches(text + "!"));
  EXPECT_FALSE(secret.matches(text.substr(0, 12)));
  EXPECT_FALSE(secret.matches(""));
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char bit : {'\x01', '\x40', '\x80'}) {
      std::string other = text;
      other[i] = static_cast<char>(other[i] ^ bit);
      EXPECT_FALSE(secret.matches(other)) << i;
    }
  }
}

TEST(Secret, ThatIsNotSetIsMatchedByNothing) {
  EXPECT_FALSE(Secret().matches(""));
  EXPECT_FALSE(Secret("").matches(""));
  EXPECT_FALSE(Secret().matches("x"));
}

TEST(Secret, TakesAsLongForAWrongFirstByteAsForAWrongLastOne) {
  const std::string text(1 << 20, 'a');
  const Secret secret(text);
  const std::string early = "b" + text.substr(1), late = text.substr(1) + "b";
  const auto time_of = [&](std::string_view guess) {
    auto least = std::chrono::nanoseconds::max();
    for (int run = 0; run < 10; ++run) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_FALSE(secret.matches(guess));
      least = std::min<std::chrono::nanoseconds>(least, std::chrono::steady_clock::now() - start);
    }
    return least;
  };
  EXPECT_GT(time_of(early) * 4, time_of(late));
}

}  // namespace
