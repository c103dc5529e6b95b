#include <tenon/base/detail/civil.hpp>
#include <tenon/base/detail/digits.hpp>
#include <tenon/base/detail/scanner.hpp>
#include <tenon/base/time.hpp>

namespace tenon {

namespace {

using detail::Scanner;
using std::chrono::microseconds;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr Instant first_instant = sys_days(std::chrono::year(0) / 1 / 1);
constexpr Instant end_of_instants = sys_days(std::chrono::year(10'000) / 1 / 1);

/// What may follow the seconds: a point and one to nine digits. False if there is a point without them.
bool read_fraction(Scanner& scanner, microseconds& fraction) noexcept {
  if (!scanner.skip('.')) return true;
  const std::string_view digits = scanner.take_digits();
  if (digits.empty() || digits.size() > 9) return false;
  constexpr int units[] = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  const std::string_view precise = digits.substr(0, 6);
  int value = 0;
  for (const char digit : precise) value = value * 10 + (digit - '0');
  fraction = microseconds(value * units[precise.size()]);
  return true;
}

/// "+01:00"; the minutes may be missing if they are optional.
bool read_offset(Scanner& scanner, bool minutes_required, seconds& offset) noexcept {
  const bool negative = scanner.skip('-');
  if (!negative && !scanner.skip('+')) return false;
  int hours = 0;
  int minutes = 0;
  if (!scanner.read_digits<2>(hours) || hours > 23) return false;
  if (scanner.skip(':')) {
    if (!scanner.read_digits<2>(minutes) || minutes > 59) return false;
  } else if (minutes_required) {
    return false;
  }
  offset = seconds((hours * 60 + minutes) * 60);
  if (negative) offset = -offset;
  return true;
}

std::optional<Instant> assemble(Date date, microseconds of_day, seconds offset) noexcept {
  const Instant instant = sys_days(date) + of_day - offset;
  if (instant < first_instant || instant >= end_of_instants) return std::nullopt;
  return instant;
}

char* write_date(char* out, const detail::Civil& date) noexcept {
  if (date.year >= 0 && date.year <= 9999) {
    out = detail::write_four(out, static_cast<std::uint32_t>(date.year));
  } else {
    *out++ = date.year < 0 ? '-' : '+';
    out = detail::write_six(out, static_cast<std::uint32_t>(date.year < 0 ? -date.year : date.year));
  }
  *out++ = '-';
  out = detail::write_two(out, date.month);
  *out++ = '-';
  return detail::write_two(out, date.day);
}

char* write_instant(char* out, Instant instant, char separator) noexcept {
  constexpr std::int64_t per_day = microseconds(std::chrono::days(1)).count();
  std::int64_t day = instant.time_since_epoch().count() / per_day;
  std::int64_t of_day = instant.time_since_epoch().count() % per_day;
  if (of_day < 0) {  // std::chrono::floor would overflow in the first day of all
    of_day += per_day;
    --day;
  }
  const auto second = static_cast<std::uint32_t>(of_day / 1'000'000);
  const auto fraction = static_cast<std::uint32_t>(of_day % 1'000'000);
  out = write_date(out, detail::civil_from_days(day));
  *out++ = separator;
  out = detail::write_two(out, second / 3600);
  *out++ = ':';
  out = detail::write_two(out, second / 60 % 60);
  *out++ = ':';
  out = detail::write_two(out, second % 60);
  *out++ = '.';
  return fraction % 1000 == 0 ? detail::write_three(out, fraction / 1000) : detail::write_six(out, fraction);
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) noexcept {
  Scanner scanner(text);
  Date date;
  if (!scanner.read_date(date) || (!scanner.skip('T') && !scanner.skip('t'))) return std::nullopt;
  seconds time{};
  microseconds fraction{};
  if (!scanner.read_time(time) || !read_fraction(scanner, fraction)) return std::nullopt;
  seconds offset{};
  if (!scanner.skip('Z') && !scanner.skip('z') && !read_offset(scanner, true, offset)) return std::nullopt;
  if (!scanner.at_end()) return std::nullopt;
  return assemble(date, time + fraction, offset);
}

std::optional<Instant> parse_sql_timestamp(std::string_view text) noexcept {
  Scanner scanner(text);
  Date date;
  if (!scanner.read_date(date) || (!scanner.skip(' ') && !scanner.skip('T'))) return std::nullopt;
  seconds time{};
  microseconds fraction{};
  if (!scanner.read_time(time) || !read_fraction(scanner, fraction)) return std::nullopt;
  seconds offset{};
  if (!scanner.at_end()) {
    scanner.skip(' ');
    if (!scanner.skip('Z') && !read_offset(scanner, false, offset)) return std::nullopt;
  }
  if (!scanner.at_end()) return std::nullopt;
  return assemble(date, time + fraction, offset);
}

std::optional<Date> parse_date(std::string_view text) noexcept {
  Scanner scanner(text);
  Date date;
  if (!scanner.read_date(date) || !scanner.at_end()) return std::nullopt;
  return date;
}

char* write_to(char* out, Instant instant) noexcept {
  out = write_instant(out, instant, 'T');
  *out++ = 'Z';
  return out;
}

char* write_to(char* out, Date date) noexcept {
  return write_date(out, {static_cast<int>(date.year()), static_cast<unsigned>(date.month()) % 100,
                          static_cast<unsigned>(date.day()) % 100});
}

char* write_sql_timestamp(char* out, Instant instant) noexcept { return write_instant(out, instant, ' '); }

std::string to_string(Instant instant) {
  char text[max_instant_text_size];
  return {text, write_to(text, instant)};
}

std::string to_string(Date date) {
  char text[max_date_text_size];
  return {text, write_to(text, date)};
}

}  // namespace tenon
