#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// Points in time and calendar days. Everything is UTC; what has another offset is converted where it is read.
namespace tenon {

/// A point in time, in microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// A day of the Gregorian calendar, without a time and without a zone.
using Date = std::chrono::year_month_day;

/// RFC 3339 `date-time`: "2024-02-29T12:30:00.5+01:00". Offset or "Z" required, "t" and "z" allowed, one to nine
/// digits of fraction of which those beyond the microsecond are cut off. Refused: days that do not exist, leap seconds
/// (":60", as JavaScript does), and instants that leave the years 0000 … 9999 when their offset is taken away.
std::optional<Instant> parse_instant(std::string_view text) noexcept;

/// What databases write: "2024-02-29 12:30:00", with "T" or a space, perhaps a fraction, perhaps an offset ("Z", "+01",
/// "+01:00", a space before it allowed); UTC when there is none.
std::optional<Instant> parse_sql_timestamp(std::string_view text) noexcept;

/// RFC 3339 `full-date`: "2024-02-29".
std::optional<Date> parse_date(std::string_view text) noexcept;

/// Room that write_to(char*, Instant) and write_sql_timestamp need at most.
inline constexpr std::size_t max_instant_text_size = 32;
/// Room that write_to(char*, Date) needs at most.
inline constexpr std::size_t max_date_text_size = 16;

/// "2024-02-29T12:30:00.500Z": milliseconds, as JavaScript's toISOString; microseconds only when they are not zero.
/// Years outside 0000 … 9999 take ECMAScript's form of a sign and six digits. Writes no NUL; returns the end.
char* write_to(char* out, Instant instant) noexcept;
/// "2024-02-29".
char* write_to(char* out, Date date) noexcept;
/// "2024-02-29 12:30:00.500", the form of SQL without offset; microseconds only when they are not zero.
char* write_sql_timestamp(char* out, Instant instant) noexcept;

std::string to_string(Instant instant);
std::string to_string(Date date);

}  // namespace tenon
