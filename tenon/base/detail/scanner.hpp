#pragma once

#include <chrono>
#include <cstddef>
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

  /// Exactly `Count` digits.
  template <std::size_t Count>
  constexpr bool read_digits(int& value) noexcept {
    static_assert(Count <= 9);
    if (rest_.size() < Count) return false;
    value = 0;
    for (std::size_t i = 0; i < Count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return false;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(Count);
    return true;
  }

  /// Any number of digits, as text.
  constexpr std::string_view take_digits() noexcept {
    std::size_t size = 0;
    while (size < rest_.size() && rest_[size] >= '0' && rest_[size] <= '9') ++size;
    const std::string_view digits = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return digits;
  }

  /// "2024-02-29", a day that exists. No optional: it would be put together in memory from pieces, and reading it while
  /// they are still on their way there takes longer than all the rest.
  constexpr bool read_date(std::chrono::year_month_day& date) noexcept {
    if (rest_.size() < 10 || rest_[4] != '-' || rest_[7] != '-') return false;
    bool digits = true;
    const int year = two_at(0, digits) * 100 + two_at(2, digits);
    const int month = two_at(5, digits);
    const int day = two_at(8, digits);
    if (!digits) return false;
    rest_.remove_prefix(10);
    return is_date(year, month, day, date);
  }

  /// "23:59:59", no leap second.
  constexpr bool read_time(std::chrono::seconds& time) noexcept {
    if (rest_.size() < 8 || rest_[2] != ':' || rest_[5] != ':') return false;
    bool digits = true;
    const int hour = two_at(0, digits);
    const int minute = two_at(3, digits);
    const int second = two_at(6, digits);
    if (!digits || hour > 23 || minute > 59 || second > 59) return false;
    rest_.remove_prefix(8);
    time = std::chrono::seconds((hour * 60 + minute) * 60 + second);
    return true;
  }

  static constexpr bool is_date(int year, int month, int day, std::chrono::year_month_day& date) noexcept {
    date = {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
            std::chrono::day(static_cast<unsigned>(day))};
    return date.ok();
  }

 private:
  /// The number of the two digits at `i`; clears `digits` if they are none. Without a branch: dates are read by the
  /// row.
  constexpr int two_at(std::size_t i, bool& digits) const noexcept {
    const int high = static_cast<unsigned char>(rest_[i]) - '0';
    const int low = static_cast<unsigned char>(rest_[i + 1]) - '0';
    digits &= static_cast<unsigned>(high) <= 9 && static_cast<unsigned>(low) <= 9;
    return high * 10 + low;
  }

  std::string_view rest_;
};

}  // namespace tenon::detail
