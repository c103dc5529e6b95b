#include <tenon/base/detail/digits.hpp>
#include <tenon/base/detail/scanner.hpp>
#include <tenon/base/http_date.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace tenon {

namespace {

using detail::Scanner;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr std::array<std::string_view, 7> day_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

char* write_text(char* out, std::string_view text) noexcept {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

bool skip_short_day(Scanner& scanner) noexcept {
  return std::any_of(day_names.begin(), day_names.end(),
                     [&](std::string_view name) { return scanner.skip(name.substr(0, 3)); });
}

bool read_month(Scanner& scanner, int& month) noexcept {
  for (std::size_t i = 0; i < month_names.size(); ++i) {
    if (scanner.skip(month_names[i])) {
      month = static_cast<int>(i) + 1;
      return true;
    }
  }
  return false;
}

std::optional<Instant> assemble(int year, int month, int day, seconds time) noexcept {
  std::chrono::year_month_day date;
  if (!Scanner::is_date(year, month, day, date)) return std::nullopt;
  return sys_days(date) + time;
}

/// ", 06 Nov 1994 08:49:37 GMT"
std::optional<Instant> parse_imf_fixdate(Scanner scanner) noexcept {
  int day = 0;
  int month = 0;
  int year = 0;
  if (!scanner.skip(", ") || !scanner.read_digits<2>(day) || !scanner.skip(' ') || !read_month(scanner, month) ||
      !scanner.skip(' ') || !scanner.read_digits<4>(year) || !scanner.skip(' ')) {
    return std::nullopt;
  }
  seconds time{};
  if (!scanner.read_time(time) || scanner.rest() != " GMT") return std::nullopt;
  return assemble(year, month, day, time);
}

/// " Nov  6 08:49:37 1994"
std::optional<Instant> parse_asctime(Scanner scanner) noexcept {
  int month = 0;
  int day = 0;
  if (!scanner.skip(' ') || !read_month(scanner, month) || !scanner.skip(' ')) return std::nullopt;
  const bool one_digit = scanner.skip(' ');
  if (!(one_digit ? scanner.read_digits<1>(day) : scanner.read_digits<2>(day)) || !scanner.skip(' ')) {
    return std::nullopt;
  }
  seconds time{};
  int year = 0;
  if (!scanner.read_time(time) || !scanner.skip(' ') || !scanner.read_digits<4>(year) || !scanner.at_end())
    return std::nullopt;
  return assemble(year, month, day, time);
}

/// ", 06-Nov-94 08:49:37 GMT"
std::optional<Instant> parse_rfc850(Scanner scanner, Instant now) noexcept {
  int day = 0;
  int month = 0;
  int year = 0;
  if (!scanner.skip(", ") || !scanner.read_digits<2>(day) || !scanner.skip('-') || !read_month(scanner, month) ||
      !scanner.skip('-') || !scanner.read_digits<2>(year) || !scanner.skip(' ')) {
    return std::nullopt;
  }
  seconds time{};
  if (!scanner.read_time(time) || scanner.rest() != " GMT") return std::nullopt;
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const int this_year = static_cast<int>(today.year());
  year += this_year / 100 * 100;
  if (year > this_year + 50) year -= 100;
  return assemble(year, month, day, time);
}

}  // namespace

char* write_http_date(char* out, Instant instant) noexcept {
  constexpr sys_seconds first = sys_days(std::chrono::year(0) / 1 / 1);
  constexpr sys_seconds last = sys_days(std::chrono::year(10'000) / 1 / 1) - seconds(1);
  const sys_seconds second = std::clamp(std::chrono::floor<seconds>(instant), first, last);
  const sys_days day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date(day);
  const auto of_day = static_cast<std::uint32_t>((second - day).count());

  out = write_text(out, day_names[std::chrono::weekday(day).c_encoding()].substr(0, 3));
  out = write_text(out, ", ");
  out = detail::write_two(out, static_cast<unsigned>(date.day()));
  *out++ = ' ';
  out = write_text(out, month_names[static_cast<unsigned>(date.month()) - 1]);
  *out++ = ' ';
  out = detail::write_four(out, static_cast<std::uint32_t>(static_cast<int>(date.year())));
  *out++ = ' ';
  out = detail::write_two(out, of_day / 3600);
  *out++ = ':';
  out = detail::write_two(out, of_day / 60 % 60);
  *out++ = ':';
  out = detail::write_two(out, of_day % 60);
  return write_text(out, " GMT");
}

std::optional<Instant> parse_http_date(std::string_view text, Instant now) noexcept {
  Scanner scanner(text);
  for (const std::string_view name : day_names) {
    if (scanner.skip(name)) return parse_rfc850(scanner, now);
  }
  if (!skip_short_day(scanner)) return std::nullopt;
  if (scanner.rest().starts_with(',')) return parse_imf_fixdate(scanner);
  return parse_asctime(scanner);
}

}  // namespace tenon
