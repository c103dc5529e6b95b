#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <unordered_set>
#include <utility>

namespace tenon {
namespace {

Decimal number(std::string_view text) {
  const auto value = Decimal::parse(text);
  EXPECT_TRUE(value) << text;
  return value.value_or(Decimal());
}

constexpr std::string_view wide = "12345678901234567890.12345678901234567890";

TEST(Decimal, IsZeroUntilItIsGivenAValue) {
  EXPECT_EQ(Decimal().to_string(), "0");
  EXPECT_TRUE(Decimal().is_zero());
  EXPECT_EQ(Decimal().sign(), 0);
}

TEST(Decimal, ComesFromEveryInteger) {
  EXPECT_EQ(Decimal(-7).to_string(), "-7");
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::max()).to_string(), "9223372036854775807");
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).to_string(), "-9223372036854775808");
  EXPECT_EQ(Decimal(std::numeric_limits<std::uint64_t>::max()).to_string(), "18446744073709551615");
  EXPECT_EQ(Decimal(std::uint8_t{255}).to_string(), "255");
  const Decimal implicit = 12;
  EXPECT_EQ(implicit, 12);
  static_assert(!std::is_convertible_v<bool, Decimal> && !std::is_convertible_v<char, Decimal>);
  static_assert(!std::is_convertible_v<double, Decimal>, "a double is not exact, so it has to be said");
}

TEST(Decimal, IsWrittenAsALiteral) {
  constexpr Decimal price = 19.99_dec;
  static_assert(price.scale() == 2);
  EXPECT_EQ(price.to_string(), "19.99");
  EXPECT_EQ((20_dec).to_string(), "20");
  EXPECT_EQ((1'000'000.50_dec).to_string(), "1000000.50");
  EXPECT_EQ((-0.5_dec).to_string(), "-0.5");
  EXPECT_EQ((999999999999999.999_dec).to_string(), "999999999999999.999");
}

TEST(Decimal, IsScaledFromMinorUnits) {
  EXPECT_EQ(Decimal::scaled(1999, 2).to_string(), "19.99");
  EXPECT_EQ(Decimal::scaled(-5, 3).to_string(), "-0.005");
  EXPECT_THROW(Decimal::scaled(1, -1), Invalid);
  EXPECT_THROW(Decimal::scaled(1, Decimal::max_scale + 1), Invalid);
}

TEST(Decimal, ComesFromTheShortestFormOfADouble) {
  EXPECT_EQ(Decimal(0.1).to_string(), "0.1");
  EXPECT_EQ(Decimal(-2.5).to_string(), "-2.5");
  EXPECT_EQ(Decimal(1e22).to_string(), "10000000000000000000000");
  EXPECT_EQ(Decimal(-0.0).to_string(), "0");
  EXPECT_EQ(Decimal(5e-324).scale(), 324);
  EXPECT_EQ(Decimal(std::numeric_limits<double>::max()).to_double(), std::numeric_limits<double>::max());
  EXPECT_THROW((void)Decimal(std::numeric_limits<double>::infinity()), Invalid);
  EXPECT_THROW((void)Decimal(std::numeric_limits<double>::quiet_NaN()), Invalid);
}

