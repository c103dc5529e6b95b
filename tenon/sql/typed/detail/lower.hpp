#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/find.hpp>
#include <tenon/sql/typed/arguments.hpp>
#include <tenon/sql/typed/detail/to_value.hpp>
#include <tenon/sql/typed/filter.hpp>
#include <tenon/sql/typed/include.hpp>
#include <tenon/sql/typed/order.hpp>
#include <tenon/sql/typed/write.hpp>

/// From typed arguments to the core's: one `lower` for each type of member. Those of a model's own structs stand in the
/// generated code and are found through their namespace. Only generated code includes this.
namespace tenon::sql::typed {

using schema::Field;
using schema::Model;

// Conditions

template <class T>
void add(Where& where, const Field& field, Comparison comparison, const Given<T>& operand, Mode mode) {
  if (operand.given()) where.add(Where::compare(field, comparison, to_value(*operand), mode));
}

template <class T>
void add(Where& where, const Field& field, Comparison comparison, const List<T>& operands, Mode mode) {
  if (!operands.given()) return;
  std::vector<Value> values;
  values.reserve(operands.size());
  for (const T& operand : operands) values.push_back(to_value(operand));
  where.add(Where::among(field, comparison, std::move(values), mode));
}

/// What all filters have.
template <class F>
void lower_equality(const F& filter, const Field& field, Where& where, Mode mode) {
  add(where, field, Comparison::equals, filter.equals, mode);
  add(where, field, Comparison::not_, filter.not_, mode);
  add(where, field, Comparison::in, filter.in, mode);
  add(where, field, Comparison::not_in, filter.not_in, mode);
}

/// What those of values with an order have.
template <class F>
void lower_order(const F& filter, const Field& field, Where& where) {
  add(where, field, Comparison::lt, filter.lt, Mode::sensitive);
  add(where, field, Comparison::lte, filter.lte, Mode::sensitive);
  add(where, field, Comparison::gt, filter.gt, Mode::sensitive);
  add(where, field, Comparison::gte, filter.gte, Mode::sensitive);
}

template <class T>
void lower(const EqualityFilter<T>& filter, const Field& field, Where& where) {
  add(where, field, Comparison::equals, filter.equals, Mode::sensitive);
  add(where, field, Comparison::not_, filter.not_, Mode::sensitive);
}

template <class T>
void lower(const EnumFilter<T>& filter, const Field& field, Where& where) {
  lower_equality(filter, field, where, Mode::sensitive);
}

template <class T>
void lower(const Filter<T>& filter, const Field& field, Where& where) {
  lower_equality(filter, field, where, Mode::sensitive);
  lower_order(filter, field, where);
}

template <class S>
void lower(const TextFilter<S>& filter, const Field& field, Where& where) {
  lower_equality(filter, field, where, filter.mode);
  lower_order(filter, field, where);
  add(where, field, Comparison::contains, filter.contains, filter.mode);
  add(where, field, Comparison::starts_with, filter.starts_with, filter.mode);
  add(where, field, Comparison::ends_with, filter.ends_with, filter.mode);
}

template <class W>
Where lowered(const W& typed, const Model& model) {
  Where where;
  lower(typed, model, where);
  return where;
}

template <class W>
void add(Where& where, const Field& relation, Quantifier quantifier, const Box<W>& inner) {
  if (!inner.given()) return;
  where.add(Where::related(relation, quantifier, lowered(*inner, *relation.relation->model)));
}

template <class W>
void lower(const ToOne<W>& filter, const Field& field, Where& where) {
  add(where, field, Quantifier::is, filter.is);
  add(where, field, Quantifier::is_not, filter.is_not);
  if (!filter.is_null.given()) return;
  where.add(Where::related(field, *filter.is_null ? Quantifier::is_not : Quantifier::is));
}

template <class W>
void lower(const ToMany<W>& filter, const Field& field, Where& where) {
  add(where, field, Quantifier::some, filter.some);
  add(where, field, Quantifier::every, filter.every);
  add(where, field, Quantifier::none, filter.none);
}

template <class W>
std::vector<Where> lowered(const List<W>& operands, const Model& model) {
  std::vector<Where> all;
  all.reserve(operands.size());
  for (const W& operand : operands) all.push_back(lowered(operand, model));
  return all;
}

/// `AND`, `OR` and `NOT`.
template <class W>
void lower_operands(const W& typed, const Model& model, Where& where) {
  if (typed.AND.given()) where.add(Where::all(lowered(typed.AND, model)));
  if (typed.OR.given()) where.add(Where::any(lowered(typed.OR, model)));
  if (typed.NOT.given()) where.add(Where::none(lowered(typed.NOT, model)));
}

/// A key of one field.
template <class T>
void lower_key(const Given<T>& value, const schema::Index& key, Where& where, Unique& unique) {
  if (!value.given()) return;
  if (unique.key) {  // a second key is one more condition
    where.add(Where::compare(*key.fields.front().field, Comparison::equals, to_value(*value)));
    return;
  }
  unique.key = &key;
  unique.values.push_back(to_value(*value));
}

template <class U>
Unique lowered_unique(const U& typed, const Model& model) {
  Unique unique;
  lower(typed, model, unique);
  if (!unique.key) throw Invalid("required", "`where` must name one " + model.name + " by a key.");
  return unique;
}

template <class U>
bool is_given(const U& typed, const Model& model) {
  Unique unique;
  lower(typed, model, unique);
  return unique.key != nullptr;
}

// Order

inline void lower(const Order& order, const Field& field, std::vector<OrderBy>& out) {
  if (order.given()) out.push_back({.field = &field, .sort = order.sort(), .nulls = order.nulls()});
}

inline void lower(const OrderByCount& order, const Field& field, std::vector<OrderBy>& out) {
  if (order.count.given()) out.push_back({.field = &field, .sort = order.count.sort(), .count = true});
}

template <class O>
void lower(const Box<O>& order, const Field& field, std::vector<OrderBy>& out) {
  if (!order.given()) return;
  std::vector<OrderBy> inner;
  lower(*order, *field.relation->model, inner);
  for (OrderBy& criterion : inner) {
    std::vector<const Field*> via{&field};
    via.insert(via.end(), criterion.via.begin(), criterion.via.end());
    criterion.via = std::move(via);
    out.push_back(std::move(criterion));
  }
}

template <class O>
std::vector<OrderBy> lowered_order(const List<O>& order, const Model& model) {
  std::vector<OrderBy> criteria;
  for (const O& each : order) lower(each, model, criteria);
  return criteria;
}

// Selection

template <class I, class S>
Selection lowered_selection(const I& include, const S& select, const Model& model) {
  Selection selection;
  lower(select, model, selection);
  const bool selects = selection.fields.given() || !selection.include.empty();
  const std::size_t before = selection.include.size();
  lower(include, model, selection);
  if (selects && selection.include.size() > before) {
    throw Invalid("ambiguous_selection", "`select` and `include` exclude each other.");
  }
  if (selects && !selection.fields.given()) selection.fields = std::vector<const Field*>{};
  return selection;
}

template <class M>
void lower(const OneRelated<M>& related, const Model& model, Include& include) {
  include.selection = lowered_selection(related.include, related.select, model);
}

template <class M>
void lower(const ManyRelated<M>& related, const Model& model, Include& include) {
  include.selection = lowered_selection(related.include, related.select, model);
  include.where = lowered(related.where, model);
  include.order_by = lowered_order(related.order_by, model);
  include.take = related.take;
  include.skip = related.skip;
}

template <class A>
void lower(const Included<A>& included, const Field& field, Selection& selection) {
  if (!included.given()) return;
  Include include{.relation = &field};
  if (included.arguments().given()) lower(*included.arguments(), *field.relation->model, include);
  selection.include.push_back(std::move(include));
}

inline void lower(bool selected, const Field& field, Selection& selection) {
  if (selected) selection.fields.push_back(&field);
}

// Data

template <class T>
void lower(const Given<T>& value, const Field& field, Data& data) {
  if (value.given()) data.set(field, to_value(*value));
}

template <class T>
void lower(const Required<T>& value, const Field& field, Data& data) {
  data.set(field, to_value(*value));
}

template <class T>
void lower(const Number<T>& number, const Field& field, Data& data) {
  if (number.set.given()) data.set(field, to_value(*number.set));
  if (number.increment.given()) data.set(field, to_value(*number.increment), Change::increment);
  if (number.decrement.given()) data.set(field, to_value(*number.decrement), Change::decrement);
  if (number.multiply.given()) data.set(field, to_value(*number.multiply), Change::multiply);
  if (number.divide.given()) data.set(field, to_value(*number.divide), Change::divide);
}

template <class D>
Data lowered_data(const D& typed, const Model& model) {
  Data data;
  lower(typed, model, data);
  return data;
}

template <class C, class U>
ConnectOrCreate lowered_either(const OrCreate<C, U>& typed, const Model& model) {
  return {lowered_unique(typed.where, model), lowered_data(typed.create, model)};
}

/// What writes to one and writes to many have in common: then `write` is added if there is something to do.
inline void add(Data& data, RelationWrite write) {
  const bool nothing = write.create.empty() && write.connect.empty() && write.connect_or_create.empty() &&
                       write.disconnect.empty() && !write.disconnect_one;
  if (!nothing) data.relations.push_back(std::move(write));
}

template <class One>
RelationWrite lowered_one(const One& typed, const Field& field) {
  const Model& model = *field.relation->model;
  RelationWrite write{.relation = &field};
  if (typed.create.given()) write.create.push_back(lowered_data(*typed.create, model));
  if (is_given(typed.connect, model)) write.connect.push_back(lowered_unique(typed.connect, model));
  if (typed.connect_or_create.given()) {
    write.connect_or_create.push_back(lowered_either(*typed.connect_or_create, model));
  }
  return write;
}

template <class ToMany>
RelationWrite lowered_many(const ToMany& typed, const Field& field) {
  const Model& model = *field.relation->model;
  RelationWrite write{.relation = &field};
  for (const auto& each : typed.create) write.create.push_back(lowered_data(each, model));
  for (const auto& each : typed.connect) write.connect.push_back(lowered_unique(each, model));
  for (const auto& each : typed.connect_or_create) write.connect_or_create.push_back(lowered_either(each, model));
  return write;
}

template <class C, class U>
void lower(const CreateOne<C, U>& typed, const Field& field, Data& data) {
  add(data, lowered_one(typed, field));
}

template <class C, class U>
void lower(const sql::CreateMany<C, U>& typed, const Field& field, Data& data) {
  add(data, lowered_many(typed, field));
}

template <class C, class U>
void lower(const UpdateOne<C, U>& typed, const Field& field, Data& data) {
  RelationWrite write = lowered_one(typed, field);
  write.disconnect_one = typed.disconnect;
  add(data, std::move(write));
}

template <class C, class U>
void lower(const sql::UpdateMany<C, U>& typed, const Field& field, Data& data) {
  RelationWrite write = lowered_many(typed, field);
  for (const U& each : typed.disconnect) write.disconnect.push_back(lowered_unique(each, *field.relation->model));
  add(data, std::move(write));
}

}  // namespace tenon::sql::typed
