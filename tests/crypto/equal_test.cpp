#include <tenon/crypto/equal.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "bytes.hpp"

namespace tenon::crypto {
namespace {

TEST(EqualInConstantTime, IsTrueForTheSameBytesOnly) {
  const std::string text("open \0 sesame", 13);
  EXPECT_TRUE(equal_in_constant_time(text, std::string(text)));
  EXPECT_TRUE(equal_in_constant_time("", ByteView{}));
  EXPECT_FALSE(equal_in_constant_time(text, text + "!"));
  EXPECT_FALSE(equal_in_constant_time(text, text.substr(0, 12)));
  EXPECT_FALSE(equal_in_constant_time(text, ""));
  for (std::size_t at = 0; at < text.size(); ++at) EXPECT_FALSE(equal_in_constant_time(text, turned(text, at))) << at;
}

TEST(EqualInConstantTime, TakesAsLongForAWrongFirstByteAsForAWrongLastOne) {
  const std::string text(1 << 20, 'a'), early("b" + text.substr(1)), late(text.substr(1) + "b");
  const auto time_of = [&](const std::string& guess) {
    auto least = std::chrono::nanoseconds::max();
    for (int run = 0; run < 10; ++run) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_FALSE(equal_in_constant_time(text, guess));
      least = std::min<std::chrono::nanoseconds>(least, std::chrono::steady_clock::now() - start);
    }
    return least;
  };
  EXPECT_GT(2 * time_of(early), time_of(late));
}

}  // namespace
}  // namespace tenon::crypto
