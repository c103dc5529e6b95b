#include <tenon/sql/migrate/postgres/column_type.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <tenon/sql/migrate/detail/sql.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using schema::Scalar;

struct TypeRow {
  TypeName name;
  std::string_view word;  ///< in the schema language
  std::string_view sql;
  std::string_view catalog;  ///< pg_type.typname
  Scalar scalar;
};

/// By TypeName.
constexpr std::array type_rows{
    TypeRow{TypeName::text, "Text", "TEXT", "text", Scalar::string},
    TypeRow{TypeName::varchar, "VarChar", "VARCHAR", "varchar", Scalar::string},
    TypeRow{TypeName::char_, "Char", "CHAR", "bpchar", Scalar::string},
    TypeRow{TypeName::bit, "Bit", "BIT", "bit", Scalar::string},
    TypeRow{TypeName::varbit, "VarBit", "VARBIT", "varbit", Scalar::string},
    TypeRow{TypeName::uuid, "Uuid", "UUID", "uuid", Scalar::string},
    TypeRow{TypeName::xml, "Xml", "XML", "xml", Scalar::string},
    TypeRow{TypeName::inet, "Inet", "INET", "inet", Scalar::string},
    TypeRow{TypeName::citext, "Citext", "CITEXT", "citext", Scalar::string},
    TypeRow{TypeName::boolean, "Boolean", "BOOLEAN", "bool", Scalar::boolean},
    TypeRow{TypeName::integer, "Integer", "INTEGER", "int4", Scalar::int_},
    TypeRow{TypeName::smallint, "SmallInt", "SMALLINT", "int2", Scalar::int_},
    TypeRow{TypeName::oid, "Oid", "OID", "oid", Scalar::int_},
    TypeRow{TypeName::bigint, "BigInt", "BIGINT", "int8", Scalar::big_int},
    TypeRow{TypeName::double_precision, "DoublePrecision", "DOUBLE PRECISION", "float8", Scalar::float_},
    TypeRow{TypeName::real, "Real", "REAL", "float4", Scalar::float_},
    TypeRow{TypeName::decimal, "Decimal", "DECIMAL", "numeric", Scalar::decimal},
    TypeRow{TypeName::money, "Money", "MONEY", "money", Scalar::decimal},
    TypeRow{TypeName::timestamp, "Timestamp", "TIMESTAMP", "timestamp", Scalar::date_time},
    TypeRow{TypeName::timestamptz, "Timestamptz", "TIMESTAMPTZ", "timestamptz", Scalar::date_time},
    TypeRow{TypeName::time, "Time", "TIME", "time", Scalar::date_time},
    TypeRow{TypeName::timetz, "Timetz", "TIMETZ", "timetz", Scalar::date_time},
    TypeRow{TypeName::date, "Date", "DATE", "date", Scalar::date_time},
    TypeRow{TypeName::jsonb, "JsonB", "JSONB", "jsonb", Scalar::json},
    TypeRow{TypeName::json, "Json", "JSON", "json", Scalar::json},
    TypeRow{TypeName::bytea, "ByteA", "BYTEA", "bytea", Scalar::bytes},
};

constexpr bool stand_by_name() {
  for (std::size_t i = 0; i < type_rows.size(); ++i) {
    if (static_cast<std::size_t>(type_rows[i].name) != i) return false;
  }
  return true;
}
static_assert(stand_by_name());

const TypeRow& row_of(TypeName name) { return type_rows[static_cast<std::size_t>(name)]; }

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

ColumnType default_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::string: return {TypeName::text};
    case Scalar::boolean: return {TypeName::boolean};
    case Scalar::int_: return {TypeName::integer};
    case Scalar::big_int: return {TypeName::bigint};
    case Scalar::float_: return {TypeName::double_precision};
    case Scalar::decimal: return {TypeName::decimal, 65, 30};
    case Scalar::date_time: return {TypeName::timestamp, 3};
    case Scalar::json: return {TypeName::jsonb};
    case Scalar::bytes: return {TypeName::bytea};
  }
  return {};
}

std::string with_arguments(std::string_view name, const ColumnType& type) {
  std::string out{name};
  if (!type.size) return out;
  out += "(" + std::to_string(*type.size);
  if (type.scale) out += "," + std::to_string(*type.scale);
  return out + ")";
}

}  // namespace

ColumnType type_of(const schema::Field& field) {
  if (!field.native_type) return default_type(field.scalar);
  const auto row = std::find_if(type_rows.begin(), type_rows.end(),
                                [&](const TypeRow& one) { return one.word == field.native_type->name; });
  ColumnType type{row->name};
  const auto& arguments = field.native_type->arguments;
  if (!arguments.empty()) type.size = number(arguments[0]);
  if (arguments.size() > 1) type.scale = number(arguments[1]);
  return type;
}

std::string type_sql(const schema::Field& field) {
  std::string out;
  switch (field.kind) {
    case schema::FieldKind::unsupported: out = field.unsupported; break;
    case schema::FieldKind::enumeration:
      out = migrate::detail::qualified_name(field.enumeration->db_schema, field.enumeration->db_name);
      break;
    default: out = sql_of(type_of(field)); break;
  }
  return field.is_list() ? out + "[]" : out;
}

std::string sql_of(const ColumnType& type) { return with_arguments(row_of(type.name).sql, type); }

std::string word_of(const ColumnType& type) { return with_arguments(row_of(type.name).word, type); }

std::optional<ColumnType> read_type(std::string_view sql) {
  const std::size_t open = sql.find('(');
  const auto row = std::find_if(type_rows.begin(), type_rows.end(),
                                [&](const TypeRow& one) { return one.sql == sql.substr(0, open); });
  if (row == type_rows.end()) return std::nullopt;
  ColumnType type{row->name};
  if (open == std::string_view::npos || !sql.ends_with(')')) return type;
  const std::string_view arguments = sql.substr(open + 1, sql.size() - open - 2);
  const std::size_t comma = arguments.find(',');
  type.size = number(arguments.substr(0, comma));
  if (comma != std::string_view::npos) type.scale = number(arguments.substr(comma + 1));
  return type;
}

std::optional<ColumnType> catalog_type(std::string_view name, int modifier) {
  const auto row =
      std::find_if(type_rows.begin(), type_rows.end(), [&](const TypeRow& one) { return one.catalog == name; });
  if (row == type_rows.end()) return std::nullopt;
  ColumnType type{row->name};
  constexpr int header = 4;  // counted by the modifiers of texts and decimals
  switch (type.name) {
    case TypeName::varchar:
    case TypeName::char_:
      if (modifier >= header) type.size = modifier - header;
      break;
    case TypeName::decimal:
      if (modifier < header) break;
      type.size = ((modifier - header) >> 16) & 0xffff;
      type.scale = (modifier - header) & 0x7ff;
      break;
    case TypeName::bit:
    case TypeName::varbit:
      if (modifier >= 0) type.size = modifier;
      break;
    case TypeName::timestamp:
    case TypeName::timestamptz:
    case TypeName::time:
    case TypeName::timetz: type.size = modifier >= 0 ? modifier : 6; break;
    default: break;
  }
  return type;
}

schema::Scalar scalar_of(TypeName name) { return row_of(name).scalar; }

std::string_view serial_of(TypeName name) {
  switch (name) {
    case TypeName::smallint: return "SMALLSERIAL";
    case TypeName::integer: return "SERIAL";
    case TypeName::bigint: return "BIGSERIAL";
    default: return "";
  }
}

}  // namespace tenon::sql::migrate::postgres
