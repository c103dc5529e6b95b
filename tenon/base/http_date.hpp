#pragma once

#include <tenon/base/time.hpp>

namespace tenon {

/// Length of an HTTP date as it is sent.
inline constexpr std::size_t http_date_size = 29;

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7, IMF-fixdate), exactly `http_date_size` characters and no NUL;
/// returns the end. What is below a second is cut off; years stop at 0000 and 9999.
char* write_http_date(char* out, Instant instant) noexcept;

/// Any of the three forms that a recipient must accept (RFC 9110, 5.6.7):
///
///     Sun, 06 Nov 1994 08:49:37 GMT     IMF-fixdate
///     Sunday, 06-Nov-94 08:49:37 GMT    RFC 850: a year more than 50 years after `now` is of the century before
///     Sun Nov  6 08:49:37 1994          asctime
///
/// Case counts. The name of the day must be one but need not be the right one. Leap seconds are refused.
std::optional<Instant> parse_http_date(std::string_view text, Instant now) noexcept;

}  // namespace tenon
