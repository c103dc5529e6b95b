#include <tenon/sql/sqlite/instant_form.hpp>

#include <algorithm>
#include <chrono>
#include <string_view>

#include <tenon/sql/detail/decode.hpp>

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
  return detail::comparable_instant(instant);
}

}  // namespace tenon::sql::sqlite
