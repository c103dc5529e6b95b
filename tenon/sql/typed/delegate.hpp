#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <tenon/async/task.hpp>
#include <tenon/schema/model.hpp>
#include <tenon/sql/operations.hpp>
#include <tenon/sql/typed/arguments.hpp>
#include <tenon/sql/typed/figures.hpp>

namespace tenon::sql {

class Client;
namespace detail {
Client& client_of(Operations& operations);
}

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
/// Semantics and errors are those of sql::Operations. Mistakes in the arguments are thrown by the call
/// itself, the others by `co_await`. The client or transaction that the delegate is a member of must outlive the operation.
template <class M>
class Delegate {
 public:
  using Row = typename M::Row;

  Delegate(Operations& operations, std::size_t model) noexcept
      : operations_(operations), model_(operations.schema().models[model]) {}
  Delegate(const Delegate&) = delete;
  Delegate& operator=(const Delegate&) = delete;

  Task<std::optional<Row>> find_unique(const typed::FindUnique<M>& arguments) const;
  Task<Row> find_unique_or_throw(const typed::FindUnique<M>& arguments) const;
  Task<std::optional<Row>> find_first(const typed::FindMany<M>& arguments = {}) const;
  Task<Row> find_first_or_throw(const typed::FindMany<M>& arguments = {}) const;
  Task<std::vector<Row>> find_many(const typed::FindMany<M>& arguments = {}) const;

  Task<std::int64_t> count(const typed::Count<M>& arguments = {}) const;
  // Templates, so that a program compiles them for the models where it uses them.
  template <class = void>
  Task<typed::Figures<M>> aggregate(const typed::Aggregate<M>& arguments) const {
    return typed::figures_of<M>(operations_, model_, lower_aggregate(arguments, model_));
  }
  template <class = void>
  Task<std::vector<typed::Group<M>>> group_by(const typed::GroupBy<M>& arguments) const {
    return typed::groups_of<M>(operations_, model_, lower_group_by(arguments, model_));
  }

  /// The row as it was written, with what `include` or `select` ask for; for all that give a row.
  Task<Row> create(const typed::Create<M>& arguments) const;
  /// How many were created.
  Task<std::int64_t> create_many(const typed::CreateMany<M>& arguments) const;
  /// Throws NotFound.
  Task<Row> update(const typed::Update<M>& arguments) const;
  /// How many were changed.
  Task<std::int64_t> update_many(const typed::UpdateMany<M>& arguments) const;
  Task<Row> upsert(const typed::Upsert<M>& arguments) const;
  /// The row as it was. Throws NotFound.
  Task<Row> delete_(const typed::Delete<M>& arguments) const;
  /// How many were deleted.
  Task<std::int64_t> delete_many(const typed::DeleteMany<M>& arguments = {}) const;

  /// For what works on the model at run time: resources, OpenAPI.
  Operations& operations() const noexcept { return operations_; }
  /// Throws Internal "no_client" for the delegate of a transaction.
  Client& client() const { return detail::client_of(operations_); }
  const schema::Model& model() const noexcept { return model_; }

 private:
  Operations& operations_;
  const schema::Model& model_;
};

}  // namespace tenon::sql
