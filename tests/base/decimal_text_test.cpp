#include <tenon/base/decimal.hpp>

#include <gtest/gtest.h>

#include <string>

namespace tenon {
namespace {

std::string read_decimal(std::string_view text) {
  const auto value = Decimal::parse(text);
  return value ? value->to_string() : "refused";
}

TEST(DecimalText, KeepsTheScale) {
  for (const char* text : {"0",
                           "7",
                           "-7",
                           "12.50",
                           "-12.50",
                           "0.00",
                           "0.05",
                           "-0.05",
                           "100",
                           "1000000.000001",
                           "999999999999999999",
                           "9223372036854775807",
                           "-9223372036854775807",
                           "9223372036854775808",
                           "-9223372036854775808",
                           "0.1234567890123456789",
                           "123456789.123456789123456789",
                           "1000000000000000000000000000000",
                           "0.000000000000000000000000000001",
                           "-123456789012345678901234567890.123456789012345678901234567890",
                           "1000000000.0000000000000000000",
                           "0.0000000000000000000"}) {
    EXPECT_EQ(read_decimal(text), text);
  }
}

TEST(DecimalText, DropsLeadingZerosAndTheSignOfZero) {
  EXPECT_EQ(read_decimal("0012.50"), "12.50");
  EXPECT_EQ(read_decimal("-0"), "0");
  EXPECT_EQ(read_decimal("-0.00"), "0.00");
  EXPECT_EQ(read_decimal(std::string(100, '0') + "1"), "1");
  EXPECT_EQ(read_decimal(std::string(200'000, '0') + "1.5"), "1.5");
}

TEST(DecimalText, ReadsExponents) {
  EXPECT_EQ(read_decimal("1.5e3"), "1500");
  EXPECT_EQ(read_decimal("1.5E+3"), "1500");
  EXPECT_EQ(read_decimal("-15e-3"), "-0.015");
  EXPECT_EQ(read_decimal("1.50e1"), "15.0");
  EXPECT_EQ(read_decimal("0e5"), "0");
  EXPECT_EQ(read_decimal("1e0"), "1");
  EXPECT_EQ(read_decimal("1e00000000000000000000001"), "10");
  EXPECT_EQ(read_decimal("1e400").size(), 401U);
  EXPECT_EQ(read_decimal("1e-400").size(), 402U);
}

TEST(DecimalText, LetsNoShortTextBecomeALongNumber) {
  for (const char* text : {"1e401", "1e-401", "1e999999999999999999999", "1e-999999999999999999999", "0e401"}) {
    EXPECT_EQ(read_decimal(text), "refused") << text;
  }
}

TEST(DecimalText, RefusesWhatIsNoNumber) {
  for (const char* text : {"",    "-",   "+1",  ".5",   "5.",       ".",     "-.5",   "1.5.", "1..5", "1,5",
                           " 1",  "1 ",  "1e",  "1e+",  "1e-",      "e5",    "1e5.",  "--1",  "1-",   "0x10",
                           "NaN", "nan", "inf", "-inf", "Infinity", "1_000", "1'000", "$1",   "1f",   "\xd9\xa1"}) {
    EXPECT_EQ(read_decimal(text), "refused") << text;
  }
  EXPECT_EQ(read_decimal(std::string_view("1\0", 2)), "refused");
  EXPECT_EQ(read_decimal(std::string(30, '1') + "x"), "refused");
}

TEST(DecimalText, ReachesAsFarAsPostgresAndNoFurther) {
  const std::string integer(Decimal::max_integer_digits, '9');
  const std::string fraction(Decimal::max_scale, '9');
  EXPECT_EQ(read_decimal(integer + "." + fraction), integer + "." + fraction);
  EXPECT_EQ(read_decimal("-" + integer), "-" + integer);
  EXPECT_EQ(read_decimal(integer + "9"), "refused");
  EXPECT_EQ(read_decimal("0." + fraction + "9"), "refused");
  EXPECT_EQ(read_decimal("0." + fraction + "0"), "refused");
  EXPECT_EQ(read_decimal(integer + "e1"), "refused");
}

TEST(DecimalText, WritesWithinTheRoomItAsksFor) {
  for (const char* text : {"0", "-9223372036854775807", "-0.9223372036854775807", "-9.223372036854775807", "1e400",
                           "-1e-400", "-123456789012345678901234567890.5", "-0.000000000000000000000000000000000001"}) {
    const Decimal value = *Decimal::parse(text);
    std::string room(value.max_text_size() + 1, '#');
    char* const end = value.write_to(room.data());
    ASSERT_LT(end, room.data() + room.size()) << text;
    EXPECT_EQ(*end, '#');
    EXPECT_EQ(std::string_view(room.data(), end), value.to_string());
  }
}

}  // namespace
}  // namespace tenon
