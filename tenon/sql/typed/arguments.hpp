#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/list.hpp>
#include <tenon/sql/order_by.hpp>
#include <tenon/sql/typed/given.hpp>
#include <tenon/sql/value.hpp>

/// The arguments of the operations of Delegate (delegate.hpp), Prisma's argument objects as aggregates. M is the traits
/// struct that `tenon generate` writes for a model; its members are the model's row and input types.
///
/// `select` reads only some fields: the others keep the values of a default-constructed row. `include` reads relations
/// besides all fields. Not both.
namespace tenon::sql::typed {

template <class M>
struct FindUnique {
  typename M::WhereUnique where{};
  typename M::Include include{};
  typename M::Select select{};
};

/// See sql::FindMany for paging.
template <class M>
struct FindMany {
  typename M::Where where{};
  List<typename M::OrderBy> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  typename M::WhereUnique cursor{};
  List<typename M::Field> distinct{};
  typename M::Include include{};
  typename M::Select select{};
};

/// The rows to be counted.
template <class M>
struct Count {
  typename M::Where where{};
  List<typename M::OrderBy> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  typename M::WhereUnique cursor{};
};

template <class M>
struct Create {
  typename M::Create data;
  typename M::Include include{};
  typename M::Select select{};
};

template <class M>
struct CreateMany {
  List<typename M::Create> data{};
  bool skip_duplicates = false;  ///< rows that would violate a unique constraint are left out
};

template <class M>
struct Update {
  typename M::WhereUnique where{};
  typename M::Update data{};
  typename M::Include include{};
  typename M::Select select{};
};

template <class M>
struct UpdateMany {
  typename M::Where where{};
  typename M::Update data{};
};

template <class M>
struct Upsert {
  typename M::WhereUnique where{};
  typename M::Create create;
  typename M::Update update{};
  typename M::Include include{};
  typename M::Select select{};
};

template <class M>
struct Delete {
  typename M::WhereUnique where{};
  typename M::Include include{};
  typename M::Select select{};
};

template <class M>
struct DeleteMany {
  typename M::Where where{};
};

/// `.count = true, .avg = {.price = true}`: aggregates over the rows that find_many would give.
template <class M>
struct Aggregate {
  typename M::Where where{};
  List<typename M::OrderBy> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  typename M::WhereUnique cursor{};
  bool count = false;
  typename M::NumberFlags sum{};
  typename M::NumberFlags avg{};
  typename M::FieldFlags min{};
  typename M::FieldFlags max{};
};

/// The aggregates asked for; the others, and those of no rows, are empty.
template <class M>
struct Aggregates {
  std::optional<std::int64_t> count{};
  typename M::Sums sum{};
  typename M::Averages avg{};
  typename M::Values min{};
  typename M::Values max{};
};

/// A condition on groups: `{.function = Function::avg, .field = ProductField::price, .comparison = Comparison::gt,
/// .value = 10_dec}`. Without a field: the number of rows.
template <class M>
struct Having {
  Function function = Function::count;
  std::optional<typename M::Field> field{};
  Comparison comparison = Comparison::gt;
  Given<Value> value{};
};

/// An order of groups: by a field of `by`, or by an aggregate.
template <class M>
struct GroupOrder {
  std::optional<typename M::Field> field{};
  std::optional<Function> function{};  ///< not given: the field itself
  Sort sort = asc;
};

template <class M>
struct GroupBy {
  List<typename M::Field> by{};
  typename M::Where where{};
  List<Having<M>> having{};  ///< all of them must hold
  List<GroupOrder<M>> order_by{};
  std::optional<std::int64_t> take{};
  std::int64_t skip = 0;
  bool count = false;
  typename M::NumberFlags sum{};
  typename M::NumberFlags avg{};
  typename M::FieldFlags min{};
  typename M::FieldFlags max{};
};

/// One group: the fields of `by` in `key`, and its aggregates.
template <class M>
struct Group {
  typename M::Values key{};
  Aggregates<M> aggregates{};
};

}  // namespace tenon::sql::typed
