#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

#include <tenon/sql/typed/aggregates.hpp>
#include <tenon/sql/typed/arguments.hpp>
#include <tenon/sql/typed/detail/shape.hpp>
#include <tenon/sql/typed/include.hpp>
#include <tenon/sql/typed/relation.hpp>
#include <tenon/sql/typed/write.hpp>

/// How generated sources make their tables. Only they include this.
namespace tenon::sql::typed {

template <class E>
constexpr EnumFunctions enum_functions() {
  return {[](void* out, std::size_t position) { *static_cast<E*>(out) = static_cast<E>(position); },
          [](void* out, std::size_t position) {
            auto& optional = *static_cast<std::optional<E>*>(out);
            if (position == EnumFunctions::none) {
              optional.reset();
            } else {
              optional = static_cast<E>(position);
            }
          }};
}

template <class Row>
void* load_one(void* one) {
  auto& row = static_cast<One<Row>*>(one)->load();
  row = std::make_unique<Row>();
  return row.get();
}
template <class Row>
void load_none(void* one) {
  static_cast<One<Row>*>(one)->load();
}
template <class Row>
void* load_many(void* many) {
  return &static_cast<Many<Row>*>(many)->load();
}

struct Shapes {
  const Shape& where;
  const Shape& unique;
  const Shape& order_by;
  const Shape& include;
  const Shape& select;
  const Shape& create;
  const Shape& update;
};

/// Of the model with these types; `self` is what the result initialises.
template <class M>
constexpr ModelTables model_tables(const Shapes& shapes, const RowPart* row, const AggregatePart* aggregates,
                                   std::size_t count, const ModelTables& self) {
  using Row = typename M::Row;
  using Related = OneRelated<M>;
  using RelatedRows = ManyRelated<M>;
  using Either = OrCreate<typename M::Create, typename M::WhereUnique>;
  using InCreate = NestedCreateOne<typename M::Create, typename M::WhereUnique>;
  using InUpdate = NestedUpdateOne<typename M::Create, typename M::WhereUnique>;
  using Found = Aggregates<M>;
  using Grouped = Group<M>;
  static_assert(std::is_standard_layout_v<RelatedRows> && std::is_standard_layout_v<InUpdate> &&
                std::is_standard_layout_v<typename M::Update> && std::is_standard_layout_v<Grouped> &&
                std::is_standard_layout_v<typename M::Where>);
  static_assert(offsetof(InCreate, connect) == offsetof(InUpdate, connect) &&
                offsetof(InCreate, connect_or_create) == offsetof(InUpdate, connect_or_create));
  static_assert(offsetof(Found, count) == 0 && offsetof(Grouped, key) == 0);
  return {
      .where = shapes.where,
      .unique = shapes.unique,
      .order_by = shapes.order_by,
      .include = shapes.include,
      .select = shapes.select,
      .create = shapes.create,
      .update = shapes.update,
      .where_ops = parts_ops<typename M::Where>(shapes.where),
      .unique_ops = parts_ops<typename M::WhereUnique>(shapes.unique),
      .order_by_ops = parts_ops<typename M::OrderBy>(shapes.order_by),
      .include_ops = parts_ops<typename M::Include>(shapes.include),
      .select_ops = parts_ops<typename M::Select>(shapes.select),
      .create_ops = parts_ops<typename M::Create>(shapes.create),
      .update_ops = parts_ops<typename M::Update>(shapes.update),
      .one_ops = {sizeof(Related), &destroy_one, &copy_one, &move_one, &self},
      .many_ops = {sizeof(RelatedRows), &destroy_many, &copy_many, &move_many, &self},
      .or_create_ops = {sizeof(Either), &destroy_or_create, &copy_or_create, &move_or_create, &self},
      .one = {.include = offsetof(Related, include), .select = offsetof(Related, select)},
      .many = {offsetof(RelatedRows, where), offsetof(RelatedRows, order_by), offsetof(RelatedRows, take),
               offsetof(RelatedRows, skip), offsetof(RelatedRows, include), offsetof(RelatedRows, select)},
      .write = {offsetof(Either, where), offsetof(Either, create), offsetof(InUpdate, create),
                offsetof(InUpdate, connect), offsetof(InUpdate, connect_or_create), offsetof(InUpdate, disconnect)},
      .row = {sizeof(Row), row, &resize<Row>, &load_one<Row>, &load_none<Row>, &load_many<Row>},
      .aggregates = {aggregates, count, offsetof(Found, sum), offsetof(Found, avg), offsetof(Found, min),
                     offsetof(Found, max), offsetof(Grouped, aggregates), sizeof(Grouped)},
  };
}

}  // namespace tenon::sql::typed
