#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace tenon::detail {

/// Reads fields of fixed form off the front of a text. What does not fit is left where it is and told by the result.
class Scanner {
 public:
  explicit constexpr Scanner(std::string_view text) noexcept : rest_(text) {}

  constexpr bool at_end() const noexcept { return rest_.empty(); }
  constexpr std::string_view rest() const noexcept { return rest_; }

  constexpr bool skip(char c) noexcept {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  constexpr bool skip(std::string_view text) noexcept {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  /// Exactly `count` digits, at most nine.
  constexpr bool read_digits(std::size_t count, int& value) noexcept {
    if (rest_.size() < count) return false;
    int result = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return false;
      result = result * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    value = result;
    return true;
  }

  /// "2024-02-29", a day that exists.
  constexpr std::optional<std::chrono::year_month_day> read_date() noexcept {
    int year = 0;
    int month = 0;
    int day = 0;
    if (!read_digits(4, year) || !skip('-') || !read_digits(2, month) || !skip('-') || !read_digits(2, day)) {
      return std::nullopt;
    }
    return date(year, month, day);
  }

  /// "23:59:59", no leap second.
  constexpr std::optional<std::chrono::seconds> read_time() noexcept {
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!read_digits(2, hour) || !skip(':') || !read_digits(2, minute) || !skip(':') || !read_digits(2, second)) {
      return std::nullopt;
    }
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
  }

  static constexpr std::optional<std::chrono::year_month_day> date(int year, int month, int day) noexcept {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return date;
  }

 private:
  std::string_view rest_;
};

}  // namespace tenon::detail