TEST(Decimal, BecomesTheNearestDouble) {
  EXPECT_EQ((19.99_dec).to_double(), 19.99);
  EXPECT_EQ(number("9007199254740993").to_double(), 9007199254740992.0);
  EXPECT_EQ(number("9007199254740993.000000000000000000000000000000001").to_double(), 9007199254740994.0);
  EXPECT_EQ(number(wide).to_double(), 12345678901234567890.12345678901234567890);
  EXPECT_EQ(number("1e400").to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(number("-1e400").to_double(), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(number("1e-400").to_double(), 0.0);
}

TEST(Decimal, BecomesAnIntegerWhenItIsOne) {
  EXPECT_EQ((12.00_dec).to_int64(), 12);
  EXPECT_FALSE((12.01_dec).to_int64());
  EXPECT_EQ(number("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(number("9223372036854775807.0000").to_int64(), std::numeric_limits<std::int64_t>::max());
  EXPECT_FALSE(number("9223372036854775808").to_int64());
  EXPECT_FALSE(number("-9223372036854775809").to_int64());
}

TEST(Decimal, EqualsByValueWhateverTheScale) {
  EXPECT_EQ(12.5_dec, 12.50_dec);
  EXPECT_NE(12.5_dec, 12.51_dec);
  EXPECT_EQ(number("0.000"), 0);
  EXPECT_EQ(number("1.0000000000000000000000000000"), 1);
  EXPECT_EQ(number("1" + std::string(40, '0') + ".0"), number("1" + std::string(40, '0')));
  EXPECT_NE(number("1.0000000000000000000000000001"), 1);
  EXPECT_NE(12.5_dec, -12.5_dec);
}

TEST(Decimal, HashesEqualValuesEqually) {
  const std::unordered_set<Decimal> values{12.5_dec,
                                           12.50_dec,
                                           number("12.500000000000000000000000000"),
                                           number("1e30"),
                                           number("1e30") * 1.00_dec,
                                           -12.5_dec,
                                           0,
                                           0.00_dec};
  EXPECT_EQ(values.size(), 4U);
  EXPECT_EQ(std::hash<Decimal>()(100), std::hash<Decimal>()(number("100.0")));
}

TEST(Decimal, IsOrderedByValue) {
  const Decimal ascending[] = {number("-1e30"),
                               number("-9223372036854775808"),
                               number("-100.5"),
                               -100,
                               -0.5_dec,
                               0,
                               number("1e-300"),
                               number("0.0000000000000000000000001"),
                               0.01_dec,
                               1,
                               number("1.00000000000000000000001"),
                               2.5_dec,
                               10,
                               number("9223372036854775807"),
                               number("9223372036854775807.5"),
                               number("9223372036854775808"),
                               number("1e30"),
                               number("1000000000000000000000000000000.1"),
                               number("2e30")};
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t j = 0; j < std::size(ascending); ++j) {
      EXPECT_EQ(ascending[i] <=> ascending[j], i <=> j) << ascending[i].to_string() << " " << ascending[j].to_string();
      EXPECT_EQ(ascending[i] == ascending[j], i == j);
    }
  }
  EXPECT_LT(1.5_dec, 2);
  EXPECT_GE(2, 1.5_dec);
}

TEST(Decimal, StaysItselfWhenItIsCopiedMovedAndAssigned) {
  for (const std::string_view text : {std::string_view("19.99"), wide, std::string_view("-98765432109876543210")}) {
    Decimal first = number(text);
    Decimal second = first;
    EXPECT_EQ(second.to_string(), text);
    Decimal third = std::move(second);
    EXPECT_EQ(third.to_string(), text);
    second = third;
    third = Decimal(5);
    EXPECT_EQ(second.to_string(), text);
    EXPECT_EQ(third.to_string(), "5");
    third = std::move(second);
    EXPECT_EQ(third.to_string(), text);
    EXPECT_NO_THROW((void)(second + first)) << "what was moved from is some number";  // NOLINT(bugprone-use-after-move)
    const Decimal& alias = third;
    third = alias;
    EXPECT_EQ(third.to_string(), text);
    EXPECT_EQ(first.to_string(), text);
  }
}

TEST(Decimal, LosesZerosAtTheEndWhenItIsNormalized) {
  EXPECT_EQ((12.50_dec).normalized().to_string(), "12.5");
  EXPECT_EQ((100.00_dec).normalized().to_string(), "100");
  EXPECT_EQ((100_dec).normalized().to_string(), "100");
  EXPECT_EQ((0.000_dec).normalized().to_string(), "0");
  EXPECT_EQ(number("-1.5000000000000000000000000").normalized().to_string(), "-1.5");
  EXPECT_EQ(number(std::string(wide) + "000").normalized().to_string(), "12345678901234567890.1234567890123456789");
}

}  // namespace
}  // namespace tenon
