#pragma once

#include <algorithm>
#include <cstdlib>
#include <type_traits>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/job.hpp>
#include <tenon/sql/detail/load.hpp>
#include <tenon/sql/typed/delegate.hpp>
#include <tenon/sql/typed/detail/lower.hpp>
#include <tenon/sql/typed/detail/lower_figures.hpp>
#include <tenon/sql/typed/detail/read.hpp>

/// The bodies of Delegate, instantiated once for each model by the generated code: arguments are lowered, the core works,
/// rows are read.
namespace tenon::sql {

namespace typed {

template <class M>
sql::FindUnique lowered_row(const FindUnique<M>& arguments, const Model& model) {
  return {lowered_unique(arguments.where, model), lowered_selection(arguments.include, arguments.select, model)};
}

template <class M>
sql::FindMany lowered_rows(const FindMany<M>& arguments, const Model& model) {
  sql::FindMany query = lowered_find(arguments, model);
  for (const typename M::Field field : arguments.distinct) {
    query.distinct.push_back(&model.fields[static_cast<std::size_t>(field)]);
  }
  query.selection = lowered_selection(arguments.include, arguments.select, model);
  return query;
}

template <class M>
sql::FindMany lowered_first(const FindMany<M>& arguments, const Model& model) {
  sql::FindMany query = lowered_rows(arguments, model);
  query.take = query.take && *query.take < 0 ? -1 : 1;
  return query;
}

/// The row that a write gave back.
template <class Row>
Task<Row> only_row(Task<Rows> found) {
  const Rows rows = co_await std::move(found);
  Row row;
  read_row(rows.storage(), 0, row);
  co_return row;
}

inline Task<Rows> find(Operations& operations, const Model& model, sql::FindUnique query) {
  return operations.find_unique(model, std::move(query));
}
inline Task<Rows> find(Operations& operations, const Model& model, sql::FindMany query) {
  return operations.find_first(model, std::move(query));
}
inline Task<> scan(Session& session, const Operations& operations, const Model& model, const sql::FindUnique& query,
                   RowHandler& rows) {
  return detail::scan(session, operations.plans(), model, query.where, rows);
}
inline Task<> scan(Session& session, const Operations& operations, const Model& model, const sql::FindMany& query,
                   RowHandler& rows) {
  return detail::scan(session, operations.plans(), model, query, rows, detail::Order::as_given);
}

/// One row or none: Found is std::optional<Row>, or Row where a missing one is NotFound. Rows that nothing hangs on become
/// structs as the database hands them out.
template <class Found, class Row, class Query>
Task<Found> first_row(Operations& operations, const Model& model, Query query) {
  std::optional<Row> row;
  if (detail::is_plain(query)) {
    RowReader<Row, std::optional<Row>> reader(operations.plans().of(model).columns, row);
    detail::Job work([&](Session& session) {
      row.reset();
      return scan(session, operations, model, query, reader);
    });
    co_await operations.read(work);
  } else {
    const Rows rows = co_await find(operations, model, std::move(query));
    if (!rows.empty()) read_row(rows.storage(), 0, row.emplace());
  }
  if constexpr (std::is_same_v<Found, Row>) {
    if (!row) detail::throw_not_found(model);
    co_return *std::move(row);
  } else {
    co_return std::move(row);
  }
}

template <class Row>
Task<std::vector<Row>> all_rows(Operations& operations, const Model& model, sql::FindMany query) {
  std::vector<Row> out;
  if (detail::is_plain(query)) {
    constexpr std::int64_t usual_page = 100;
    if (query.take) out.reserve(static_cast<std::size_t>(std::abs(std::clamp(*query.take, -usual_page, usual_page))));
    RowReader<Row, std::vector<Row>> reader(operations.plans().of(model).columns, out);
    detail::Job work([&](Session& session) {
      out.clear();
      return detail::scan(session, operations.plans(), model, query, reader);
    });
    co_await operations.read(work);
    if (query.take && *query.take < 0) std::reverse(out.begin(), out.end());  // as scan() says
  } else {
    const Rows rows = co_await operations.find_many(model, std::move(query));
    out = read_rows<Row>(rows);
  }
  co_return out;
}

}  // namespace typed

// No coroutines: arguments, which are large, are lowered at once and not kept while the operation waits.

template <class M>
Task<std::optional<typename M::Row>> Delegate<M>::find_unique(const typed::FindUnique<M>& arguments) const {
  return typed::first_row<std::optional<Row>, Row>(operations_, model_, typed::lowered_row(arguments, model_));
}

template <class M>
Task<typename M::Row> Delegate<M>::find_unique_or_throw(const typed::FindUnique<M>& arguments) const {
  return typed::first_row<Row, Row>(operations_, model_, typed::lowered_row(arguments, model_));
}

template <class M>
Task<std::optional<typename M::Row>> Delegate<M>::find_first(const typed::FindMany<M>& arguments) const {
  return typed::first_row<std::optional<Row>, Row>(operations_, model_, typed::lowered_first(arguments, model_));
}

template <class M>
Task<typename M::Row> Delegate<M>::find_first_or_throw(const typed::FindMany<M>& arguments) const {
  return typed::first_row<Row, Row>(operations_, model_, typed::lowered_first(arguments, model_));
}

template <class M>
Task<std::vector<typename M::Row>> Delegate<M>::find_many(const typed::FindMany<M>& arguments) const {
  return typed::all_rows<Row>(operations_, model_, typed::lowered_rows(arguments, model_));
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
