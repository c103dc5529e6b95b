#pragma once

#include <string_view>

struct sqlite3;

namespace tenon::sql::sqlite {

/// How the message of a failed range check begins.
inline constexpr std::string_view out_of_range = "out of range";

/// Gives a connection the arithmetic that SQLite lacks. Null operands give null.
///
/// - Exact on Decimal columns, which SQLite itself keeps and adds up as doubles: `decimal_add(a, b)`,
///   `decimal_subtract`, `decimal_multiply`, `decimal_divide`, and the aggregates `decimal_sum(x)`, `decimal_avg(x)`.
///   Results are texts in plain decimal form.
/// - Within the field's range, where SQLite would keep a larger integer, a double in place of one, or an infinity:
///   `int_in_range(x)`, `bigint_in_range(x)`, `float_in_range(x)` give their operand or fail.
/// - On points in time in any form: `instant(x)`, the milliseconds since 1970, and the aggregate `instant_forms(x)`,
///   in whose number each InstantForm that occurs has its bit.
/// - On texts with all their bytes, where SQLite's own functions stop at a NUL: `text_contains(x, part)`,
///   `text_ends_with(x, end)`, and both with `_folded`, which are case-insensitive for ASCII.
void add_functions(sqlite3* handle);

}  // namespace tenon::sql::sqlite
