#include <tenon/json/detail/number_text.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <utility>

namespace tenon::json::detail {
namespace {

template <class T>
std::string text_of(T value) {
  char out[max_number_size + 8];
  char* end = out;
  if constexpr (std::is_integral_v<T>) {
    end = write_integer(out, value);
  } else {
    end = write_real(out, value);
  }
  EXPECT_LE(end - out, static_cast<std::ptrdiff_t>(max_number_size));
  return {out, end};
}

/// The digits of a number's text, without zeros at either end.
std::string significant(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, text.find('e'))) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, digits.find_first_not_of('0'));
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

TEST(NumberText, WritesIntegersAtTheirLimits) {
  EXPECT_EQ(text_of(std::int64_t{0}), "0");
  EXPECT_EQ(text_of(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(text_of(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
  EXPECT_EQ(text_of(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

TEST(NumberText, WritesIntegersAroundEveryPowerOfTen) {
  std::uint64_t power = 1;
  for (int i = 0; i < 20; ++i, power *= 10) {
    for (const std::uint64_t value : {power - 1, power, power + 1}) EXPECT_EQ(text_of(value), std::to_string(value));
  }
}

// What node 20 prints for the same numbers.
TEST(NumberText, LaysRealsOutAsJavaScriptDoes) {
  const std::pair<double, const char*> cases[] = {
      {0, "0"},
      {1, "1"},
      {0.1, "0.1"},
      {0.3, "0.3"},
      {2.5, "2.5"},
      {-1.5, "-1.5"},
      {19.99, "19.99"},
      {100000, "100000"},
      {12345.6789, "12345.6789"},
      {99999999999.9999, "99999999999.9999"},
      {0.0001, "0.0001"},
      {0.00001, "0.00001"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {1.5e-7, "1.5e-7"},
      {123456.789e-10, "0.0000123456789"},
      {1e11, "100000000000"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {1.25e21, "1.25e+21"},
      {123456789012345680.0, "123456789012345680"},
      {9007199254740993.0, "9007199254740992"},
      {0.1 + 0.2, "0.30000000000000004"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
  };
  for (const auto& [value, text] : cases) EXPECT_EQ(text_of(value), text);
}

TEST(NumberText, KeepsTheSignOfZeroAndHasNoWordForTheInfinite) {
  EXPECT_EQ(text_of(-0.0), "-0");
  EXPECT_EQ(text_of(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(text_of(-std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(text_of(std::nan("")), "null");
  EXPECT_EQ(text_of(std::numeric_limits<float>::infinity()), "null");
}

TEST(NumberText, WritesFloatsWithTheDigitsThatAFloatNeeds) {
  EXPECT_EQ(text_of(0.1F), "0.1");
  EXPECT_EQ(text_of(16777216.0F), "16777216");
  EXPECT_EQ(text_of(std::numeric_limits<float>::max()), "3.4028235e+38");
  EXPECT_EQ(text_of(std::numeric_limits<float>::denorm_min()), "1e-45");
}

TEST(NumberText, WritesTheShortestTextThatReadsBackTheSame) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t bits = random();
    const double scales[] = {1, 10, 100, 100000};
    const double value =
        i % 2 == 0 ? std::bit_cast<double>(bits) : static_cast<double>(bits % 1000000000) / scales[bits >> 60 & 3];
    if (!std::isfinite(value)) continue;
    const std::string text = text_of(value);
    double back = 0;
    ASSERT_EQ(std::from_chars(text.data(), text.data() + text.size(), back).ptr, text.data() + text.size()) << text;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value)) << text;
    char shortest[40];
    const char* const end =
        std::to_chars(shortest, shortest + sizeof shortest, value, std::chars_format::scientific).ptr;
    ASSERT_EQ(significant(text), significant({shortest, end})) << text;
  }
}

}  // namespace
}  // namespace tenon::json::detail
