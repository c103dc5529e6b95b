#include <tenon/json/detail/number_scan.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <utility>

namespace tenon::json::detail {
namespace {

/// All of the text as a double; NaN if it is no number.
double read(const std::string& text) {
  Number number;
  const char* const end = text.data() + text.size();
  return scan_number(text.data(), end, number) == end ? to_double(number) : std::nan("");
}

TEST(NumberScan, StopsWhereTheNumberEnds) {
  for (const std::string text : {"0", "-0", "12", "1.5", "1e5", "1E+5", "-1.25e-10", "0.0", "0e0"}) {
    const std::string longer = text + ",";
    Number number;
    EXPECT_EQ(scan_number(longer.data(), longer.data() + longer.size(), number), longer.data() + text.size()) << text;
    EXPECT_EQ(number.text, text);
  }
}

TEST(NumberScan, PointsAtTheCharacterThatIsWrong) {
  const std::pair<std::string, std::size_t> cases[] = {
      {"-", 1},  {"-a", 1},  {"01", 1},   {"-00", 2}, {"1.", 2}, {"1.e5", 2},
      {"1e", 2}, {"1e+", 3}, {"1e+x", 3}, {"+1", 0},  {".5", 0}, {"Infinity", 0},
  };
  for (const auto& [text, offset] : cases) {
    Number number;
    EXPECT_EQ(scan_number(text.data(), text.data() + text.size(), number), nullptr) << text;
    EXPECT_EQ(number.text.size(), offset) << text;
  }
}

TEST(NumberScan, KeepsIntegersExact) {
  const std::pair<std::string, std::optional<std::uint64_t>> cases[] = {
      {"0", 0},
      {"-5", 5},
      {"9223372036854775808", 9223372036854775808U},
      {"18446744073709551615", UINT64_MAX},
      {"18446744073709551616", std::nullopt},
      {"99999999999999999999999", std::nullopt},
  };
  for (const auto& [text, expected] : cases) {
    Number number;
    ASSERT_NE(scan_number(text.data(), text.data() + text.size(), number), nullptr);
    EXPECT_TRUE(number.is_integer);
    EXPECT_EQ(magnitude(number), expected) << text;
  }
}

TEST(NumberScan, ReadsSmallNumbersAsItReadsAll) {
  std::mt19937_64 random(12);
  std::size_t small = 0;
  for (int i = 0; i < 100000; ++i) {
    std::string text;
    for (std::size_t left = random() % 20; left > 0; --left) text += "0123456789.0e-,]} "[random() % 18];
    text += ",";
    const std::string padded = text + std::string(15, ' ');
    const char* const begin = padded.data();
    const char* const end = begin + padded.size();
    SmallNumber number;
    const char* const after = scan_small_number(begin, end, number);
    if (!after) continue;
    ++small;
    Number same;
    ASSERT_EQ(scan_number(begin, end, same), after) << text;
    EXPECT_EQ(number.digits, same.digits) << text;
    EXPECT_EQ(-static_cast<int>(number.decimals), same.exponent) << text;
    EXPECT_EQ(number.decimals == 0, same.is_integer) << text;
    EXPECT_TRUE(same.is_exact && !same.is_negative) << text;
  }
  EXPECT_GT(small, 10000U);
}

TEST(NumberScan, KnowsWhichNumbersAreSmall) {
  const auto is_small = [](std::string text) {
    SmallNumber number;
    const std::size_t size = text.size();
    text += ", and more that follows";
    return scan_small_number(text.data(), text.data() + text.size(), number) == text.data() + size;
  };
  for (const char* text : {"0", "7", "10", "0.5", "3.75", "123456789012345", "1.2345678901234", "1234567890123.4"}) {
    EXPECT_TRUE(is_small(text)) << text;
  }
  for (const char* text : {"", "-1", "01", "00.5", ".5", "1.", "1.2.3", "1e5", "1.5E2", "1 ", "1234567890123456",
                           "123456789012345.", "12345678901234.", "12345678901234.5", "1.23456789012345"}) {
    EXPECT_FALSE(is_small(text)) << text;
  }
}

TEST(NumberScan, TellsTooLargeFromTooSmall) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::string zeros(400, '0');
  EXPECT_EQ(read("1e309"), infinity);
  EXPECT_EQ(read("-1e309"), -infinity);
  EXPECT_EQ(read("1" + zeros), infinity);
  EXPECT_EQ(read("1e99999999999999999999"), infinity);
  EXPECT_EQ(read("1" + zeros + "e-400"), 1);
  EXPECT_EQ(read("1e-400"), 0);
  EXPECT_TRUE(std::signbit(read("-1e-400")));
  EXPECT_EQ(read("0." + zeros + "1"), 0);
  EXPECT_EQ(read("0." + zeros + "1e401"), 1);
  EXPECT_EQ(read("0e999999999999"), 0);
  EXPECT_EQ(read("1e-99999999999999999999"), 0);
}

TEST(NumberScan, RoundsCorrectlyAtTheHardCases) {
  for (const char* text :
       {"9007199254740993", "9007199254740992.5", "2.2250738585072011e-308", "1.7976931348623158e308", "4.9e-324",
        "0.1", "0.30000000000000004", "6.631236846766476e-316", "1e22", "1e23", "123456789012345678901234567890",
        "0.000000000000000000000000000000000000001", "9007199254740991e22", "7.2057594037927933e16"}) {
    EXPECT_EQ(read(text), std::strtod(text, nullptr)) << text;
  }
}

TEST(NumberScan, AgreesWithStrtodOnRandomNumbers) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 50000; ++i) {
    std::string text = std::to_string(random() >> random() % 64);
    if (i % 2 == 0) text += "." + std::to_string(random() >> random() % 64);
    if (i % 3 == 0) text += "e" + std::to_string(static_cast<int>(random() % 700) - 350);
    ASSERT_EQ(read(text), std::strtod(text.c_str(), nullptr)) << text;
  }
}

}  // namespace
}  // namespace tenon::json::detail
