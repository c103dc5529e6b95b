#include <tenon/base/time.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace tenon {
namespace {

using std::chrono::microseconds;

Instant at(std::int64_t value) { return Instant{microseconds{value}}; }

/// The instant that `text` names, printed; "refused" if it names none.
std::string read_instant(std::string_view text) {
  const auto instant = parse_instant(text);
  return instant ? to_string(*instant) : "refused";
}
std::string read_sql(std::string_view text) {
  const auto instant = parse_sql_timestamp(text);
  return instant ? to_string(*instant) : "refused";
}
std::string read_date(std::string_view text) {
  const auto date = parse_date(text);
  return date ? to_string(*date) : "refused";
}

TEST(Instant, ReadsTheExamplesOfTheRfc) {  // RFC 3339, 5.8
  EXPECT_EQ(read_instant("1985-04-12T23:20:50.52Z"), "1985-04-12T23:20:50.520Z");
  EXPECT_EQ(read_instant("1996-12-19T16:39:57-08:00"), "1996-12-20T00:39:57.000Z");
  EXPECT_EQ(read_instant("1937-01-01T12:00:27.87+00:20"), "1937-01-01T11:40:27.870Z");
}

TEST(Instant, CountsMicrosecondsSince1970) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00Z"), at(0));
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.000001Z"), at(1));
  EXPECT_EQ(parse_instant("1969-12-31T23:59:59.999999Z"), at(-1));
  EXPECT_EQ(parse_instant("2001-09-09T01:46:40Z"), at(1'000'000'000'000'000));
}

TEST(Instant, PrintsMillisecondsAndMicrosecondsOnlyWhenThereAreAny) {
  EXPECT_EQ(to_string(at(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_string(at(7'000)), "1970-01-01T00:00:00.007Z");
  EXPECT_EQ(to_string(at(7'001)), "1970-01-01T00:00:00.007001Z");
  EXPECT_EQ(to_string(at(-1)), "1969-12-31T23:59:59.999999Z");
}

TEST(Instant, ReadsOneToNineDigitsOfFractionAndCutsOffWhatIsBelowAMicrosecond) {
  EXPECT_EQ(read_instant("2024-01-01T00:00:00.1Z"), "2024-01-01T00:00:00.100Z");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00.123456Z"), "2024-01-01T00:00:00.123456Z");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00.1234567Z"), "2024-01-01T00:00:00.123456Z");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00.999999999Z"), "2024-01-01T00:00:00.999999Z");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00.0000000001Z"), "refused");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00.Z"), "refused");
}

TEST(Instant, TakesTheLettersInEitherCaseAndNoSpace) {
  EXPECT_EQ(read_instant("2024-01-01t00:00:00z"), "2024-01-01T00:00:00.000Z");
  EXPECT_EQ(read_instant("2024-01-01 00:00:00Z"), "refused");
}

TEST(Instant, NeedsAnOffset) {
  EXPECT_EQ(read_instant("2024-01-01T00:00:00"), "refused");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00.5"), "refused");
  EXPECT_EQ(read_instant("2024-01-01"), "refused");
}

TEST(Instant, ReadsOffsetsOfHoursAndMinutesOnly) {
  EXPECT_EQ(read_instant("2024-01-01T00:00:00+23:59"), "2023-12-31T00:01:00.000Z");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00-23:59"), "2024-01-01T23:59:00.000Z");
  EXPECT_EQ(read_instant("2024-01-01T00:00:00-00:00"), "2024-01-01T00:00:00.000Z");
  for (const char* offset : {"+24:00", "+00:60", "+0100", "+01", "+1:00", "01:00", "+01:00:00", "ZZ", "+01:00Z", "+"}) {
    EXPECT_EQ(read_instant(std::string("2024-01-01T00:00:00") + offset), "refused") << offset;
  }
}

TEST(Instant, KnowsWhichDaysExist) {
  EXPECT_EQ(read_instant("2024-02-29T00:00:00Z"), "2024-02-29T00:00:00.000Z");
  EXPECT_EQ(read_instant("2000-02-29T00:00:00Z"), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(read_instant("2023-02-29T00:00:00Z"), "refused");
  EXPECT_EQ(read_instant("1900-02-29T00:00:00Z"), "refused");
  EXPECT_EQ(read_instant("2024-04-31T00:00:00Z"), "refused");
  EXPECT_EQ(read_instant("2024-00-01T00:00:00Z"), "refused");
  EXPECT_EQ(read_instant("2024-13-01T00:00:00Z"), "refused");
  EXPECT_EQ(read_instant("2024-01-00T00:00:00Z"), "refused");
  EXPECT_EQ(read_instant("2024-01-32T00:00:00Z"), "refused");
}

TEST(Instant, RefusesTimesThatNoClockShowsAndLeapSeconds) {
  EXPECT_EQ(read_instant("2024-01-01T23:59:59Z"), "2024-01-01T23:59:59.000Z");
  EXPECT_EQ(read_instant("2024-01-01T24:00:00Z"), "refused");
  EXPECT_EQ(read_instant("2024-01-01T00:60:00Z"), "refused");
  EXPECT_EQ(read_instant("2016-12-31T23:59:60Z"), "refused");
}

TEST(Instant, StaysWithinTheYearsThatHaveFourDigits) {
  EXPECT_EQ(read_instant("0000-01-01T00:00:00Z"), "0000-01-01T00:00:00.000Z");
  EXPECT_EQ(read_instant("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z");
  EXPECT_EQ(read_instant("0000-01-01T00:00:00+00:01"), "refused");
  EXPECT_EQ(read_instant("9999-12-31T23:59:59-00:01"), "refused");
  EXPECT_EQ(read_instant("10000-01-01T00:00:00Z"), "refused");
  EXPECT_EQ(read_instant("-001-01-01T00:00:00Z"), "refused");
}

TEST(Instant, PrintsYearsBeyondFourDigitsAsJavaScriptDoes) {
  EXPECT_EQ(to_string(*parse_instant("9999-12-31T23:59:59Z") + std::chrono::seconds(1)), "+010000-01-01T00:00:00.000Z");
  EXPECT_EQ(to_string(*parse_instant("0000-01-01T00:00:00Z") - std::chrono::seconds(1)), "-000001-12-31T23:59:59.000Z");
  EXPECT_EQ(to_string(at(8'640'000'000'000'000'000)), "+275760-09-13T00:00:00.000Z");  // new Date(8.64e15)
}

TEST(Instant, PrintsTheFirstAndTheLastOfAllInTheirRoom) {
  EXPECT_EQ(to_string(at(std::numeric_limits<std::int64_t>::max())), "+294247-01-10T04:00:54.775807Z");
  EXPECT_EQ(to_string(at(std::numeric_limits<std::int64_t>::min())), "-290308-12-21T19:59:05.224192Z");
  EXPECT_LE(to_string(Instant::max()).size(), max_instant_text_size);
}

TEST(Instant, RefusesEveryPrefixAndEveryLongerText) {
  const std::string whole = "2024-02-29T12:30:00.5+01:00";
  ASSERT_NE(read_instant(whole), "refused");
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(read_instant(whole.substr(0, size)), "refused") << size;
  EXPECT_EQ(read_instant(whole + " "), "refused");
  EXPECT_EQ(read_instant(" " + whole), "refused");
  EXPECT_EQ(read_instant(whole + std::string(1, '\0')), "refused");
}

TEST(Instant, RefusesOtherBytesAtEveryPlace) {
  const std::string whole = "2024-02-29T12:30:00.5+01:00";
  for (std::size_t place = 0; place < whole.size(); ++place) {
    for (const char byte : {'\0', '/', ':', ' ', '\xff', 'x'}) {
      std::string text = whole;
      if (text[place] == byte) continue;
      text[place] = byte;
      EXPECT_EQ(read_instant(text), "refused") << text;
    }
  }
}

TEST(Instant, ReadsBackWhatItPrintsOnEveryDayOfFourHundredYears) {
  Instant instant = *parse_instant("1850-01-01T00:00:00Z");
  const Instant end = *parse_instant("2250-01-01T00:00:00Z");
  char text[max_instant_text_size];
  for (; instant < end; instant += std::chrono::hours(24) + microseconds(123'457)) {
    const std::string_view printed(text, static_cast<std::size_t>(write_to(text, instant) - text));
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(instant));
    ASSERT_EQ(parse_instant(printed), instant) << printed;
    ASSERT_EQ(printed.substr(0, 10), to_string(day));
  }
}

TEST(SqlTimestamp, ReadsTheFormsOfSqliteAndPostgres) {
  EXPECT_EQ(read_sql("2024-02-29 12:30:00"), "2024-02-29T12:30:00.000Z");
  EXPECT_EQ(read_sql("2024-02-29 12:30:00.123456"), "2024-02-29T12:30:00.123456Z");
  EXPECT_EQ(read_sql("2024-02-29 12:30:00+02"), "2024-02-29T10:30:00.000Z");
  EXPECT_EQ(read_sql("2024-02-29 12:30:00.5-03:30"), "2024-02-29T16:00:00.500Z");
  EXPECT_EQ(read_sql("2023-05-06 07:08:09.123 +02:00"), "2023-05-06T05:08:09.123Z");
  EXPECT_EQ(read_sql("2024-02-29T12:30:00.000+00:00"), "2024-02-29T12:30:00.000Z");
  EXPECT_EQ(read_sql("2024-02-29T12:30:00.000Z"), "2024-02-29T12:30:00.000Z");
}

TEST(SqlTimestamp, RefusesWhatIsNone) {
  for (const char* text : {"", "2024-02-29", "2024-02-29 12:30", "2024-02-30 12:30:00", "2024-02-29 12:30:00 ",
                           "2024-02-29 12:30:00.", "2024-02-29 12:30:00+", "2024-02-29 12:30:00+02:", "infinity",
                           "2024-02-29  12:30:00", "2024-02-29 12:30:00 BC", "2024-02-29 25:30:00"}) {
    EXPECT_EQ(read_sql(text), "refused") << text;
  }
}

TEST(SqlTimestamp, PrintsWithoutOffset) {
  char text[max_instant_text_size];
  const char* const end = write_sql_timestamp(text, *parse_instant("2024-02-29T12:30:00.5+01:00"));
  EXPECT_EQ(std::string_view(text, end), "2024-02-29 11:30:00.500");
}

TEST(Date, ReadsAndPrintsADay) {
  EXPECT_EQ(read_date("2024-02-29"), "2024-02-29");
  EXPECT_EQ(read_date("0000-01-01"), "0000-01-01");
  EXPECT_EQ(read_date("9999-12-31"), "9999-12-31");
}

TEST(Date, RefusesDaysThatDoNotExistAndOtherForms) {
  for (const char* text : {"", "2023-02-29", "2024-2-29", "2024-02-9", "24-02-29", "2024/02/29", "20240229",
                           "2024-02-29Z", "2024-02-29T00:00:00Z", " 2024-02-29", "+2024-02-29", "2024-02-31"}) {
    EXPECT_EQ(read_date(text), "refused") << text;
  }
}

TEST(Date, PrintsWhatIsNoDayWithoutHarm) {
  using namespace std::chrono;
  EXPECT_EQ(to_string(year(2023) / 2 / 31), "2023-02-31");
  EXPECT_EQ(to_string(year(-1) / 1 / 1), "-000001-01-01");
  EXPECT_LE(to_string(Date(year::min(), month(255), day(255))).size(), max_date_text_size);
}

}  // namespace
}  // namespace tenon
