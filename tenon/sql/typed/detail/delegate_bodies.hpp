#pragma once

#include <tenon/base/error.hpp>
#include <tenon/sql/typed/delegate.hpp>
#include <tenon/sql/typed/detail/lower.hpp>
#include <tenon/sql/typed/detail/lower_figures.hpp>
#include <tenon/sql/typed/detail/read.hpp>

/// The bodies of Delegate, instantiated once for each model by the generated code: arguments are lowered, the core works,
/// rows are read.
namespace tenon::sql {

namespace typed {

template <class M>
sql::FindMany lowered_rows(const FindMany<M>& arguments, const Model& model) {
  sql::FindMany query = lowered_find(arguments, model);
  for (const typename M::Field field : arguments.distinct) {
    query.distinct.push_back(&model.fields[static_cast<std::size_t>(field)]);
  }
  query.selection = lowered_selection(arguments.include, arguments.select, model);
  return query;
}

template <class Row>
Task<std::optional<Row>> first_row(Task<Rows> found) {
  const Rows rows = co_await std::move(found);
  std::optional<Row> row;
  if (!rows.empty()) read_row(rows.storage(), 0, row.emplace());
  co_return row;
}

template <class Row>
Task<Row> only_row(Task<Rows> found) {
  const Rows rows = co_await std::move(found);
  Row row;
  read_row(rows.storage(), 0, row);
  co_return row;
}

template <class Row>
Task<std::vector<Row>> all_rows(Task<Rows> found) {
  const Rows rows = co_await std::move(found);
  co_return read_rows<Row>(rows);
}

}  // namespace typed

// No coroutines: arguments, which are large, are lowered at once and not kept while the operation waits.

template <class M>
Task<std::optional<typename M::Row>> Delegate<M>::find_unique(const typed::FindUnique<M>& arguments) const {
  return typed::first_row<Row>(
      operations_.find_unique(model_, {typed::lowered_unique(arguments.where, model_),
                                       typed::lowered_selection(arguments.include, arguments.select, model_)}));
}

template <class M>
Task<typename M::Row> Delegate<M>::find_unique_or_throw(const typed::FindUnique<M>& arguments) const {
  return typed::only_row<Row>(operations_.find_unique_or_throw(
      model_, {typed::lowered_unique(arguments.where, model_),
               typed::lowered_selection(arguments.include, arguments.select, model_)}));
}

template <class M>
Task<std::optional<typename M::Row>> Delegate<M>::find_first(const typed::FindMany<M>& arguments) const {
  return typed::first_row<Row>(operations_.find_first(model_, typed::lowered_rows(arguments, model_)));
}

template <class M>
Task<typename M::Row> Delegate<M>::find_first_or_throw(const typed::FindMany<M>& arguments) const {
  return typed::only_row<Row>(operations_.find_first_or_throw(model_, typed::lowered_rows(arguments, model_)));
}

template <class M>
Task<std::vector<typename M::Row>> Delegate<M>::find_many(const typed::FindMany<M>& arguments) const {
  return typed::all_rows<Row>(operations_.find_many(model_, typed::lowered_rows(arguments, model_)));
}

template <class M>
Task<std::int64_t> Delegate<M>::count(const typed::Count<M>& arguments) const {
  return operations_.count(model_, typed::lowered_find(arguments, model_));
}

template <class M>
Task<typename M::Row> Delegate<M>::create(const typed::Create<M>& arguments) const {
  return typed::only_row<Row>(
      operations_.create(model_, typed::lowered_data(arguments.data, model_),
                         typed::lowered_selection(arguments.include, arguments.select, model_)));
}

template <class M>
Task<std::int64_t> Delegate<M>::create_many(const typed::CreateMany<M>& arguments) const {
  std::vector<Data> rows;
  rows.reserve(arguments.data.size());
  for (const typename M::Create& each : arguments.data) rows.push_back(typed::lowered_data(each, model_));
  return operations_.create_many(model_, std::move(rows), arguments.skip_duplicates);
}

template <class M>
Task<typename M::Row> Delegate<M>::update(const typed::Update<M>& arguments) const {
  return typed::only_row<Row>(operations_.update(
      model_, typed::lowered_unique(arguments.where, model_), typed::lowered_data(arguments.data, model_),
      typed::lowered_selection(arguments.include, arguments.select, model_)));
}

template <class M>
Task<std::int64_t> Delegate<M>::update_many(const typed::UpdateMany<M>& arguments) const {
  return operations_.update_many(model_, typed::lowered(arguments.where, model_),
                                 typed::lowered_data(arguments.data, model_));
}

template <class M>
Task<typename M::Row> Delegate<M>::upsert(const typed::Upsert<M>& arguments) const {
  return typed::only_row<Row>(
      operations_.upsert(model_, typed::lowered_unique(arguments.where, model_),
                         typed::lowered_data(arguments.create, model_), typed::lowered_data(arguments.update, model_),
                         typed::lowered_selection(arguments.include, arguments.select, model_)));
}

template <class M>
Task<typename M::Row> Delegate<M>::delete_(const typed::Delete<M>& arguments) const {
  return typed::only_row<Row>(
      operations_.delete_(model_, typed::lowered_unique(arguments.where, model_),
                          typed::lowered_selection(arguments.include, arguments.select, model_)));
}

template <class M>
Task<std::int64_t> Delegate<M>::delete_many(const typed::DeleteMany<M>& arguments) const {
  return operations_.delete_many(model_, typed::lowered(arguments.where, model_));
}

}  // namespace tenon::sql
