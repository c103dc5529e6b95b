#pragma once

struct sqlite3;

namespace tenon::sql::sqlite {

/// Gives a connection exact arithmetic on Decimal columns, which SQLite itself keeps and adds up as doubles:
/// `decimal_add(a, b)`, `decimal_subtract`, `decimal_multiply`, `decimal_divide`, and the aggregates `decimal_sum(x)`,
/// `decimal_avg(x)`. Null operands give null. Results are texts in plain decimal form.
void add_functions(sqlite3* handle);

}  // namespace tenon::sql::sqlite
