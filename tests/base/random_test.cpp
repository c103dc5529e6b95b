#include <tenon/base/random.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <set>
#include <thread>
#include <vector>

namespace tenon {
namespace {

TEST(Random, FillsEveryByteOfAnySize) {
  for (const std::size_t size : {1U, 16U, 511U, 512U, 513U, 5000U}) {
    std::vector<std::uint8_t> touched(size);
    for (int i = 0; i < 40; ++i) {
      std::vector<std::uint8_t> bytes(size);
      random_bytes(bytes);
      for (std::size_t at = 0; at < size; ++at) touched[at] = static_cast<std::uint8_t>(touched[at] | bytes[at]);
    }
    EXPECT_EQ(std::count(touched.begin(), touched.end(), 0), 0) << size;
  }
}

TEST(Random, TakesAnEmptySpan) { EXPECT_NO_THROW(random_bytes({})); }

TEST(Random, GivesOutNoByteTwice) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(seen.insert(random_uint64()).second);
}

TEST(Random, DiffersBetweenThreads) {
  std::uint64_t there = 0;
  std::thread([&] { there = random_uint64(); }).join();
  EXPECT_NE(there, random_uint64());
}

TEST(Random, WritesTwoSmallHexadecimalDigitsAByte) {
  const std::string text = random_hex(16);
  EXPECT_EQ(text.size(), 32U);
  EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(random_hex(0), "");
}

TEST(Random, StaysBelowTheBoundAndReachesEveryNumber) {
  std::array<int, 7> counts{};
  for (int i = 0; i < 70'000; ++i) {
    const std::uint64_t value = random_below(counts.size());
    ASSERT_LT(value, counts.size());
    ++counts[value];
  }
  for (const int count : counts) EXPECT_LT(std::abs(count - 10'000), 600) << "six standard deviations away";
}

TEST(Random, IsFairForABoundThatHalvesBadly) {
  // Of 64-bit values modulo 3/4 of 2^64, the lowest third would come up twice as often.
  const std::uint64_t bound = (std::uint64_t{1} << 63) + (std::uint64_t{1} << 62);
  int low = 0;
  for (int i = 0; i < 30'000; ++i) low += random_below(bound) < bound / 3 ? 1 : 0;
  EXPECT_LT(std::abs(low - 10'000), 500);
}

TEST(Random, BelowOneIsZero) {
  EXPECT_EQ(random_below(1), 0U);
  EXPECT_LE(random_below(std::numeric_limits<std::uint64_t>::max()), std::numeric_limits<std::uint64_t>::max() - 1);
}

}  // namespace
}  // namespace tenon
