#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <tenon/async/task.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/operations.hpp>
#include <tenon/sql/typed/aggregates.hpp>
#include <tenon/sql/typed/arguments.hpp>
#include <tenon/sql/typed/detail/calls.hpp>
#include <tenon/sql/typed/detail/filled.hpp>

namespace tenon::sql {

/// The operations of one model: `db.product`, `tx.product`. M is the traits struct that `tenon generate` writes. What
/// they do is compiled once for all models (detail/calls.hpp).
///
///     auto toys = co_await db.product.find_many({
///         .where = {.price = {.lte = 20_dec}, .category = {.is = {{.slug = {"toys"}}}}},
///         .order_by = {{.created_at = desc}},
///         .take = 20,
///         .include = {.category = true},
///     });
///
/// Semantics and errors are those of sql::Operations. Errors in the arguments are thrown by the call
/// itself, the others by `co_await`. The client or transaction that the delegate is a member of must outlive the
/// operation.
template <class M>
class Delegate {
 public:
  using Row = typename M::Row;

  Delegate(Operations& operations, std::size_t model) noexcept
      : operations_(operations), model_(operations.schema().models[model]) {}
  Delegate(const Delegate&) = delete;
  Delegate& operator=(const Delegate&) = delete;

  Task<std::optional<Row>> find_unique(const typed::FindUnique<M>& arguments) const {
    typed::Filled<std::optional<Row>> row;
    return std::move(row).by(typed::find_unique(target(), &arguments.where, selection_of(arguments), in(row)));
  }
  Task<Row> find_unique_or_throw(const typed::FindUnique<M>& arguments) const {
    typed::Filled<Row> row;
    return std::move(row).by(
        typed::find_unique(target(), &arguments.where, selection_of(arguments), {in(row), nullptr}));
  }
  Task<std::optional<Row>> find_first(const typed::FindMany<M>& arguments = {}) const {
    typed::Filled<std::optional<Row>> row;
    return std::move(row).by(typed::find_first(target(), rows_of(arguments), typed::fields_of(arguments.distinct),
                                               selection_of(arguments), in(row)));
  }
  Task<Row> find_first_or_throw(const typed::FindMany<M>& arguments = {}) const {
    typed::Filled<Row> row;
    return std::move(row).by(typed::find_first(target(), rows_of(arguments), typed::fields_of(arguments.distinct),
                                               selection_of(arguments), {in(row), nullptr}));
  }
  Task<std::vector<Row>> find_many(const typed::FindMany<M>& arguments = {}) const {
    typed::Filled<std::vector<Row>> rows;
    return std::move(rows).by(typed::find_many(target(), rows_of(arguments), typed::fields_of(arguments.distinct),
                                               selection_of(arguments), in(rows)));
  }

  Task<std::int64_t> count(const typed::Count<M>& arguments = {}) const {
    return typed::count(target(), rows_of(arguments));
  }
  Task<typed::Aggregates<M>> aggregate(const typed::Aggregate<M>& arguments) const {
    typed::Filled<typed::Aggregates<M>> aggregates;
    return std::move(aggregates)
        .by(typed::aggregate(target(), rows_of(arguments), typed::aggregates_of(arguments), in(aggregates)));
  }
  Task<std::vector<typed::Group<M>>> group_by(const typed::GroupBy<M>& arguments) const {
    typed::Filled<std::vector<typed::Group<M>>> groups;
    return std::move(groups).by(
        typed::GroupArguments(arguments).group(target(), in(groups), &typed::resize<typed::Group<M>>));
  }

  /// The row as it was written, with what `include` or `select` ask for; for all that give a row.
  Task<Row> create(const typed::Create<M>& arguments) const {
    typed::Filled<Row> row;
    return std::move(row).by(typed::create(target(), &arguments.data, selection_of(arguments), in(row)));
  }
  /// How many were created.
  Task<std::int64_t> create_many(const typed::CreateMany<M>& arguments) const {
    return typed::create_many(target(), &arguments.data, arguments.skip_duplicates);
  }
  /// Throws NotFound.
  Task<Row> update(const typed::Update<M>& arguments) const {
    typed::Filled<Row> row;
    return std::move(row).by(
        typed::update(target(), &arguments.where, &arguments.data, selection_of(arguments), in(row)));
  }
  /// How many were changed.
  Task<std::int64_t> update_many(const typed::UpdateMany<M>& arguments) const {
    return typed::update_many(target(), &arguments.where, &arguments.data);
  }
  Task<Row> upsert(const typed::Upsert<M>& arguments) const {
    typed::Filled<Row> row;
    return std::move(row).by(typed::upsert(target(), &arguments.where, &arguments.create, &arguments.update,
                                           selection_of(arguments), in(row)));
  }
  /// The row as it was. Throws NotFound.
  Task<Row> delete_(const typed::Delete<M>& arguments) const {
    typed::Filled<Row> row;
    return std::move(row).by(typed::delete_(target(), &arguments.where, selection_of(arguments), in(row)));
  }
  /// How many were deleted.
  Task<std::int64_t> delete_many(const typed::DeleteMany<M>& arguments = {}) const {
    return typed::delete_many(target(), &arguments.where);
  }

  /// For what works on the model at run time: resources, OpenAPI.
  Operations& operations() const noexcept { return operations_; }
  /// Throws Internal "no_client" for the delegate of a transaction.
  Client& client() const { return operations_.as_client(); }
  const schema::Model& model() const noexcept { return model_; }

 private:
  typed::Target target() const noexcept { return {operations_, model_, M::tables}; }
  template <class A>
  static typed::SelectionParts selection_of(const A& arguments) noexcept {
    return {&arguments.include, &arguments.select};
  }
  template <class A>
  static typed::RowsParts rows_of(const A& arguments) noexcept {
    return {&arguments.where, &arguments.order_by, arguments.take, arguments.skip, &arguments.cursor};
  }
  static typed::OneRow in(typed::Filled<std::optional<Row>>& row) noexcept {
    return {&row.place().value, &row.place().found};
  }
  template <class T>
  static void* in(typed::Filled<T>& filled) noexcept {
    return &filled.place().value;
  }

  Operations& operations_;
  const schema::Model& model_;
};

}  // namespace tenon::sql
