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
  Scalar scalar;
};

/// By TypeName.
constexpr std::array type_rows{
    TypeRow{TypeName::text, "Text", "TEXT", Scalar::string},
    TypeRow{TypeName::varchar, "VarChar", "VARCHAR", Scalar::string},
    TypeRow{TypeName::char_, "Char", "CHAR", Scalar::string},
    TypeRow{TypeName::bit, "Bit", "BIT", Scalar::string},
    TypeRow{TypeName::varbit, "VarBit", "VARBIT", Scalar::string},
    TypeRow{TypeName::uuid, "Uuid", "UUID", Scalar::string},
    TypeRow{TypeName::xml, "Xml", "XML", Scalar::string},
    TypeRow{TypeName::inet, "Inet", "INET", Scalar::string},
    TypeRow{TypeName::citext, "Citext", "CITEXT", Scalar::string},
    TypeRow{TypeName::boolean, "Boolean", "BOOLEAN", Scalar::boolean},
    TypeRow{TypeName::integer, "Integer", "INTEGER", Scalar::int_},
    TypeRow{TypeName::smallint, "SmallInt", "SMALLINT", Scalar::int_},
    TypeRow{TypeName::oid, "Oid", "OID", Scalar::int_},
    TypeRow{TypeName::bigint, "BigInt", "BIGINT", Scalar::big_int},
    TypeRow{TypeName::double_precision, "DoublePrecision", "DOUBLE PRECISION", Scalar::float_},
    TypeRow{TypeName::real, "Real", "REAL", Scalar::float_},
    TypeRow{TypeName::decimal, "Decimal", "DECIMAL", Scalar::decimal},
    TypeRow{TypeName::money, "Money", "MONEY", Scalar::decimal},
    TypeRow{TypeName::timestamp, "Timestamp", "TIMESTAMP", Scalar::date_time},
    TypeRow{TypeName::timestamptz, "Timestamptz", "TIMESTAMPTZ", Scalar::date_time},
    TypeRow{TypeName::time, "Time", "TIME", Scalar::date_time},
    TypeRow{TypeName::timetz, "Timetz", "TIMETZ", Scalar::date_time},
    TypeRow{TypeName::date, "Date", "DATE", Scalar::date_time},
    TypeRow{TypeName::jsonb, "JsonB", "JSONB", Scalar::json},
    TypeRow{TypeName::json, "Json", "JSON", Scalar::json},
    TypeRow{TypeName::bytea, "ByteA", "BYTEA", Scalar::bytes},
};

const TypeRow& row_of(TypeName name) { return type_rows[static_cast<std::size_t>(name)]; }

std::optional<int> number(std::string_view text) {
  int value = 0;
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
