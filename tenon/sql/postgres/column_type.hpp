#pragma once

#include <cstdint>
#include <string>

#include <tenon/schema/model.hpp>

namespace tenon::sql::postgres {

/// What the column of a field is, without its length or precision; of a list, what its elements are.
enum class ColumnType : std::uint8_t {
  text,  ///< and varchar, which compares as it does
  bpchar,
  bit,
  varbit,
  uuid,
  xml,
  inet,
  citext,
  boolean,
  int2,
  int4,
  oid,
  int8,
  float4,
  float8,
  numeric,
  money,
  timestamp,
  timestamptz,
  date,
  time,
  timetz,
  json,
  jsonb,
  bytea,
  enumeration,
};

/// For a field of a scalar or an enum: `@db.Uuid` and the like, else what Prisma takes for the scalar.
ColumnType column_type_of(const schema::Field& field);

/// How many digits of a second a column of points in time keeps: of `@db.Timestamp(2)` two, of `@db.Timestamp` six, and
/// three without `@db`.
int digits_of_second(const schema::Field& field);

/// Writes `$1` as a value of the field's column, or `$1` with a list of such values. The cast names no length and no
/// precision, which would cut or round values; a value that the server is better at reading travels as text and is
/// cast twice, like `$1::text::"Role"`. Thus each parameter is of a type with a known number.
void write_typed(std::string& out, std::size_t number, const schema::Field& field, bool list);

}  // namespace tenon::sql::postgres
