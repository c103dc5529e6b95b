#pragma once

#include <string_view>

namespace tenon::schema {

/// The engine that a schema is written for. `none`: the schema has no datasource; nothing engine-specific is
/// checked.
enum class Provider { none, postgresql, sqlite, mongodb };

/// Prisma's scalar types. A trailing underscore only avoids a C++ keyword.
enum class Scalar {
  string,
  boolean,
  int_,     ///< 32 bits, signed
  big_int,  ///< 64 bits, signed
  float_,   ///< IEEE 754, 64 bits
  decimal,
  date_time,
  json,
  bytes,
};

enum class FieldKind {
  scalar,
  enumeration,
  relation,     ///< no column of its own: the other model's rows
  composite,    ///< an embedded document (MongoDB)
  unsupported,  ///< `Unsupported("…")`: migrated, but not read or written by the client
};

enum class Arity { required, optional, list };

enum class ReferentialAction { cascade, restrict_, no_action, set_null, set_default };

/// Who keeps the rows of a relation together: the database by foreign keys, or the client (`relationMode =
/// "prisma"`).
enum class RelationMode { foreign_keys, client };

/// The word of the schema language: "DateTime", "SetNull", "postgresql".
std::string_view to_string(Scalar scalar) noexcept;
std::string_view to_string(ReferentialAction action) noexcept;
std::string_view to_string(Provider provider) noexcept;

}  // namespace tenon::schema
