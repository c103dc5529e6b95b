#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tenon/base/decimal.hpp>
#include <tenon/base/time.hpp>
#include <tenon/json/writer.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/cell.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql::detail {

/// What the cell of a field means. The cell is not null. A database may hold what the schema does not allow (SQLite
/// checks no types): then Internal "unexpected_value" is thrown, naming field and kind, not the value.
bool decode_boolean(const schema::Field& field, const Cell& cell);
std::int32_t decode_int(const schema::Field& field, const Cell& cell);
std::int64_t decode_big_int(const schema::Field& field, const Cell& cell);
double decode_float(const schema::Field& field, const Cell& cell);
Decimal decode_decimal(const schema::Field& field, const Cell& cell);
/// All forms in which Prisma and SQL have written points in time: ISO 8601 text, `YYYY-MM-DD HH:MM:SS`, milliseconds.
Instant decode_instant(const schema::Field& field, const Cell& cell);
std::string decode_string(const schema::Field& field, const Cell& cell);
/// String, Bytes and Json as they are kept.
std::string_view decode_bytes(const schema::Field& field, const Cell& cell);
/// The position of an enum's value in the schema.
std::size_t decode_enum(const schema::Field& field, const Cell& cell);

Value decode(const schema::Field& field, const Cell& cell);

/// The cell as JSON; null for null.
void write_json(const schema::Field& field, const Cell& cell, json::Writer& json);

[[noreturn]] void throw_unexpected(const schema::Field& field, const Cell& cell);

}  // namespace tenon::sql::detail
