#include <tenon/sql/postgres/moment.hpp>

#include <chrono>

#include <tenon/sql/postgres/clock_text.hpp>
#include <tenon/sql/postgres/network_order.hpp>

namespace tenon::sql::postgres {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::seconds;

constexpr std::int64_t day = microseconds{days{1}}.count();
/// 1970-01-01, of which times are.
constexpr std::int64_t first_day = -epoch.time_since_epoch().count();
constexpr std::int32_t latest_day = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t earliest_day = std::numeric_limits<std::int32_t>::min();
/// What the server takes: from 4714-11-24 BC to the end of the year 294276.
constexpr std::int64_t first_timestamp = -211'813'488'000'000'000;
constexpr std::int64_t end_of_timestamps = 9'223'371'331'200'000'000;

/// The day of a number of microseconds; std::chrono::floor multiplies by what may be too much.
constexpr std::int64_t day_of(std::int64_t count) noexcept { return count / day - (count % day < 0 ? 1 : 0); }

bool append_date(std::string& out, const Cell& cell) {
  if (cell.kind() == Cell::Kind::blob && cell.bytes().size() == sizeof(std::int32_t)) {
    out += cell.bytes();
    return true;
  }
  if (cell.kind() != Cell::Kind::integer) return false;
  const std::int64_t count = cell.integer();
  const std::int64_t number = count == latest ? latest_day : count == earliest ? earliest_day : day_of(count);
  append(out, static_cast<std::int32_t>(number));
  return true;
}

bool append_time(std::string& out, const Cell& cell) {
  if (cell.kind() != Cell::Kind::integer) return false;
  if (cell.integer() < first_day || cell.integer() > first_day + day) return false;
  append(out, cell.integer() - first_day);
  return true;
}

/// The year 0 of the astronomers is 1 BC.
void append_date_text(std::string& out, std::chrono::sys_days at) {
  // Beyond the years that std::chrono counts, the calendar begins anew every 400 years.
  constexpr std::int64_t cycle = 146'097;
  const std::int64_t number = at.time_since_epoch().count();
  const std::int64_t cycles = (number >= 0 ? number : number - cycle + 1) / cycle;
  const std::chrono::year_month_day date{std::chrono::sys_days{days{number - cycles * cycle}}};
  const std::int64_t year = static_cast<int>(date.year()) + cycles * 400;
  append_number(out, year > 0 ? year : 1 - year, 4);
  append_number(out += '-', static_cast<unsigned>(date.month()), 2);
  append_number(out += '-', static_cast<unsigned>(date.day()), 2);
}

bool is_before_christ(std::chrono::sys_days at) noexcept {
  return at < std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
}

}  // namespace

std::optional<Cell> date_cell(std::string_view bytes) noexcept {
  if (bytes.size() != sizeof(std::int32_t)) return std::nullopt;
  const auto number = load<std::int32_t>(bytes);
  if (number == latest_day) return Cell::of_integer(latest);
  if (number == earliest_day) return Cell::of_integer(earliest);
  if (number >= latest / day || number <= earliest / day) return Cell::of_blob(bytes);
  return Cell::of_integer(number * day);
}

std::optional<Cell> time_cell(std::string_view bytes) noexcept {
  if (bytes.size() != sizeof(std::int64_t)) return std::nullopt;
  const auto of_day = load<std::int64_t>(bytes);
  if (of_day < 0 || of_day > day) return std::nullopt;
  return Cell::of_integer(first_day + of_day);
}

std::optional<Cell> timestamp_cell(std::string_view bytes) noexcept {
  if (bytes.size() != sizeof(std::int64_t)) return std::nullopt;
  return Cell::of_integer(load<std::int64_t>(bytes));
}

std::optional<Cell> timetz_cell(std::string_view bytes) noexcept {
  if (bytes.size() != timetz_size) return std::nullopt;
  return Cell::of_blob(bytes);
}

std::optional<Instant> instant_of(const Cell& cell) noexcept {
  if (cell.kind() == Cell::Kind::integer) {
    const std::int64_t count = cell.integer();
    if (count == earliest || count > latest - epoch.time_since_epoch().count()) return std::nullopt;
    return epoch + microseconds{count};
  }
  if (cell.kind() != Cell::Kind::blob || cell.bytes().size() != timetz_size) return std::nullopt;
  const auto of_day = load<std::int64_t>(cell.bytes());
  const auto west = load<std::int32_t>(cell.bytes().substr(sizeof of_day));
  if (of_day < 0 || of_day > day) return std::nullopt;
  return Instant{microseconds{of_day} + seconds{west}};
}

Cell cell_of(Instant instant) noexcept { return Cell::of_integer((instant - epoch).count()); }

void store_timetz(char* bytes, microseconds of_day) noexcept {
  store(bytes, static_cast<std::int64_t>(of_day.count()));
  store(bytes + sizeof(std::int64_t), std::int32_t{0});
}

bool append_moment(std::string& out, Oid type, const Cell& cell) {
  if (type == oid::date) return append_date(out, cell);
  if (type == oid::time) return append_time(out, cell);
  if (type == oid::timetz) {
    if (cell.kind() != Cell::Kind::blob || cell.bytes().size() != timetz_size) return false;
    out += cell.bytes();
    return true;
  }
  if (cell.kind() != Cell::Kind::integer) return false;
  append(out, cell.integer());
  return true;
}

bool append_moment_text(std::string& out, Oid type, std::string_view bytes) {
  const bool is_date = type == oid::date;
  if (bytes.size() != (is_date ? sizeof(std::int32_t) : sizeof(std::int64_t))) return false;
  const std::int64_t number = is_date ? load<std::int32_t>(bytes) : load<std::int64_t>(bytes);
  if (number == (is_date ? latest_day : latest) || number == (is_date ? earliest_day : earliest)) {
    out += number > 0 ? "infinity" : "-infinity";
    return true;
  }
  if (!is_date && (number < first_timestamp || number >= end_of_timestamps)) return false;
  const std::int64_t since = is_date ? number : day_of(number);
  const std::chrono::sys_days at = floor<days>(epoch) + days{since};
  append_date_text(out, at);
  if (!is_date) {
    out += ' ';
    append_clock(out, number - since * day);
    if (type == oid::timestamptz) out += "+00";
  }
  if (is_before_christ(at)) out += " BC";
  return true;
}

}  // namespace tenon::sql::postgres
