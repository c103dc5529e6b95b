#include <tenon/sql/operations.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/aggregate.hpp>
#include <tenon/sql/detail/job.hpp>
#include <tenon/sql/detail/load.hpp>
#include <tenon/sql/detail/row_writer.hpp>
#include <tenon/sql/detail/scope.hpp>

namespace tenon::sql {

using detail::Job;
using detail::RowWriter;

Operations::Operations(const schema::Schema& schema, const Dialect& dialect, const Clock& clock)
    : schema_(&schema), clock_(&clock), plans_(std::make_shared<const detail::Plans>(schema, dialect)) {}

Operations::Operations(const Operations&) noexcept = default;
Operations::~Operations() = default;

Client& Operations::as_client() { throw Internal("no_client", "These operations belong to a transaction."); }

const Dialect& Operations::dialect() const noexcept { return plans_->dialect(); }

const schema::Model& Operations::model(std::string_view name) const {
  const schema::Model* model = schema_->find_model(name);
  if (!model || model->is_ignored) throw Invalid("unknown_model", "There is no model \"" + std::string(name) + "\".");
  return *model;
}

Task<Rows> Operations::find_many(const schema::Model& model, FindMany query) {
  Rows rows;
  Job work(detail::scope_of(query),
           [&](Session& session) -> Task<> { rows = co_await detail::load(session, *plans_, model, query); });
  co_await read(work);
  co_return rows;
}

Task<Rows> Operations::find_first(const schema::Model& model, FindMany query) {
  query.take = query.take && *query.take < 0 ? -1 : 1;
  Rows rows;
  Job work(detail::scope_of(query), [&](Session& session) -> Task<> {
    rows = co_await detail::load(session, *plans_, model, query, detail::PageOrder::as_given);
  });
  co_await read(work);
  co_return rows;
}

Task<Rows> Operations::find_unique(const schema::Model& model, FindUnique query) {
  Rows rows;
  Job work(detail::scope_of(query), [&](Session& session) -> Task<> {
    rows = co_await detail::load(session, *plans_, model, query.where, query.selection);
  });
  co_await read(work);
  co_return rows;
}

namespace {

Rows or_throw(const schema::Model& model, Rows rows) {
  if (rows.empty()) detail::throw_not_found(model);
  return rows;
}

}  // namespace

Task<Rows> Operations::find_first_or_throw(const schema::Model& model, FindMany query) {
  co_return or_throw(model, co_await find_first(model, std::move(query)));
}

Task<Rows> Operations::find_unique_or_throw(const schema::Model& model, FindUnique query) {
  co_return or_throw(model, co_await find_unique(model, std::move(query)));
}

Task<std::int64_t> Operations::count(const schema::Model& model, FindMany query) {
  std::int64_t count = 0;
  Job work(detail::scope_of(query),
           [&](Session& session) -> Task<> { count = co_await detail::count(session, *plans_, model, query); });
  co_await read(work);
  co_return count;
}

Task<std::vector<Value>> Operations::aggregate(const schema::Model& model, AggregateQuery query) {
  std::vector<Value> aggregates;
  Job work(query.cursor ? Scope::snapshot : Scope::statement, [&](Session& session) -> Task<> {
    aggregates = co_await detail::aggregate(session, dialect(), model, query);
  });
  co_await read(work);
  co_return aggregates;
}

Task<std::vector<Group>> Operations::group_by(const schema::Model& model, GroupBy query) {
  std::vector<Group> groups;
  Job work(Scope::statement,
           [&](Session& session) -> Task<> { groups = co_await detail::group_by(session, dialect(), model, query); });
  co_await read(work);
  co_return groups;
}

Task<Rows> Operations::create(const schema::Model& model, Data data, Selection selection) {
  Rows rows;
  Job work(detail::scope_of_create(dialect(), model, data, selection), [&](Session& session) -> Task<> {
    rows = co_await RowWriter(session, *plans_, clock_->now()).create(model, data, selection);
  });
  co_await write(work);
  co_return rows;
}

Task<std::int64_t> Operations::create_many(const schema::Model& model, std::vector<Data> rows, bool skip_duplicates) {
  std::int64_t count = 0;
  Job work(detail::scope_of_create_many(dialect(), model, rows), [&](Session& session) -> Task<> {
    count = co_await RowWriter(session, *plans_, clock_->now()).create_many(model, rows, skip_duplicates);
  });
  co_await write(work);
  co_return count;
}

Task<Rows> Operations::update(const schema::Model& model, Unique where, Data data, Selection selection) {
  Rows rows;
  Job work(detail::scope_of_update(dialect(), model, data, selection), [&](Session& session) -> Task<> {
    rows = co_await RowWriter(session, *plans_, clock_->now()).update(model, where, data, selection);
  });
  co_await write(work);
  co_return rows;
}

Task<std::int64_t> Operations::update_many(const schema::Model& model, Where where, Data data) {
  std::int64_t count = 0;
  Job work(Scope::statement, [&](Session& session) -> Task<> {
    count = co_await RowWriter(session, *plans_, clock_->now()).update_many(model, where, data);
  });
  co_await write(work);
  co_return count;
}

Task<Rows> Operations::upsert(const schema::Model& model, Unique where, Data create, Data update, Selection selection) {
  Rows rows;
  Job work(Scope::snapshot, [&](Session& session) -> Task<> {
    rows = co_await RowWriter(session, *plans_, clock_->now()).upsert(model, where, create, update, selection);
  });
  co_await write(work);
  co_return rows;
}

Task<Rows> Operations::delete_(const schema::Model& model, Unique where, Selection selection) {
  Rows rows;
  Job work(detail::scope_of_delete(dialect(), model, selection), [&](Session& session) -> Task<> {
    rows = co_await RowWriter(session, *plans_, clock_->now()).remove(model, where, selection);
  });
  co_await write(work);
  co_return rows;
}

Task<std::int64_t> Operations::delete_many(const schema::Model& model, Where where) {
  std::int64_t count = 0;
  Job work(Scope::statement, [&](Session& session) -> Task<> {
    count = co_await RowWriter(session, *plans_, clock_->now()).remove_many(model, where);
  });
  co_await write(work);
  co_return count;
}

}  // namespace tenon::sql
