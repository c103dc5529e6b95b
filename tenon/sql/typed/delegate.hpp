#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <tenon/async/task.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/operations.hpp>
#include <tenon/sql/typed/arguments.hpp>

namespace tenon::sql {

/// The operations of one model: `db.product`, `tx.product`. M is the traits struct that `tenon generate` writes; the
/// bodies are compiled once, with the generated code.
///
///     auto toys = co_await db.product.find_many({
///         .where = {.price = {.lte = 20_dec}, .category = {.is = {{.slug = {"toys"}}}}},
///         .order_by = {{.created_at = desc}},
///         .take = 20,
///         .include = {.category = true},
///     });
///
/// Semantics and errors are those of sql::Operations. An argument object lives in the operation's coroutine; the client or
/// transaction that the delegate is a member of must outlive the operation.
template <class M>
class Delegate {
 public:
  using Row = typename M::Row;

  Delegate(Operations& operations, std::size_t model) noexcept
      : operations_(operations), model_(operations.schema().models[model]) {}
  Delegate(const Delegate&) = delete;
  Delegate& operator=(const Delegate&) = delete;

  Task<std::optional<Row>> find_unique(typed::FindUnique<M> arguments) const;
  Task<Row> find_unique_or_throw(typed::FindUnique<M> arguments) const;
  Task<std::optional<Row>> find_first(typed::FindMany<M> arguments = {}) const;
  Task<Row> find_first_or_throw(typed::FindMany<M> arguments = {}) const;
  Task<std::vector<Row>> find_many(typed::FindMany<M> arguments = {}) const;

  Task<std::int64_t> count(typed::Count<M> arguments = {}) const;
  Task<typed::Figures<M>> aggregate(typed::Aggregate<M> arguments) const;
  Task<std::vector<typed::Group<M>>> group_by(typed::GroupBy<M> arguments) const;

  /// The row as it was written, with what `include` or `select` ask for; for all that give a row.
  Task<Row> create(typed::Create<M> arguments) const;
  /// How many were created.
  Task<std::int64_t> create_many(typed::CreateMany<M> arguments) const;
  /// Throws NotFound.
  Task<Row> update(typed::Update<M> arguments) const;
  /// How many were changed.
  Task<std::int64_t> update_many(typed::UpdateMany<M> arguments) const;
  Task<Row> upsert(typed::Upsert<M> arguments) const;
  /// The row as it was. Throws NotFound.
  Task<Row> delete_(typed::Delete<M> arguments) const;
  /// How many were deleted.
  Task<std::int64_t> delete_many(typed::DeleteMany<M> arguments = {}) const;

  /// For what works on the model at run time: resources, OpenAPI.
  Operations& operations() const noexcept { return operations_; }
  const schema::Model& model() const noexcept { return model_; }

 private:
  Operations& operations_;
  const schema::Model& model_;
};

}  // namespace tenon::sql
