#include <tenon/base/decimal.hpp>
#include <tenon/base/error.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <vector>

namespace tenon {
namespace {

Decimal parsed(std::string_view text) {
  const auto value = Decimal::parse(text);
  EXPECT_TRUE(value) << text;
  return value.value_or(Decimal());
}

TEST(DecimalArithmetic, IsExactWhereDoublesAreNot) {
  EXPECT_EQ((0.1_dec + 0.2_dec).to_string(), "0.3");
  EXPECT_EQ((19.99_dec * 3).to_string(), "59.97");
  EXPECT_EQ((100 - 0.01_dec).to_string(), "99.99");
  Decimal total;
  for (int i = 0; i < 1000; ++i) total += 0.10_dec;
  EXPECT_EQ(total.to_string(), "100.00");
}

TEST(DecimalArithmetic, ScalesAsSqlDoes) {
  EXPECT_EQ((1.5_dec + 1.25_dec).to_string(), "2.75");
  EXPECT_EQ((1.50_dec + 1.5_dec).to_string(), "3.00");
  EXPECT_EQ((1.50_dec - 1.5_dec).to_string(), "0.00");
  EXPECT_EQ((1.50_dec * 2.0_dec).to_string(), "3.000");
  EXPECT_EQ((0.00_dec * 5).to_string(), "0.00");
}

TEST(DecimalArithmetic, GrowsBeyondSixtyFourBitsAndComesBack) {
  const Decimal most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ((most + 1).to_string(), "9223372036854775808");
  EXPECT_EQ((-most - 1).to_string(), "-9223372036854775808");
  EXPECT_EQ((most * most).to_string(), "85070591730234615847396907784232501249");
  EXPECT_EQ((most * most).divide(most, 0), most);
  EXPECT_EQ(most + 1 - 1, most);
  EXPECT_EQ((parsed("-4611686018427387904") * 2).to_string(), "-9223372036854775808");
  EXPECT_EQ((9.2_dec + parsed("0.00000000000000000000000001")).to_string(), "9.20000000000000000000000001");
}

TEST(DecimalArithmetic, KnowsItsDigits) {
  EXPECT_EQ(Decimal().precision(), 1U);
  EXPECT_EQ((0.00_dec).precision(), 1U);
  EXPECT_EQ((0.05_dec).precision(), 1U);
  EXPECT_EQ((-12.50_dec).precision(), 4U);
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::max()).precision(), 19U);
  EXPECT_EQ(parsed("-1e30").precision(), 31U);
}

TEST(DecimalArithmetic, RefusesAProductBeyondItsReachWithoutMakingIt) {
  const Decimal longest = parsed(std::string(Decimal::max_integer_digits, '9'));
  const Decimal finest = parsed("0." + std::string(Decimal::max_scale, '9'));
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) {
    EXPECT_THROW((void)(longest * longest), Invalid);
    EXPECT_THROW((void)(longest * -10), Invalid);
    EXPECT_THROW((void)(finest * finest), Invalid);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  EXPECT_EQ(longest * 1, longest);
  EXPECT_TRUE((longest * 0).is_zero());
  EXPECT_EQ(parsed("1" + std::string(65536, '0')) * parsed("1" + std::string(65535, '0')),
            parsed("1" + std::string(131071, '0')));
}

TEST(DecimalArithmetic, ChangesSigns) {
  EXPECT_EQ((-19.99_dec).to_string(), "-19.99");
  EXPECT_EQ((-(-19.99_dec)).to_string(), "19.99");
  EXPECT_EQ((-0.00_dec).to_string(), "0.00");
  EXPECT_EQ((-19.99_dec).abs().to_string(), "19.99");
  EXPECT_EQ(parsed("-1e30").abs(), parsed("1e30"));
  EXPECT_EQ(parsed("-1e30").sign(), -1);
  EXPECT_EQ((-parsed("1e30")).sign(), -1);
  EXPECT_EQ((0.01_dec).sign(), 1);
}

