#include <tenon/sql/migrate/postgres/type_change.hpp>

#include <string_view>

namespace tenon::sql::migrate::postgres {
namespace {

constexpr TypeChange safe = TypeChange::safe;
constexpr TypeChange risky = TypeChange::risky;
constexpr TypeChange not_castable = TypeChange::not_castable;

TypeChange risky_if(bool condition) { return condition ? risky : safe; }

/// CHAR and BIT without a length have one of 1; VARCHAR, VARBIT and TEXT without one have no limit.
bool is_unlimited(const ColumnType& type) {
  return type.name == TypeName::text || (type.name == TypeName::varchar && !type.size);
}

bool is_text(TypeName name) { return name == TypeName::text || name == TypeName::varchar || name == TypeName::char_; }

std::int64_t length_of(const ColumnType& type) { return type.size.value_or(1); }

/// To a text type, of values that are written with up to `longest` characters.
TypeChange to_text(const ColumnType& after, std::int64_t longest) {
  return risky_if(!is_unlimited(after) && length_of(after) < longest);
}

/// To a decimal, of integers with up to `digits` digits.
TypeChange to_decimal(const ColumnType& after, int digits) {
  return risky_if(after.size && *after.size - after.scale.value_or(0) < digits);
}

bool is_integer(TypeName name) {
  return name == TypeName::smallint || name == TypeName::integer || name == TypeName::bigint;
}

/// `digits`: of the type before; `longest`: how many characters Prisma reckons with.
TypeChange from_integer(const ColumnType& before, const ColumnType& after, int digits, int longest) {
  if (is_text(after.name)) return to_text(after, longest);
  switch (after.name) {
    case TypeName::smallint: return risky;
    case TypeName::integer: return risky_if(before.name == TypeName::bigint);
    case TypeName::bigint:
    case TypeName::real:
    case TypeName::double_precision: return safe;
    case TypeName::decimal: return to_decimal(after, digits);
    default: return not_castable;
  }
}

TypeChange from_decimal(const ColumnType& before, const ColumnType& after) {
  const std::int64_t scale = before.scale.value_or(0);
  const auto to_integer = [&](int digits) { return risky_if(!before.size || scale > 0 || *before.size > digits); };
  switch (after.name) {
    case TypeName::smallint: return to_integer(2);
    case TypeName::integer: return to_integer(9);
    case TypeName::bigint: return to_integer(18);
    case TypeName::real:
    case TypeName::double_precision: return risky;
    case TypeName::decimal:
      if (!after.size) return safe;
      return risky_if(!before.size || *before.size - scale > *after.size - after.scale.value_or(0) ||
                      scale > after.scale.value_or(0));
    case TypeName::text:
    case TypeName::varchar:
    case TypeName::char_:  // a sign, and a point before decimals
      if (is_unlimited(after)) return safe;
      if (!after.size || !before.size) return risky;
      return to_text(after, *before.size + (scale > 0 ? 2 : 1));
    default: return not_castable;
  }
}

TypeChange from_float(const ColumnType& after, bool is_double) {
  if (is_text(after.name)) return to_text(after, is_double ? 317 : 47);
  if (is_integer(after.name) || after.name == TypeName::decimal) return risky;
  if (after.name == TypeName::real || after.name == TypeName::double_precision) return risky_if(is_double);
  return not_castable;
}

TypeChange from_text(const ColumnType& before, const ColumnType& after) {
  if (after.name == TypeName::citext && before.name == TypeName::text) return safe;
  if (!is_text(after.name)) return not_castable;
  if (is_unlimited(after)) return safe;
  return risky_if(is_unlimited(before) || length_of(before) > length_of(after));
}

/// Points in time. `longest`: how many characters Prisma reckons with.
TypeChange from_time(const ColumnType& before, const ColumnType& after, int longest) {
  if (is_text(after.name)) {
    if (is_unlimited(after)) return safe;
    return length_of(after) >= longest ? safe : not_castable;
  }
  // Prisma's: what has no precision is the same as what has any.
  if (before.name == after.name && (!before.size || !after.size)) return TypeChange::none;
  const bool to_date = after.name == TypeName::timestamp || after.name == TypeName::timestamptz;
  const bool to_time = after.name == TypeName::time || after.name == TypeName::timetz;
  switch (before.name) {
    case TypeName::timestamp:
    case TypeName::timestamptz: return to_date || to_time || after.name == TypeName::date ? safe : not_castable;
    case TypeName::date: return to_date ? safe : not_castable;
    case TypeName::time: return after.name == TypeName::timetz ? safe : not_castable;
    default: return to_time ? safe : not_castable;
  }
}

TypeChange from_bits(const ColumnType& before, const ColumnType& after) {
  const bool fixed = before.name == TypeName::bit;
  const bool unlimited = !fixed && !before.size;
  if (is_unlimited(after) || (after.name == TypeName::varbit && !after.size)) return safe;
  if (after.name == TypeName::bit) return fixed ? not_castable : risky;
  if (!is_text(after.name) && after.name != TypeName::varbit) return not_castable;
  if (!unlimited && length_of(after) >= length_of(before)) return safe;
  return fixed || after.name == TypeName::varbit ? not_castable : risky;
}

/// What has a text of any length: xml, json.
TypeChange from_document(const ColumnType& after) {
  if (!is_text(after.name)) return not_castable;
  return risky_if(!is_unlimited(after));
}

TypeChange cast(const ColumnType& before, const ColumnType& after) {
  switch (before.name) {
    case TypeName::smallint: return from_integer(before, after, 3, 4);
    case TypeName::integer: return from_integer(before, after, 10, 11);
    case TypeName::bigint: return from_integer(before, after, 19, 20);
    case TypeName::decimal: return from_decimal(before, after);
    case TypeName::real: return from_float(after, false);
    case TypeName::double_precision: return from_float(after, true);
    case TypeName::text:
    case TypeName::varchar:
    case TypeName::char_: return from_text(before, after);
    case TypeName::timestamp: return from_time(before, after, 23);
    case TypeName::timestamptz:
    case TypeName::date: return from_time(before, after, 28);
    case TypeName::time: return from_time(before, after, 14);
    case TypeName::timetz: return from_time(before, after, 19);
    case TypeName::bit:
    case TypeName::varbit: return from_bits(before, after);
    case TypeName::xml: return from_document(after);
    case TypeName::json: return after.name == TypeName::jsonb ? safe : from_document(after);
    case TypeName::jsonb: return after.name == TypeName::json ? safe : from_document(after);
    case TypeName::uuid:
      if (!is_text(after.name)) return not_castable;
      return is_unlimited(after) || length_of(after) > 31 ? safe : not_castable;
    case TypeName::boolean:
      if (after.name == TypeName::text || after.name == TypeName::varchar) return safe;
      if (after.name != TypeName::char_ || length_of(after) < 4) return not_castable;
      return risky_if(length_of(after) == 4);
    case TypeName::bytea:
      if (!is_text(after.name)) return not_castable;
      if (is_unlimited(after)) return safe;
      return length_of(after) > 2 ? risky : not_castable;
    case TypeName::inet:
      return after.name == TypeName::citext || after.name == TypeName::text || after.name == TypeName::varchar
                 ? safe
                 : not_castable;
    case TypeName::money:
      return risky_if(after.name != TypeName::citext && after.name != TypeName::text &&
                      after.name != TypeName::varchar);
    case TypeName::citext: return risky_if(after.name != TypeName::text && after.name != TypeName::varchar);
    case TypeName::oid:
      return after.name == TypeName::text || after.name == TypeName::varchar || after.name == TypeName::bigint ||
                     after.name == TypeName::integer
                 ? safe
                 : not_castable;
  }
  return not_castable;
}

/// What a list becomes is written as a text, or not at all.
TypeChange from_list(const std::optional<ColumnType>& after) {
  if (!after || !is_text(after->name)) return not_castable;
  return risky_if(!is_unlimited(*after));
}

/// The type of a list's elements.
std::string_view element_sql(const Column& column) {
  std::string_view sql = column.type;
  if (column.list) sql.remove_suffix(2);
  return sql;
}

}  // namespace

TypeChange type_change(const ColumnType& before, const ColumnType& after) {
  const bool fixed = before.name == TypeName::char_ || before.name == TypeName::bit;
  const bool same = before.name == after.name && (fixed ? length_of(before) == length_of(after) : before == after);
  return same ? TypeChange::none : cast(before, after);
}

TypeChange type_change(const Column& before, const Column& after) {
  if (!before.enumeration.empty() || !after.enumeration.empty()) {
    const bool same = before.enumeration == after.enumeration && before.enum_schema == after.enum_schema;
    return same && before.list == after.list ? TypeChange::none : not_castable;
  }
  const std::optional<ColumnType> old = read_type(element_sql(before));
  const std::optional<ColumnType> wanted = read_type(element_sql(after));
  if (before.list != after.list) return before.list ? from_list(wanted) : not_castable;
  if (old && wanted) return type_change(*old, *wanted);
  return old || wanted ? risky : TypeChange::none;
}

}  // namespace tenon::sql::migrate::postgres
