#include <tenon/sql/postgres/type.hpp>

namespace tenon::sql::postgres {

Oid element_of(Oid array) noexcept {
  switch (array) {
    case oid::boolean_array: return oid::boolean;
    case oid::bytea_array: return oid::bytea;
    case oid::char_array: return oid::char_;
    case oid::name_array: return oid::name;
    case oid::int8_array: return oid::int8;
    case oid::int2_array: return oid::int2;
    case oid::int4_array: return oid::int4;
    case oid::text_array: return oid::text;
    case oid::oid_array: return oid::oid;
    case oid::json_array: return oid::json;
    case oid::xml_array: return oid::xml;
    case oid::cidr_array: return oid::cidr;
    case oid::float4_array: return oid::float4;
    case oid::float8_array: return oid::float8;
    case oid::money_array: return oid::money;
    case oid::inet_array: return oid::inet;
    case oid::bpchar_array: return oid::bpchar;
    case oid::varchar_array: return oid::varchar;
    case oid::date_array: return oid::date;
    case oid::time_array: return oid::time;
    case oid::timestamp_array: return oid::timestamp;
    case oid::timestamptz_array: return oid::timestamptz;
    case oid::interval_array: return oid::interval;
    case oid::timetz_array: return oid::timetz;
    case oid::bit_array: return oid::bit;
    case oid::varbit_array: return oid::varbit;
    case oid::numeric_array: return oid::numeric;
    case oid::uuid_array: return oid::uuid;
    case oid::jsonb_array: return oid::jsonb;
    default: return oid::unspecified;
  }
}

Oid bound_of(Oid range) noexcept {
  switch (range) {
    case oid::int4range: return oid::int4;
    case oid::int8range: return oid::int8;
    case oid::numrange: return oid::numeric;
    case oid::tsrange: return oid::timestamp;
    case oid::tstzrange: return oid::timestamptz;
    case oid::daterange: return oid::date;
    default: return oid::unspecified;
  }
}

}  // namespace tenon::sql::postgres