TEST(DecimalArithmetic, AssignsToItself) {
  Decimal value = 1.5_dec;
  const Decimal& itself = value;
  value += itself;
  EXPECT_EQ(value, 3);
  value *= itself;
  EXPECT_EQ(value, 9);
  value -= itself;
  EXPECT_TRUE(value.is_zero());
}

struct RoundingCase {
  std::string_view text;
  std::string_view half_even, half_up, half_down, up, down, ceiling, floor;
};

TEST(DecimalArithmetic, RoundsInEveryMode) {
  const std::vector<RoundingCase> cases{
      {"2.5", "2", "3", "2", "3", "2", "3", "2"},
      {"3.5", "4", "4", "3", "4", "3", "4", "3"},
      {"-2.5", "-2", "-3", "-2", "-3", "-2", "-2", "-3"},
      {"-3.5", "-4", "-4", "-3", "-4", "-3", "-3", "-4"},
      {"2.1", "2", "2", "2", "3", "2", "3", "2"},
      {"-2.1", "-2", "-2", "-2", "-3", "-2", "-2", "-3"},
      {"2.9", "3", "3", "3", "3", "2", "3", "2"},
      {"-2.9", "-3", "-3", "-3", "-3", "-2", "-2", "-3"},
      {"2.0", "2", "2", "2", "2", "2", "2", "2"},
      {"-2.0", "-2", "-2", "-2", "-2", "-2", "-2", "-2"},
      {"0.5", "0", "1", "0", "1", "0", "1", "0"},
      {"-0.5", "0", "-1", "0", "-1", "0", "0", "-1"},
      {"2.51", "3", "3", "3", "3", "2", "3", "2"},
      {"9.5", "10", "10", "9", "10", "9", "10", "9"},
      {"0.4", "0", "0", "0", "1", "0", "1", "0"},
      {"0.0", "0", "0", "0", "0", "0", "0", "0"},
      // the same beyond 64 bits
      {"100000000000000000002.5", "100000000000000000002", "100000000000000000003", "100000000000000000002",
       "100000000000000000003", "100000000000000000002", "100000000000000000003", "100000000000000000002"},
      {"-100000000000000000003.5", "-100000000000000000004", "-100000000000000000004", "-100000000000000000003",
       "-100000000000000000004", "-100000000000000000003", "-100000000000000000003", "-100000000000000000004"},
      {"2.500000000000000000000000000001", "3", "3", "3", "3", "2", "3", "2"},
      {"2.499999999999999999999999999999", "2", "2", "2", "3", "2", "3", "2"},
      {"999999999999999999999.9", "1000000000000000000000", "1000000000000000000000", "1000000000000000000000",
       "1000000000000000000000", "999999999999999999999", "1000000000000000000000", "999999999999999999999"},
      {"0.00000000000000000000000000001", "0", "0", "0", "1", "0", "1", "0"},
      {"9000000000000000000e-19", "1", "1", "1", "1", "0", "1", "0"},
      {"4000000000000000000e-19", "0", "0", "0", "1", "0", "1", "0"}};
  for (const RoundingCase& c : cases) {
    const Decimal value = parsed(c.text);
    EXPECT_EQ(value.round(0, Rounding::half_even).to_string(), c.half_even) << c.text;
    EXPECT_EQ(value.round(0, Rounding::half_up).to_string(), c.half_up) << c.text;
    EXPECT_EQ(value.round(0, Rounding::half_down).to_string(), c.half_down) << c.text;
    EXPECT_EQ(value.round(0, Rounding::up).to_string(), c.up) << c.text;
    EXPECT_EQ(value.round(0, Rounding::down).to_string(), c.down) << c.text;
    EXPECT_EQ(value.round(0, Rounding::ceiling).to_string(), c.ceiling) << c.text;
    EXPECT_EQ(value.round(0, Rounding::floor).to_string(), c.floor) << c.text;
    // A division by one is the same question asked another way.
    EXPECT_EQ(value.divide(1, 0, Rounding::half_even).to_string(), c.half_even) << c.text;
    EXPECT_EQ(value.divide(1, 0, Rounding::half_up).to_string(), c.half_up) << c.text;
    EXPECT_EQ(value.divide(1, 0, Rounding::ceiling).to_string(), c.ceiling) << c.text;
    EXPECT_EQ((value * 3).divide(3, 0, Rounding::half_down).to_string(), c.half_down) << c.text;
    EXPECT_EQ((value * -7).divide(-7, 0, Rounding::floor).to_string(), c.floor) << c.text;
  }
}

