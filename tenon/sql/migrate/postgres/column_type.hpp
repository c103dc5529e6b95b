#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tenon/schema/model.hpp>

namespace tenon::sql::migrate::postgres {

/// The types that the schema language knows, by their names after `@db.`.
enum class TypeName {
  text,
  varchar,
  char_,
  bit,
  varbit,
  uuid,
  xml,
  inet,
  citext,
  boolean,
  integer,
  smallint,
  oid,
  bigint,
  double_precision,
  real,
  decimal,
  money,
  timestamp,
  timestamptz,
  time,
  timetz,
  date,
  jsonb,
  json,
  bytea,
};

/// `VARCHAR(20)`, `DECIMAL(10,2)`: a type with its arguments.
struct ColumnType {
  TypeName name = TypeName::text;
  std::optional<std::int64_t> size{};   ///< length or precision; nothing where none is given
  std::optional<std::int64_t> scale{};  ///< of a decimal

  bool operator==(const ColumnType&) const = default;
};

/// The type of a scalar field: its `@db.…`, or what Prisma takes for its scalar.
ColumnType type_of(const schema::Field& field);

/// The type of any column as it stands in CREATE TABLE: "TEXT[]", or the quoted name of an enum.
std::string type_sql(const schema::Field& field);

/// "DECIMAL(10,2)"
std::string sql_of(const ColumnType& type);
/// The same in the words of the schema language, as warnings show it: "Decimal(10,2)".
std::string word_of(const ColumnType& type);
/// What sql_of gives for no type, such as an enum, gives nothing.
std::optional<ColumnType> read_type(std::string_view sql);

/// The type that the catalog calls so, pg_type.typname: "int4", with its modifier, -1 for none. Nothing for types that
/// the schema language does not know.
std::optional<ColumnType> catalog_type(std::string_view name, int modifier);

schema::Scalar scalar_of(TypeName name);

/// SERIAL for INTEGER; empty for types that no sequence counts.
std::string_view serial_of(TypeName name);

}  // namespace tenon::sql::migrate::postgres
