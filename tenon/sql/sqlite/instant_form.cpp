#include <tenon/sql/sqlite/instant_form.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <string_view>

namespace tenon::sql::sqlite {
namespace {

/// `d` stands for any digit.
bool has_shape(std::string_view text, std::string_view shape) noexcept {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool fits = shape[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
    if (!fits) return false;
  }
  return true;
}

Cell text_cell(std::string_view digits, std::string_view end, detail::Arena& arena) {
  char* const text = arena.allocate(digits.size() + end.size());
  std::copy(end.begin(), end.end(), std::copy(digits.begin(), digits.end(), text));
  return Cell::of_text({text, digits.size() + end.size()});
}

Cell milliseconds(Instant instant) noexcept {
  const std::int64_t microseconds = instant.time_since_epoch().count();
  if (microseconds % 1000 == 0) return Cell::of_integer(microseconds / 1000);
  return Cell::of_real(static_cast<double>(microseconds) / 1000);
}

}  // namespace

InstantForm form_of(const Cell& cell) noexcept {
  if (cell.kind() == Cell::Kind::integer) return InstantForm::milliseconds;
  if (cell.kind() != Cell::Kind::text) return InstantForm::other;
  const std::string_view text = cell.bytes();
  if (has_shape(text, "dddd-dd-ddTdd:dd:dd.ddd+00:00")) return InstantForm::iso;
  if (has_shape(text, "dddd-dd-ddTdd:dd:dd.dddZ")) return InstantForm::iso_z;
  if (has_shape(text, "dddd-dd-dd dd:dd:dd")) return InstantForm::sql;
  return InstantForm::other;
}

std::optional<Instant> instant_of(const Cell& cell) noexcept {
  constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / 1000;
  switch (cell.kind()) {
    case Cell::Kind::text:
      if (const auto instant = parse_instant(cell.bytes())) return instant;
      if (const auto instant = parse_sql_timestamp(cell.bytes())) return instant;
      if (const auto date = parse_date(cell.bytes())) return std::chrono::sys_days{*date};
      break;
    case Cell::Kind::integer:
      if (cell.integer() > limit || cell.integer() < -limit) break;
      return Instant{std::chrono::milliseconds{cell.integer()}};
    case Cell::Kind::real:
      if (!(std::abs(cell.real()) < static_cast<double>(limit))) break;
      return Instant{std::chrono::microseconds{std::llround(cell.real() * 1000)}};
    default: break;
  }
  return std::nullopt;
}

Cell comparable_instant(const Cell& cell) noexcept {
  if (cell.kind() == Cell::Kind::integer) return cell;
  const auto instant = instant_of(cell);
  return instant ? milliseconds(*instant) : cell;
}

Cell write_instant(InstantForm form, Instant instant, detail::Arena& arena) {
  char text[max_instant_text_size];
  switch (form) {
    case InstantForm::iso:
    case InstantForm::iso_z: {
      const char* const end = write_to(text, instant) - 1;  // without Z
      const std::string_view digits(text, static_cast<std::size_t>(end - text));
      return text_cell(digits, form == InstantForm::iso ? "+00:00" : "Z", arena);
    }
    case InstantForm::sql: {
      std::string_view digits(text, static_cast<std::size_t>(write_sql_timestamp(text, instant) - text));
      if (digits.ends_with(".000")) digits.remove_suffix(4);
      return text_cell(digits, "", arena);
    }
    case InstantForm::milliseconds:
    case InstantForm::other: break;
  }
  return milliseconds(instant);
}

}  // namespace tenon::sql::sqlite