TEST(DecimalArithmetic, GivesARoundedNumberExactlyTheScaleAskedFor) {
  EXPECT_EQ((12.5_dec).round(2).to_string(), "12.50");
  EXPECT_EQ((12_dec).round(3).to_string(), "12.000");
  EXPECT_EQ((2.345_dec).round(2).to_string(), "2.34");
  EXPECT_EQ((2.345_dec).round(2, Rounding::half_up).to_string(), "2.35");
  EXPECT_EQ((99.995_dec).round(2, Rounding::half_up).to_string(), "100.00");
  EXPECT_EQ((12.34_dec).round(2).to_string(), "12.34");
  EXPECT_EQ((1_dec).round(30).to_string(), "1." + std::string(30, '0'));
  EXPECT_EQ((0_dec).round(Decimal::max_scale).scale(), Decimal::max_scale);
}

TEST(DecimalArithmetic, DividesToTheScaleAskedFor) {
  EXPECT_EQ((59.97_dec).divide(7, 2, Rounding::half_up).to_string(), "8.57");
  EXPECT_EQ(Decimal(1).divide(3, 5).to_string(), "0.33333");
  EXPECT_EQ(Decimal(2).divide(3, 5).to_string(), "0.66667");
  EXPECT_EQ(Decimal(-1).divide(3, 2).to_string(), "-0.33");
  EXPECT_EQ(Decimal(10).divide(0.25_dec, 0).to_string(), "40");
  EXPECT_EQ((0.001_dec).divide(1000, 2, Rounding::up).to_string(), "0.01");
  EXPECT_EQ(Decimal(0).divide(7, 3).to_string(), "0.000");
  EXPECT_EQ(Decimal(1).divide(7, 40).to_string(), "0.1428571428571428571428571428571428571429");
  EXPECT_EQ(parsed("1e60").divide(parsed("1e30"), 0), parsed("1e30"));
  EXPECT_EQ(parsed("123456789012345678901234567890").divide(parsed("987654321"), 10).to_string(),
            "124999998873437499901.5820312399");
}

TEST(DecimalArithmetic, RefusesToDivideByZero) {
  EXPECT_THROW((void)Decimal(1).divide(0, 2), Internal);
  EXPECT_THROW((void)parsed("1e30").divide(0.00_dec, 2), Internal);
}

TEST(DecimalArithmetic, RefusesAResultBeyondItsReach) {
  const Decimal largest = parsed(std::string(Decimal::max_integer_digits, '9'));
  EXPECT_NO_THROW((void)(largest + 0));
  EXPECT_THROW((void)(largest + 1), Invalid);
  EXPECT_THROW((void)(largest * 10), Invalid);
  const Decimal smallest = parsed("0." + std::string(Decimal::max_scale - 1, '0') + "1");
  EXPECT_THROW((void)(smallest * 0.1_dec), Invalid);
  EXPECT_THROW((void)Decimal(1).round(-1), Invalid);
  EXPECT_THROW((void)Decimal(1).round(Decimal::max_scale + 1), Invalid);
  EXPECT_THROW((void)Decimal(1).divide(3, Decimal::max_scale + 1), Invalid);
  EXPECT_EQ(Decimal(1).divide(3, Decimal::max_scale).to_string(), "0." + std::string(Decimal::max_scale, '3'));
  EXPECT_EQ((largest + smallest).to_string().size(), 131072U + 1 + 16383);
}

}  // namespace
}  // namespace tenon
