#pragma once

#include <cstdint>

#include <tenon/sql/postgres/wire/format.hpp>

namespace tenon::sql::postgres {

/// The number of a type in pg_type. Those of built-in types are the same in every database; those of enums, domains and
/// extensions (citext) begin at 16384 and differ.
using Oid = std::uint32_t;

namespace oid {

inline constexpr Oid unspecified = 0;
inline constexpr Oid boolean = 16, boolean_array = 1000;
inline constexpr Oid bytea = 17, bytea_array = 1001;
inline constexpr Oid char_ = 18, char_array = 1002;  // "char", one byte; no CHAR(n)
inline constexpr Oid name = 19, name_array = 1003;
inline constexpr Oid int8 = 20, int8_array = 1016;
inline constexpr Oid int2 = 21, int2_array = 1005;
inline constexpr Oid int4 = 23, int4_array = 1007;
inline constexpr Oid text = 25, text_array = 1009;
inline constexpr Oid oid = 26, oid_array = 1028;
inline constexpr Oid json = 114, json_array = 199;
inline constexpr Oid xml = 142, xml_array = 143;
inline constexpr Oid cidr = 650, cidr_array = 651;
inline constexpr Oid float4 = 700, float4_array = 1021;
inline constexpr Oid float8 = 701, float8_array = 1022;
inline constexpr Oid unknown = 705;
inline constexpr Oid money = 790, money_array = 791;
inline constexpr Oid inet = 869, inet_array = 1041;
inline constexpr Oid bpchar = 1042, bpchar_array = 1014;
inline constexpr Oid varchar = 1043, varchar_array = 1015;
inline constexpr Oid date = 1082, date_array = 1182;
inline constexpr Oid time = 1083, time_array = 1183;
inline constexpr Oid timestamp = 1114, timestamp_array = 1115;
inline constexpr Oid timestamptz = 1184, timestamptz_array = 1185;
inline constexpr Oid interval = 1186, interval_array = 1187;
inline constexpr Oid timetz = 1266, timetz_array = 1270;
inline constexpr Oid bit = 1560, bit_array = 1561;
inline constexpr Oid varbit = 1562, varbit_array = 1563;
inline constexpr Oid numeric = 1700, numeric_array = 1231;
inline constexpr Oid uuid = 2950, uuid_array = 2951;
inline constexpr Oid jsonb = 3802, jsonb_array = 3807;
inline constexpr Oid int4range = 3904, numrange = 3906, tsrange = 3908, tstzrange = 3910, daterange = 3912,
                     int8range = 3926;

}  // namespace oid

/// The first byte of a jsonb on the wire.
inline constexpr char jsonb_version = 1;
/// The digits behind the point of a `money`, as Prisma takes it; the server's lc_monetary can set another number.
inline constexpr int money_scale = 2;

/// What an array of this type holds; oid::unspecified for what is no array of a type named above.
Oid element_of(Oid array) noexcept;
/// What the bounds of a range of this type are; oid::unspecified for what is no range.
Oid bound_of(Oid range) noexcept;

}  // namespace tenon::sql::postgres
