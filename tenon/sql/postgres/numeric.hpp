#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tenon/sql/detail/arena.hpp>

namespace tenon::sql::postgres {

/// A `numeric` of the wire as text: "-12.5", "NaN", "Infinity", "-Infinity". Exact, without zeros at the end of the
/// fraction (a column of scale 30 would give each number 30 of them), so that equal numbers are equal texts. None for
/// bytes that are no numeric, or one beyond the reach of Decimal.
std::optional<std::string_view> numeric_text(std::string_view bytes, detail::Arena& arena);

/// Appends the numeric that such a text means; zeros at the end of its fraction count for its scale. Appends nothing
/// and gives false for a text that is none, which includes one with an exponent.
bool append_numeric(std::string& out, std::string_view text);

}  // namespace tenon::sql::postgres
