#include <cstddef>
#include <cstring>
#include <memory>

#include <tenon/sql/typed/detail/any.hpp>
#include <tenon/sql/typed/detail/at.hpp>
#include <tenon/sql/typed/detail/scalars.hpp>
#include <tenon/sql/typed/detail/shape.hpp>
#include <tenon/sql/typed/include.hpp>

/// Generated types are copied, moved and destroyed piece by piece, as their tables say. A piece is what owns something:
/// a box, a list, or a value of the library's own types. All of them are empty when their bytes are zero.
namespace tenon::sql::typed {
namespace {

using detail::BoxBase;
using detail::ListBase;
using detail::TypeOps;

enum class Piece { value, box, list };

template <class Function>
void each_piece(const Shape& shape, std::size_t at, Function&& function);

/// NestedCreateOne, NestedUpdateOne.
template <class Function>
void each_piece_of_one(const ModelTables& other, std::size_t at, Function&& function) {
  function(Piece::box, at + other.write.create, other.create_ops);
  each_piece(other.unique, at + other.write.connect, function);
  function(Piece::box, at + other.write.connect_or_create, other.or_create_ops);
}

/// NestedCreateMany, and the middle of NestedUpdateMany.
template <class Function>
void each_piece_of_lists(const ModelTables& other, std::size_t at, Function&& function) {
  function(Piece::list, at + offsetof(AnyNestedCreateMany, create), other.create_ops);
  function(Piece::list, at + offsetof(AnyNestedCreateMany, connect), other.unique_ops);
  function(Piece::list, at + offsetof(AnyNestedCreateMany, connect_or_create), other.or_create_ops);
}

template <class Function>
void each_piece(const Part& part, std::size_t at, Function&& function) {
  const auto* const other = static_cast<const ModelTables*>(part.other);  // null or another type for some kinds
  switch (part.kind) {
    case PartKind::filter: return function(Piece::value, at, functions_of(part).filter_ops);
    case PartKind::to_one:
      function(Piece::box, at + offsetof(AnyToOne, is), other->where_ops);
      return function(Piece::box, at + offsetof(AnyToOne, is_not), other->where_ops);
    case PartKind::to_many:
      function(Piece::box, at + offsetof(AnyToMany, some), other->where_ops);
      function(Piece::box, at + offsetof(AnyToMany, every), other->where_ops);
      return function(Piece::box, at + offsetof(AnyToMany, none), other->where_ops);
    case PartKind::all:
    case PartKind::any:
    case PartKind::none: return function(Piece::list, at, other->where_ops);
    case PartKind::keys: return function(Piece::box, at, static_cast<const KeyTables*>(part.other)->ops);
    case PartKind::also: return function(Piece::box, at, other->where_ops);
    case PartKind::order_by_related: return function(Piece::box, at, other->order_by_ops);
    case PartKind::one_included: return function(Piece::box, at, other->one_ops);
    case PartKind::many_included: return function(Piece::box, at, other->many_ops);
    case PartKind::key:
    case PartKind::value: return function(Piece::value, at, functions_of(part).given_ops);
    case PartKind::number: return function(Piece::value, at, functions_of(part).number_ops);
    case PartKind::create_one:
    case PartKind::update_one: return each_piece_of_one(*other, at, function);
    case PartKind::update_many:
      function(Piece::list, at + offsetof(AnyNestedUpdateMany, set), other->unique_ops);
      each_piece_of_lists(*other, at + offsetof(AnyNestedUpdateMany, create), function);
      return function(Piece::list, at + offsetof(AnyNestedUpdateMany, disconnect), other->unique_ops);
    case PartKind::create_many: return each_piece_of_lists(*other, at, function);
    case PartKind::order:
    case PartKind::order_by_count:
    case PartKind::selected: return;
  }
}

template <class Function>
void each_piece(const Shape& shape, std::size_t at, Function&& function) {
  for (const Part& part : shape) each_piece(part, at + part.offset, function);
}

template <class Function>
void each_piece_of_related(const ModelTables& tables, const RelatedPlaces& places, Function&& function) {
  each_piece(tables.include, places.include, function);
  each_piece(tables.select, places.select, function);
}

template <class Function>
void each_piece_of_many(const ModelTables& tables, Function&& function) {
  each_piece(tables.where, tables.many.where, function);
  function(Piece::list, tables.many.order_by, tables.order_by_ops);
  each_piece_of_related(tables, tables.many, function);
}

template <class Function>
void each_piece_of_or_create(const ModelTables& tables, Function&& function) {
  each_piece(tables.unique, tables.write.or_create_unique, function);
  each_piece(tables.create, tables.write.or_create_data, function);
}

template <class T>
T& as(void* object) {
  return *static_cast<T*>(object);
}

/// The pieces of an object, by a function that walks through them.
template <class Walk>
void destroy_all(void* object, Walk walk) noexcept {
  walk([object](Piece piece, std::size_t offset, const TypeOps& ops) {
    void* const mine = at(object, offset);
    switch (piece) {
      case Piece::value: return detail::destroy(mine, ops);
      case Piece::box: return as<BoxBase>(mine).destroy(ops);
      case Piece::list: return as<ListBase>(mine).destroy(ops);
    }
  });
}

template <class Walk>
void move_all(void* to, void* from, std::size_t size, Walk walk) noexcept {
  std::memcpy(to, from, size);  // what are no pieces
  walk([=](Piece piece, std::size_t offset, const TypeOps& ops) {
    void* const mine = at(to, offset);
    void* const other = at(from, offset);
    switch (piece) {
      case Piece::value: return detail::move(mine, other, ops);
      case Piece::box: return std::construct_at(static_cast<BoxBase*>(mine))->move(as<BoxBase>(other), ops);
      case Piece::list: return std::construct_at(static_cast<ListBase*>(mine))->move(as<ListBase>(other), ops);
    }
  });
}

template <class Walk>
void copy_all(void* to, const void* from, std::size_t size, Walk walk) {
  std::memcpy(to, from, size);
  walk([=](Piece piece, std::size_t offset, const TypeOps& ops) {
    std::memset(at(to, offset), 0, piece == Piece::value ? ops.size : sizeof(BoxBase));
  });
  try {
    walk([=](Piece piece, std::size_t offset, const TypeOps& ops) {
      void* const mine = at(to, offset);
      const void* const other = at(from, offset);
      switch (piece) {
        case Piece::value: return detail::copy(mine, other, ops);
        case Piece::box: return as<BoxBase>(mine).copy(*static_cast<const BoxBase*>(other), ops);
        case Piece::list: return as<ListBase>(mine).copy(*static_cast<const ListBase*>(other), ops);
      }
    });
  } catch (...) {
    destroy_all(to, walk);
    throw;
  }
}

auto parts_of(const TypeOps& ops) {
  return [shape = static_cast<const Shape*>(ops.shape)](auto function) { each_piece(*shape, 0, function); };
}
const ModelTables* tables_of(const TypeOps& ops) { return static_cast<const ModelTables*>(ops.shape); }
auto parts_of_one(const TypeOps& ops) {
  return [tables = tables_of(ops)](auto function) { each_piece_of_related(*tables, tables->one, function); };
}
auto parts_of_many(const TypeOps& ops) {
  return [tables = tables_of(ops)](auto function) { each_piece_of_many(*tables, function); };
}
auto parts_of_or_create(const TypeOps& ops) {
  return [tables = tables_of(ops)](auto function) { each_piece_of_or_create(*tables, function); };
}

}  // namespace

static_assert(sizeof(BoxBase) == sizeof(ListBase));
static_assert(sizeof(AnyNestedCreateMany) == 3 * sizeof(ListBase));
static_assert(sizeof(AnyNestedUpdateMany) == 5 * sizeof(ListBase));

void destroy_parts(void* object, const TypeOps& ops) noexcept { destroy_all(object, parts_of(ops)); }
void copy_parts(void* to, const void* from, const TypeOps& ops) { copy_all(to, from, ops.size, parts_of(ops)); }
void move_parts(void* to, void* from, const TypeOps& ops) noexcept { move_all(to, from, ops.size, parts_of(ops)); }

void destroy_one(void* object, const TypeOps& ops) noexcept { destroy_all(object, parts_of_one(ops)); }
void copy_one(void* to, const void* from, const TypeOps& ops) { copy_all(to, from, ops.size, parts_of_one(ops)); }
void move_one(void* to, void* from, const TypeOps& ops) noexcept { move_all(to, from, ops.size, parts_of_one(ops)); }

void destroy_many(void* object, const TypeOps& ops) noexcept { destroy_all(object, parts_of_many(ops)); }
void copy_many(void* to, const void* from, const TypeOps& ops) { copy_all(to, from, ops.size, parts_of_many(ops)); }
void move_many(void* to, void* from, const TypeOps& ops) noexcept { move_all(to, from, ops.size, parts_of_many(ops)); }

void destroy_or_create(void* object, const TypeOps& ops) noexcept { destroy_all(object, parts_of_or_create(ops)); }
void copy_or_create(void* to, const void* from, const TypeOps& ops) {
  copy_all(to, from, ops.size, parts_of_or_create(ops));
}
void move_or_create(void* to, void* from, const TypeOps& ops) noexcept {
  move_all(to, from, ops.size, parts_of_or_create(ops));
}

}  // namespace tenon::sql::typed
