#include <tenon/sql/postgres/column_type.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::postgres {
namespace {

using schema::Scalar;

constexpr std::pair<std::string_view, ColumnType> native_types[] = {
    {"Text", ColumnType::text},
    {"VarChar", ColumnType::text},
    {"Char", ColumnType::bpchar},
    {"Bit", ColumnType::bit},
    {"VarBit", ColumnType::varbit},
    {"Uuid", ColumnType::uuid},
    {"Xml", ColumnType::xml},
    {"Inet", ColumnType::inet},
    {"Citext", ColumnType::citext},
    {"Boolean", ColumnType::boolean},
    {"SmallInt", ColumnType::int2},
    {"Integer", ColumnType::int4},
    {"Oid", ColumnType::oid},
    {"BigInt", ColumnType::int8},
    {"Real", ColumnType::float4},
    {"DoublePrecision", ColumnType::float8},
    {"Decimal", ColumnType::numeric},
    {"Money", ColumnType::money},
    {"Timestamp", ColumnType::timestamp},
    {"Timestamptz", ColumnType::timestamptz},
    {"Date", ColumnType::date},
    {"Time", ColumnType::time},
    {"Timetz", ColumnType::timetz},
    {"Json", ColumnType::json},
    {"JsonB", ColumnType::jsonb},
    {"ByteA", ColumnType::bytea},
};

/// What Prisma makes of a scalar without `@db`.
ColumnType default_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::string: return ColumnType::text;
    case Scalar::boolean: return ColumnType::boolean;
    case Scalar::int_: return ColumnType::int4;
    case Scalar::big_int: return ColumnType::int8;
    case Scalar::float_: return ColumnType::float8;
    case Scalar::decimal: return ColumnType::numeric;
    case Scalar::date_time: return ColumnType::timestamp;
    case Scalar::json: return ColumnType::jsonb;
    case Scalar::bytes: return ColumnType::bytea;
  }
  return ColumnType::text;
}

/// The types that a parameter goes through: the one it is sent as, and the column's where that is another.
struct Casts {
  const char* sent;
  const char* column = nullptr;
};

Casts casts_of(ColumnType type) {
  switch (type) {
    case ColumnType::text: return {"text"};
    case ColumnType::bpchar: return {"bpchar"};
    case ColumnType::bit:
    case ColumnType::varbit: return {"varbit"};
    case ColumnType::uuid: return {"uuid"};
    case ColumnType::xml: return {"text", "xml"};
    case ColumnType::inet: return {"text", "inet"};
    case ColumnType::citext: return {"text", "citext"};
    case ColumnType::boolean: return {"bool"};
    case ColumnType::int2: return {"int2"};
    case ColumnType::int4: return {"int4"};
    case ColumnType::oid: return {"oid"};
    case ColumnType::int8: return {"int8"};
    case ColumnType::float4: return {"float4"};
    case ColumnType::float8: return {"float8"};
    case ColumnType::numeric: return {"numeric"};
    case ColumnType::money: return {"numeric", "money"};
    case ColumnType::timestamp: return {"timestamp"};
    case ColumnType::timestamptz: return {"timestamptz"};
    case ColumnType::date: return {"date"};
    case ColumnType::time: return {"time"};
    case ColumnType::timetz: return {"timetz"};
    case ColumnType::json: return {"json"};
    case ColumnType::jsonb: return {"jsonb"};
    case ColumnType::bytea: return {"bytea"};
    case ColumnType::enumeration: break;
  }
  return {"text"};
}

void write_cast(std::string& out, std::string_view type, bool list) {
  out.append("::").append(type).append(list ? "[]" : "");
}

}  // namespace

ColumnType column_type_of(const schema::Field& field) {
  if (field.kind == schema::FieldKind::enumeration) return ColumnType::enumeration;
  if (!field.native_type) return default_type(field.scalar);
  const auto* const found = std::find_if(std::begin(native_types), std::end(native_types),
                                         [&](const auto& each) { return each.first == field.native_type->name; });
  return found == std::end(native_types) ? default_type(field.scalar) : found->second;
}

int digits_of_second(const schema::Field& field) {
  constexpr int prisma_default = 3, server_default = 6;
  if (!field.native_type) return prisma_default;
  if (field.native_type->arguments.empty()) return server_default;
  const std::string& digits = field.native_type->arguments.front();  // 0 to 6, as the schema's rules have it
  return digits.size() == 1 && digits[0] >= '0' && digits[0] <= '6' ? digits[0] - '0' : server_default;
}

void write_typed(std::string& out, std::size_t number, const schema::Field& field, bool list) {
  const ColumnType type = column_type_of(field);
  const Casts casts = casts_of(type);
  out.append("$").append(std::to_string(number));
  write_cast(out, casts.sent, list);
  if (casts.column) write_cast(out, casts.column, list);
  if (type != ColumnType::enumeration) return;
  std::string name;
  if (!field.enumeration->db_schema.empty()) {
    detail::write_name(name, field.enumeration->db_schema);
    name += '.';
  }
  detail::write_name(name, field.enumeration->db_name);
  write_cast(out, name, list);
}

}  // namespace tenon::sql::postgres
