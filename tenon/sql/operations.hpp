#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <tenon/async/task.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/schema/schema.hpp>
#include <tenon/sql/aggregate.hpp>
#include <tenon/sql/data.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/find.hpp>
#include <tenon/sql/rows.hpp>
#include <tenon/sql/selection.hpp>
#include <tenon/sql/unique.hpp>
#include <tenon/sql/where.hpp>

namespace tenon::sql {

class Client;
namespace detail {
class Plans;
}

/// The operations of the client on models that are known at run time: what the generated client, the resources of an
/// application and the console stand on. A Client runs each in a unit of its own, a Transaction all in one.
///
///     const Model& product = db.model("Product");
///     Rows rows = co_await db.find_many(product, {.where = cheap, .order_by = {{&price, desc}}, .take = 20});
///
/// Errors: Invalid "unknown_field", "wrong_type", "required", "null_violation", "foreign_key_violation",
/// "check_violation"; Conflict "unique_violation", naming the fields; NotFound "not_found"; Unavailable "database_…"
/// when the engine cannot serve; Timeout. An operation that throws has changed nothing.
class Operations {
 public:
  Operations& operator=(const Operations&) = delete;

  const schema::Schema& schema() const noexcept { return *schema_; }
  /// Throws Invalid "unknown_model".
  const schema::Model& model(std::string_view name) const;
  const Dialect& dialect() const noexcept;
  const Clock& clock() const noexcept { return *clock_; }

  Task<Rows> find_many(const schema::Model& model, FindMany query);
  /// No row, or the first one.
  Task<Rows> find_first(const schema::Model& model, FindMany query);
  Task<Rows> find_first_or_throw(const schema::Model& model, FindMany query);
  /// No row, or the one.
  Task<Rows> find_unique(const schema::Model& model, FindUnique query);
  Task<Rows> find_unique_or_throw(const schema::Model& model, FindUnique query);

  /// The number of rows that find_many would give.
  Task<std::int64_t> count(const schema::Model& model, FindMany query);
  /// One value for each aggregate.
  Task<std::vector<Value>> aggregate(const schema::Model& model, AggregateQuery query);
  Task<std::vector<Group>> group_by(const schema::Model& model, GroupBy query);

  /// The row as it is after the write, with what the selection asks for; for all below.
  Task<Rows> create(const schema::Model& model, Data data, Selection selection = {});
  /// Gives how many were created; with `skip_duplicates`, rows that would violate a unique constraint are left out.
  /// `rows` must not write relations. An error names the row: the first whose input is wrong among as many as are sent
  /// together (128), before the first of them that violates a constraint.
  Task<std::int64_t> create_many(const schema::Model& model, std::vector<Data> rows, bool skip_duplicates = false);
  /// Throws NotFound "not_found".
  Task<Rows> update(const schema::Model& model, Unique where, Data data, Selection selection = {});
  /// Gives how many were changed.
  Task<std::int64_t> update_many(const schema::Model& model, Where where, Data data);
  Task<Rows> upsert(const schema::Model& model, Unique where, Data create, Data update, Selection selection = {});
  /// The row as it was. Throws NotFound "not_found".
  Task<Rows> delete_(const schema::Model& model, Unique where, Selection selection = {});
  Task<std::int64_t> delete_many(const schema::Model& model, Where where);

  /// The client, when this is one. Throws Internal "no_client" for a transaction.
  virtual Client& as_client();

  /// For what stands on the core: runs work in a session of the right kind.
  virtual Task<> read(Work& work) = 0;
  virtual Task<> write(Work& work) = 0;
  const detail::Plans& plans() const noexcept { return *plans_; }

 protected:
  Operations(const schema::Schema& schema, const Dialect& dialect, const Clock& clock);
  /// On the same schema, with another kind of session.
  Operations(const Operations& other) noexcept;
  ~Operations();

 private:
  const schema::Schema* schema_;
  const Clock* clock_;
  std::shared_ptr<const detail::Plans> plans_;
};

}  // namespace tenon::sql
