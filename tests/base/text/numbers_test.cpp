#include <tenon/base/text/numbers.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

namespace tenon::text {
namespace {

TEST(ParseInteger, ReadsTheWholeRangeAndNothingBeyond) {
  EXPECT_EQ(parse_int64("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parse_int64("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_FALSE(parse_int64("9223372036854775808"));
  EXPECT_FALSE(parse_int64("-9223372036854775809"));
  EXPECT_EQ(parse_uint64("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_FALSE(parse_uint64("18446744073709551616"));
  EXPECT_EQ(parse_integer<std::int8_t>("-128"), -128);
  EXPECT_FALSE(parse_integer<std::int8_t>("128"));
  EXPECT_EQ(parse_integer<std::uint16_t>("65535"), 65535);
  EXPECT_FALSE(parse_integer<std::uint16_t>("65536"));
  EXPECT_EQ(parse_integer<int>("0042"), 42);
  EXPECT_EQ(parse_integer<int>("-0"), 0);
}

TEST(ParseInteger, TakesNoSignWhereThereIsNone) {
  EXPECT_FALSE(parse_uint64("-1"));
  EXPECT_FALSE(parse_uint64("-0"));
  EXPECT_FALSE(parse_uint64("+1"));
  EXPECT_FALSE(parse_int64("+1"));
  EXPECT_FALSE(parse_int64("--1"));
  EXPECT_FALSE(parse_int64("-"));
}

TEST(ParseInteger, TakesTheWholeTextOrNothing) {
  for (const char* text : {"", " ", " 1", "1 ", "1.0", "1e3", "0x10", "1_000", "1,000", "a", "1a", "\xd9\xa1"}) {
    EXPECT_FALSE(parse_int64(text)) << text;
    EXPECT_FALSE(parse_uint64(text)) << text;
  }
  EXPECT_FALSE(parse_int64(std::string_view("1\0", 2)));
}

TEST(ParseDouble, RoundsCorrectly) {
  EXPECT_EQ(parse_double("0.1"), 0.1);
  EXPECT_EQ(parse_double("-1.5e3"), -1500.0);
  EXPECT_EQ(parse_double("1E+2"), 100.0);
  EXPECT_EQ(parse_double("9007199254740993"), 9007199254740992.0);  // half way: to even
  EXPECT_EQ(parse_double("1.7976931348623157e308"), std::numeric_limits<double>::max());
  EXPECT_EQ(parse_double("5e-324"), std::numeric_limits<double>::denorm_min());
  EXPECT_TRUE(std::signbit(*parse_double("-0")));
}

TEST(ParseDouble, RefusesWhatIsNoNumberInJson) {
  for (const char* text :
       {"",         "-",     "+1", ".5", "5.",  "1.e3",  "1e",  "1e+", "inf",   "-inf",   "nan",   "NaN",
        "Infinity", "0x1p3", " 1", "1 ", "1,5", "1e5.5", "--1", "1-",  "1e999", "-1e999", "1e-999"}) {
    EXPECT_FALSE(parse_double(text)) << text;
  }
}

}  // namespace
}  // namespace tenon::text
