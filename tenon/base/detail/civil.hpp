#pragma once

#include <cstdint>

namespace tenon::detail {

/// A day of the proleptic Gregorian calendar. The year is wide because an Instant reaches 290,000 years both ways;
/// std::chrono::year ends at 32767.
struct Civil {
  std::int64_t year;
  std::uint32_t month;
  std::uint32_t day;
};

/// The day that is `days` after 1970-01-01. Howard Hinnant's civil_from_days: years start in March, so that the leap
/// day is the last day of one.
constexpr Civil civil_from_days(std::int64_t days) noexcept {
  constexpr std::int64_t era_days = 146'097;  // 400 years
  days += 719'468;                            // since 0000-03-01
  const std::int64_t era = (days >= 0 ? days : days - (era_days - 1)) / era_days;
  const auto day_of_era = static_cast<std::uint32_t>(days - era * era_days);
  const std::uint32_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t shifted_month = (5 * day_of_year + 2) / 153;  // 0 is March
  const std::uint32_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::uint32_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {era * 400 + year_of_era + (month <= 2 ? 1 : 0), month, day};
}

}  // namespace tenon::detail
