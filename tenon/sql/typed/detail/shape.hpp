#pragma once

#include <cstddef>
#include <cstdint>

#include <tenon/sql/detail/type_ops.hpp>

/// What compiled code must know of the types of a generated client: where their members are, and what they are.
/// Constants that `tenon generate` writes.
namespace tenon::sql::typed {

struct ModelTables;

enum class Scalar : std::uint8_t {
  boolean,
  int_,
  big_int,
  float_,
  decimal,
  date_time,
  string,
  json,
  bytes,
  enumeration,
};

enum class PartKind : std::uint8_t {
  // XWhere
  filter,
  to_one,
  to_many,
  all,
  any,
  none,
  // XWhereUnique; `field` is the position of the key among the uniques of the model, or `primary`
  key,
  keys,  ///< of several fields: `other` is a KeyTables
  also,
  // XOrderBy
  order,
  order_by_count,
  order_by_related,
  // XInclude, XSelect
  selected,
  one_included,
  many_included,
  // XCreate, XUpdate
  value,
  number,
  create_one,
  create_many,
  update_one,
  update_many,
};

/// One member of a struct.
struct Part {
  static constexpr std::uint16_t primary = 0xFFFF;

  std::uint32_t offset = 0;
  std::uint16_t field = 0;  ///< its place in schema::Model::fields
  PartKind kind = PartKind::value;
  Scalar scalar = Scalar::boolean;
  bool nullable = false;
  const void* other = nullptr;  ///< the ModelTables of a relation's other end, or of the model itself
};

struct Shape {
  const Part* parts = nullptr;
  std::size_t count = 0;

  const Part* begin() const noexcept { return parts; }
  const Part* end() const noexcept { return parts + count; }
};

/// A struct with the values of a key of several fields.
struct KeyTables {
  Shape shape;
  detail::TypeOps ops;
};

/// Where the members of ManyRelated and OneRelated are.
struct RelatedPlaces {
  std::uint32_t where = 0, order_by = 0, take = 0, skip = 0;
  std::uint32_t include = 0, select = 0;
};

/// Where the members of OrCreate, and of what holds it, are.
struct WritePlaces {
  std::uint32_t or_create_unique = 0, or_create_data = 0;
  std::uint32_t create = 0, connect = 0, connect_or_create = 0,
                disconnect = 0;  ///< of NestedUpdateOne; NestedCreateOne is its beginning
};

/// Sets an enum, or a std::optional of one, by the position of its value.
struct EnumFunctions {
  static constexpr std::size_t none = ~std::size_t{0};

  void (*set)(void* out, std::size_t position);
  void (*set_optional)(void* out, std::size_t position);
};

/// A member of a row: a column, or a relation whose `other` is a ModelTables.
struct RowPart {
  std::uint32_t offset = 0;
  bool is_shown = false;
  bool nullable = false;
  Scalar scalar = Scalar::boolean;
  const void* other = nullptr;  ///< enums: EnumFunctions
};

struct RowShape {
  std::uint32_t size = 0;
  const RowPart* by_field = nullptr;              ///< one for each of schema::Model::fields
  void* (*resize)(void* rows, std::size_t size);  ///< of a std::vector of rows; gives the first one
  void* (*load_one)(void* one);                   ///< One: loads it, with a row; gives the row
  void (*load_none)(void* one);                   ///< One: loads it, without a row
  void* (*load_many)(void* many);                 ///< Many: loads it; gives the std::vector
};

/// Where a field is among the flags and aggregates of a model.
struct AggregatePart {
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  std::uint16_t field = 0;
  Scalar scalar = Scalar::boolean;
  const EnumFunctions* enumeration = nullptr;
  std::uint32_t number_flag = none, flag = none;
  std::uint32_t sum = none, average = none, value = none;
};

struct AggregateShape {
  const AggregatePart* parts = nullptr;
  std::size_t count = 0;
  std::uint32_t sum = 0, average = 0, min = 0, max = 0;  ///< where they are in Aggregates
  std::uint32_t aggregates = 0, group_size = 0;          ///< in Group
};

/// Everything about one model.
struct ModelTables {
  Shape where, unique, order_by, include, select, create, update;
  detail::TypeOps where_ops, unique_ops, order_by_ops, include_ops, select_ops, create_ops, update_ops;
  detail::TypeOps one_ops, many_ops, or_create_ops;  ///< OneRelated, ManyRelated, OrCreate; `shape` is the ModelTables
  RelatedPlaces one, many;
  WritePlaces write;
  RowShape row;
  AggregateShape aggregates;
};

// The functions of TypeOps for generated types: `shape` is a Shape.
void destroy_parts(void* object, const detail::TypeOps& ops) noexcept;
void copy_parts(void* to, const void* from, const detail::TypeOps& ops);
void move_parts(void* to, void* from, const detail::TypeOps& ops) noexcept;
// For OneRelated, ManyRelated and OrCreate: `shape` is a ModelTables.
void destroy_one(void* object, const detail::TypeOps& ops) noexcept;
void copy_one(void* to, const void* from, const detail::TypeOps& ops);
void move_one(void* to, void* from, const detail::TypeOps& ops) noexcept;
void destroy_many(void* object, const detail::TypeOps& ops) noexcept;
void copy_many(void* to, const void* from, const detail::TypeOps& ops);
void move_many(void* to, void* from, const detail::TypeOps& ops) noexcept;
void destroy_or_create(void* object, const detail::TypeOps& ops) noexcept;
void copy_or_create(void* to, const void* from, const detail::TypeOps& ops);
void move_or_create(void* to, void* from, const detail::TypeOps& ops) noexcept;

template <class T>
constexpr detail::TypeOps parts_ops(const Shape& shape) {
  return {sizeof(T), &destroy_parts, &copy_parts, &move_parts, &shape};
}

}  // namespace tenon::sql::typed
