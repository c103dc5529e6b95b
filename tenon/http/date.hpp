#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT" has as many characters.
inline constexpr std::size_t http_date_size = 29;

/// Writes exactly http_date_size characters (IMF-fixdate, RFC 9110 section 5.6.7); years 0 to 9999.
void write_http_date(std::chrono::sys_seconds time, char* out) noexcept;
std::string http_date(std::chrono::sys_seconds time);

/// Reads the three forms that the RFC asks recipients to accept: IMF-fixdate, RFC 850 (its two-digit year is
/// the one nearest to now, at most 50 years ahead) and asctime. Nothing for anything else; the day's name is
/// not compared with the date.
std::optional<std::chrono::sys_seconds> parse_http_date(
    std::string_view text, std::chrono::sys_seconds now =
                               std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));

/// The text of the current second, made once for all answers of that second. One per loop.
class DateCache {
 public:
  std::string_view at(std::chrono::sys_seconds now) noexcept {
    if (now != second_) {
      second_ = now;
      write_http_date(now, text_.data());
    }
    return {text_.data(), text_.size()};
  }

 private:
  std::chrono::sys_seconds second_ = std::chrono::sys_seconds::min();
  std::array<char, http_date_size> text_{};
};

}  // namespace tenon::http
