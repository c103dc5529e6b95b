#include <tenon/base/http_date.hpp>

#include <gtest/gtest.h>

namespace tenon {
namespace {

const Instant now = *parse_instant("2024-06-15T12:00:00Z");

std::string read_http_date(std::string_view text) {
  const auto instant = parse_http_date(text, now);
  return instant ? to_string(*instant) : "refused";
}
std::string print(std::string_view instant) {
  char text[http_date_size];
  EXPECT_EQ(write_http_date(text, *parse_instant(instant)), text + http_date_size);
  return {text, http_date_size};
}

TEST(HttpDate, ReadsTheThreeFormsOfTheRfc) {  // RFC 9110, 5.6.7
  EXPECT_EQ(read_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), "1994-11-06T08:49:37.000Z");
  EXPECT_EQ(read_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), "1994-11-06T08:49:37.000Z");
  EXPECT_EQ(read_http_date("Sun Nov  6 08:49:37 1994"), "1994-11-06T08:49:37.000Z");
  EXPECT_EQ(read_http_date("Wed Nov 16 08:49:37 1994"), "1994-11-16T08:49:37.000Z");
}

TEST(HttpDate, PrintsImfFixdate) {
  EXPECT_EQ(print("1994-11-06T08:49:37Z"), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(print("1970-01-01T00:00:00Z"), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(print("2024-02-29T23:59:59.999999Z"), "Thu, 29 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(print("1969-12-31T23:59:59.5Z"), "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST(HttpDate, StaysWithinTheYearsOfFourDigits) {
  char text[http_date_size];
  write_http_date(text, Instant::max());
  EXPECT_EQ(std::string_view(text, sizeof text), "Fri, 31 Dec 9999 23:59:59 GMT");
  write_http_date(text, Instant::min());
  EXPECT_EQ(std::string_view(text, sizeof text), "Sat, 01 Jan 0000 00:00:00 GMT");
}

TEST(HttpDate, PutsTwoDigitsOfAYearAtMostFiftyYearsAhead) {
  EXPECT_EQ(read_http_date("Monday, 01-Jan-24 00:00:00 GMT"), "2024-01-01T00:00:00.000Z");
  EXPECT_EQ(read_http_date("Monday, 01-Jan-74 00:00:00 GMT"), "2074-01-01T00:00:00.000Z");
  EXPECT_EQ(read_http_date("Monday, 01-Jan-75 00:00:00 GMT"), "1975-01-01T00:00:00.000Z");
  EXPECT_EQ(read_http_date("Monday, 01-Jan-00 00:00:00 GMT"), "2000-01-01T00:00:00.000Z");
}

TEST(HttpDate, ReadsBackWhatItPrintsOnEveryDayOfFortyYears) {
  char text[http_date_size];
  Instant instant = *parse_instant("1990-01-01T00:00:00Z");
  for (int day = 0; day < 40 * 366; ++day, instant += std::chrono::hours(24) + std::chrono::seconds(7)) {
    write_http_date(text, instant);
    ASSERT_EQ(parse_http_date({text, sizeof text}, now), instant);
  }
}

TEST(HttpDate, RefusesWhatIsNoDate) {
  for (const char* text : {"",
                           "0",
                           "Sun",
                           "Sunday",
                           "sun, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 06 nov 1994 08:49:37 GMT",
                           "Sun, 6 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 94 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 UTC",
                           "Sun, 06 Nov 1994 08:49:37",
                           "Sun, 06 Nov 1994 8:49:37 GMT",
                           "Sun, 31 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 24:00:00 GMT",
                           "Sun, 06 Nov 1994 08:49:60 GMT",
                           "Sun, 06 Nov 1994 08:49:37 GMT ",
                           "Sunday, 06-Nov-1994 08:49:37 GMT",
                           "Sunday, 06 Nov 94 08:49:37 GMT",
                           "Sun Nov 6 08:49:37 1994",
                           "Sun Nov  6 08:49:37 1994 GMT",
                           "Sun Nov 06 08:49:37 94",
                           "1994-11-06T08:49:37Z",
                           "Fun, 06 Nov 1994 08:49:37 GMT",
                           "Sunday Nov  6 08:49:37 1994",
                           "Sun Nov   08:49:37 1994"}) {
    EXPECT_EQ(read_http_date(text), "refused") << text;
  }
}

TEST(HttpDate, RefusesEveryPrefix) {
  for (const std::string_view whole :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_EQ(read_http_date(whole.substr(0, size)), "refused") << size;
  }
}

}  // namespace
}  // namespace tenon
