#include <tenon/base/detail/magnitude.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace tenon::detail {
namespace {

std::string print(const Magnitude& value) {
  std::string text(value.digits() + 1, '\0');
  text.resize(static_cast<std::size_t>(value.write_to(text.data()) - text.data()));
  return text;
}

TEST(Magnitude, ReadsAndPrintsDigits) {
  for (const char* text : {"0", "1", "999999999", "1000000000", "999999999999999999", "1000000000000000000000000001"}) {
    EXPECT_EQ(print(Magnitude::from_digits(text)), text);
  }
  EXPECT_TRUE(Magnitude::from_digits("").is_zero());
  EXPECT_TRUE(Magnitude::from_digits("0000000000000000000").is_zero());
}

TEST(Magnitude, CountsItsDigitsAndZeros) {
  EXPECT_EQ(Magnitude().digits(), 0U);
  EXPECT_EQ(Magnitude(999'999'999).digits(), 9U);
  EXPECT_EQ(Magnitude(1'000'000'000).digits(), 10U);
  EXPECT_EQ(Magnitude(1'000'000'000).trailing_zeros(), 9U);
  EXPECT_EQ(Magnitude(123'000).trailing_zeros(), 3U);
  EXPECT_EQ(Magnitude::power_of_ten(40).trailing_zeros(), 40U);
  EXPECT_EQ(Magnitude::power_of_ten(40).digits(), 41U);
}

TEST(Magnitude, ShowsNineDigitsAtAnyPlace) {
  const Magnitude value = Magnitude::from_digits("12345678901234567890");
  EXPECT_EQ(value.nine_digits_at(0), 234'567'890U);
  EXPECT_EQ(value.nine_digits_at(1), 123'456'789U);
  EXPECT_EQ(value.nine_digits_at(10), 234'567'890U);
  EXPECT_EQ(value.nine_digits_at(15), 12'345U);
  EXPECT_EQ(value.nine_digits_at(20), 0U);
  EXPECT_EQ(value.nine_digits_at(-3), 567'890'000U);
  EXPECT_EQ(value.nine_digits_at(-9), 0U);
  EXPECT_EQ(value.nine_digits_at(-8), 0U);
}

TEST(Magnitude, FitsSixtyFourBitsOrDoesNot) {
  EXPECT_EQ(Magnitude::from_digits("18446744073709551615").to_uint64(), UINT64_MAX);
  EXPECT_FALSE(Magnitude::from_digits("18446744073709551616").to_uint64());
  EXPECT_FALSE(Magnitude::from_digits("999999999999999999999999999").to_uint64());
  EXPECT_FALSE(Magnitude::power_of_ten(27).to_uint64());
  EXPECT_EQ(Magnitude().to_uint64(), 0U);
}

TEST(Magnitude, ComparesWhatIsDroppedWithHalf) {
  EXPECT_EQ(Magnitude(12'499).compare_dropped_with_half(3), std::strong_ordering::less);
  EXPECT_EQ(Magnitude(12'500).compare_dropped_with_half(3), std::strong_ordering::equal);
  EXPECT_EQ(Magnitude(12'501).compare_dropped_with_half(3), std::strong_ordering::greater);
  EXPECT_EQ(Magnitude(5).compare_dropped_with_half(1), std::strong_ordering::equal);
  EXPECT_EQ(Magnitude(5).compare_dropped_with_half(2), std::strong_ordering::less);
  EXPECT_EQ(Magnitude::power_of_ten(30).without_digits(29), Magnitude(10));
  EXPECT_TRUE(Magnitude(123).without_digits(3).is_zero());
}

// The guess of a quotient's limb goes wrong only for rare values, all of which have limbs near 0, half and the base.
TEST(Magnitude, DividesWhereGuessesGoWrong) {
  std::mt19937_64 engine(7);
  const auto limbs = [&](std::size_t count) {
    constexpr const char* borders[] = {"000000000", "000000001", "499999999", "500000000",
                                       "500000001", "999999998", "999999999"};
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += borders[engine() % std::size(borders)];
    return Magnitude::from_digits(digits);
  };
  for (int round = 0; round < 60'000; ++round) {
    const Magnitude dividend = limbs(1 + engine() % 8);
    const Magnitude divisor = limbs(1 + engine() % 5);
    if (divisor.is_zero()) continue;
    const auto [quotient, remainder] = dividend.divided_by(divisor);
    ASSERT_LT(remainder, divisor);
    ASSERT_EQ(quotient.times(divisor).plus(remainder), dividend) << print(dividend) << " / " << print(divisor);
  }
}

}  // namespace
}  // namespace tenon::detail
