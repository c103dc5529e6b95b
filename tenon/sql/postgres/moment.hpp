#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/base/time.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/postgres/type.hpp>

/// Points in time as cells. `timestamp`, `timestamptz`, `date` and `time` are integers there: microseconds since
/// 2000-01-01T00:00:00Z, as the server counts. A time is that of 1970-01-01, as Prisma has it. `timetz` stays the
/// twelve bytes of the wire: its zone is a part of its value.
namespace tenon::sql::postgres {

/// `infinity` and `-infinity`.
inline constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();

inline constexpr std::size_t timetz_size = 12;

/// The day 2000-01-01.
inline constexpr Instant epoch{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};

/// None for bytes of the wrong size. A day so late that it cannot be counted in microseconds stays its four bytes.
std::optional<Cell> date_cell(std::string_view bytes) noexcept;
std::optional<Cell> time_cell(std::string_view bytes) noexcept;
std::optional<Cell> timestamp_cell(std::string_view bytes) noexcept;
std::optional<Cell> timetz_cell(std::string_view bytes) noexcept;

/// None for infinities, and for what lies beyond the reach of Instant.
std::optional<Instant> instant_of(const Cell& cell) noexcept;
/// The integer that stands for an instant of the years 0 to 9999.
Cell cell_of(Instant instant) noexcept;
/// The twelve bytes of the time of a day in UTC.
void store_timetz(char* bytes, std::chrono::microseconds of_day) noexcept;

/// Appends the bytes of a `timestamp`, `timestamptz`, `date`, `time` or `timetz` that the cell stands for. Appends
/// nothing and gives false for a cell that is none, or a time that is not of the first day.
bool append_moment(std::string& out, Oid type, const Cell& cell);

/// Appends a `timestamp`, `timestamptz` or `date` as the server prints it with DateStyle ISO and TimeZone UTC. Gives
/// false for bytes that are none.
bool append_moment_text(std::string& out, Oid type, std::string_view bytes);

}  // namespace tenon::sql::postgres
