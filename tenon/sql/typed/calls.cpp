#include <tenon/sql/typed/detail/calls.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include <tenon/sql/detail/job.hpp>
#include <tenon/sql/detail/load.hpp>
#include <tenon/sql/detail/scope.hpp>
#include <tenon/sql/typed/aggregates.hpp>
#include <tenon/sql/typed/detail/at.hpp>
#include <tenon/sql/typed/detail/lower.hpp>
#include <tenon/sql/typed/detail/read.hpp>
#include <tenon/sql/typed/detail/scalars.hpp>

namespace tenon::sql::typed {
namespace {

using schema::Field;
using schema::Model;

/// The row that a write gave back.
Task<> only_row(Task<Rows> found, const RowShape& shape, void* out) {
  const Rows rows = co_await std::move(found);
  read_row(shape, rows.storage(), 0, out);
}

Task<Rows> find(Operations& operations, const Model& model, sql::FindUnique query) {
  return operations.find_unique(model, std::move(query));
}
Task<Rows> find(Operations& operations, const Model& model, sql::FindMany query) {
  return operations.find_first(model, std::move(query));
}
Task<> scan(Session& session, const Operations& operations, const Model& model, const sql::FindUnique& query,
            RowHandler& rows) {
  return detail::scan(session, operations.plans(), model, query.where, rows);
}
Task<> scan(Session& session, const Operations& operations, const Model& model, const sql::FindMany& query,
            RowHandler& rows) {
  return detail::scan(session, operations.plans(), model, query, rows, detail::PageOrder::as_given);
}

/// One row or none. Rows that nothing hangs on become structs as the database hands them out.
template <class Query>
Task<> one_row(Operations& operations, const Model& model, const RowShape& shape, Query query, OneRow out) {
  bool found = false;
  if (detail::is_plain(query)) {
    OneReader reader(operations.dialect(), shape, operations.plans().of(model).columns, out.row);
    detail::Job work(detail::scope_of(query), [&](Session& session) {
      reader.begin();
      return scan(session, operations, model, query, reader);
    });
    co_await operations.read(work);
    found = reader.found();
  } else {
    const Rows rows = co_await find(operations, model, std::move(query));
    found = !rows.empty();
    if (found) read_row(shape, rows.storage(), 0, out.row);
  }
  if (out.found) {
    *out.found = found;
  } else if (!found) {
    detail::throw_not_found(model);
  }
}

Task<> all_rows(Operations& operations, const Model& model, const RowShape& shape, sql::FindMany query, void* out) {
  const bool from_the_end = query.take && *query.take < 0;  // scan() would give them in the opposite order
  if (detail::is_plain(query) && !from_the_end) {
    constexpr std::int64_t usual_page = 100;
    constexpr std::int64_t first_rows = 8;
    const std::int64_t expected = std::clamp<std::int64_t>(query.take.value_or(first_rows), 1, usual_page);
    ManyReader reader(operations.dialect(), shape, operations.plans().of(model).columns,
                      static_cast<std::size_t>(expected), out);
    detail::Job work(detail::scope_of(query), [&](Session& session) {
      reader.begin();
      return detail::scan(session, operations.plans(), model, query, reader);
    });
    co_await operations.read(work);
    reader.end();
  } else {
    const Rows rows = co_await operations.find_many(model, std::move(query));
    read_rows(shape, rows.storage(), out);
  }
}

sql::FindMany lowered_query(const Target& target, const RowsParts& rows, std::span<const std::uint16_t> distinct,
                            const SelectionParts& selection) {
  sql::FindMany query = lowered_rows(target.tables, rows, target.model);
  for (const std::uint16_t field : distinct) query.distinct.push_back(&target.model.fields[field]);
  query.selection = lowered_selection(target.tables, selection, target.model);
  return query;
}

Selection lowered(const Target& target, const SelectionParts& selection) {
  return lowered_selection(target.tables, selection, target.model);
}
Unique lowered_key(const Target& target, const void* where) {
  return lowered_unique(target.tables.unique, where, target.model);
}

const AggregatePart& part_of(const AggregateShape& shape, const Field& field) {
  return *std::find_if(shape.parts, shape.parts + shape.count,
                       [&](const AggregatePart& part) { return part.field == field.index; });
}

void read_aggregates(const AggregateShape& shape, const List<sql::Aggregate>& aggregates,
                     const std::vector<Value>& values, void* out) {
  for (std::size_t i = 0; i < aggregates.size(); ++i) {
    const sql::Aggregate& aggregate = aggregates[i];
    if (aggregate.function == Function::count) {
      *static_cast<std::optional<std::int64_t>*>(out) = *values[i].get_if<std::int64_t>();
      continue;
    }
    const AggregatePart& part = part_of(shape, *aggregate.field);
    const bool is_whole = part.scalar == Scalar::int_ || part.scalar == Scalar::big_int;
    const auto read = [&](Scalar scalar, std::size_t place) {
      read_aggregate(scalar, *aggregate.field, values[i], at(out, place), part.enumeration);
    };
    switch (aggregate.function) {
      case Function::sum: read(is_whole ? Scalar::big_int : part.scalar, shape.sum + part.sum); break;
      case Function::avg:
        read(part.scalar == Scalar::decimal ? Scalar::decimal : Scalar::float_, shape.average + part.average);
        break;
      case Function::min: read(part.scalar, shape.min + part.value); break;
      case Function::max: read(part.scalar, shape.max + part.value); break;
      case Function::count: break;
    }
  }
}

Task<> aggregates_of(Operations& operations, const Model& model, const AggregateShape& shape, AggregateQuery query,
                     void* out) {
  const List<sql::Aggregate> aggregates = query.aggregates;
  const std::vector<Value> values = co_await operations.aggregate(model, std::move(query));
  read_aggregates(shape, aggregates, values, out);
}

Task<> groups_of(Operations& operations, const Model& model, const AggregateShape& shape, sql::GroupBy query, void* out,
                 void* (*resize)(void*, std::size_t)) {
  const std::vector<sql::Group> found = co_await operations.group_by(model, query);
  void* group = resize(out, found.size());
  for (const sql::Group& each : found) {
    for (std::size_t i = 0; i < query.by.size(); ++i) {
      const AggregatePart& part = part_of(shape, *query.by[i]);
      read_aggregate(part.scalar, *query.by[i], each.keys[i], at(group, part.value), part.enumeration);
    }
    read_aggregates(shape, query.aggregates, each.aggregates, at(group, shape.aggregates));
    group = at(group, shape.group_size);
  }
}

}  // namespace

// No coroutines: arguments, which are large, are lowered at once and not kept while the operation waits.

Task<> find_unique(const Target& target, const void* where, const SelectionParts& selection, OneRow out) {
  return one_row(target.operations, target.model, target.tables.row,
                 sql::FindUnique{lowered_key(target, where), lowered(target, selection)}, out);
}

Task<> find_first(const Target& target, const RowsParts& rows, std::span<const std::uint16_t> distinct,
                  const SelectionParts& selection, OneRow out) {
  sql::FindMany query = lowered_query(target, rows, distinct, selection);
  query.take = query.take && *query.take < 0 ? -1 : 1;
  return one_row(target.operations, target.model, target.tables.row, std::move(query), out);
}

Task<> find_many(const Target& target, const RowsParts& rows, std::span<const std::uint16_t> distinct,
                 const SelectionParts& selection, void* out) {
  return all_rows(target.operations, target.model, target.tables.row, lowered_query(target, rows, distinct, selection),
                  out);
}

Task<std::int64_t> count(const Target& target, const RowsParts& rows) {
  return target.operations.count(target.model, lowered_rows(target.tables, rows, target.model));
}

Task<> aggregate(const Target& target, const RowsParts& parts, const AggregateParts& aggregates, void* out) {
  sql::FindMany rows = lowered_rows(target.tables, parts, target.model);
  return aggregates_of(target.operations, target.model, target.tables.aggregates,
                       {.where = std::move(rows.where),
                        .order_by = std::move(rows.order_by),
                        .take = rows.take,
                        .skip = rows.skip,
                        .cursor = std::move(rows.cursor),
                        .aggregates = lowered_aggregates(target.tables, aggregates, target.model)},
                       out);
}

Task<> group_by(const Target& target, const GroupParts& parts, void* out, void* (*resize)(void*, std::size_t)) {
  const auto field_of = [&](std::int32_t field) {
    return field < 0 ? nullptr : &target.model.fields[static_cast<std::size_t>(field)];
  };
  sql::GroupBy query{.where = lowered_where(target.tables.where, parts.where, target.model),
                     .take = parts.take,
                     .skip = parts.skip,
                     .aggregates = lowered_aggregates(target.tables, parts.aggregates, target.model)};
  for (const std::uint16_t field : parts.by) query.by.push_back(field_of(field));
  for (const HavingParts& having : parts.having) {
    sql::Having condition{.kind = Where::Kind::compare,
                          .comparison = having.comparison,
                          .values = {having.value ? *having.value : Value()}};
    condition.aggregate = {having.function, field_of(having.field)};
    query.having.operands.push_back(std::move(condition));
  }
  for (const GroupOrderParts& order : parts.order_by) {
    sql::GroupOrder criterion{.sort = order.sort};
    const Field* const field = field_of(order.field);
    if (order.function || !field) {
      criterion.aggregate = {order.function.value_or(Function::count), field};
    } else {
      criterion.field = field;
    }
    query.order_by.push_back(criterion);
  }
  return groups_of(target.operations, target.model, target.tables.aggregates, std::move(query), out, resize);
}

Task<> GroupArguments::group(const Target& target, void* out, void* (*resize)(void*, std::size_t)) {
  parts_.having = having_;
  parts_.order_by = order_by_;
  return group_by(target, parts_, out, resize);
}

void GroupArguments::add_having(Function function, std::int32_t field, Comparison comparison, const Value* value) {
  having_.push_back({function, field, comparison, value});
}

void GroupArguments::add_order(std::int32_t field, std::optional<Function> function, Sort sort) {
  order_by_.push_back({field, function, sort});
}

Task<> create(const Target& target, const void* data, const SelectionParts& selection, void* row) {
  return only_row(target.operations.create(target.model, lowered_data(target.tables.create, data, target.model),
                                           lowered(target, selection)),
                  target.tables.row, row);
}

Task<std::int64_t> create_many(const Target& target, const void* data, bool skip_duplicates) {
  const auto& list = *static_cast<const detail::ListBase*>(data);
  const std::size_t size = target.tables.create_ops.size;
  std::vector<Data> rows;
  rows.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const void* const each = static_cast<const std::byte*>(list.data()) + i * size;
    rows.push_back(lowered_data(target.tables.create, each, target.model));
  }
  return target.operations.create_many(target.model, std::move(rows), skip_duplicates);
}

Task<> update(const Target& target, const void* where, const void* data, const SelectionParts& selection, void* row) {
  return only_row(
      target.operations.update(target.model, lowered_key(target, where),
                               lowered_data(target.tables.update, data, target.model), lowered(target, selection)),
      target.tables.row, row);
}

Task<std::int64_t> update_many(const Target& target, const void* where, const void* data) {
  return target.operations.update_many(target.model, lowered_where(target.tables.where, where, target.model),
                                       lowered_data(target.tables.update, data, target.model));
}

Task<> upsert(const Target& target, const void* where, const void* create, const void* update,
              const SelectionParts& selection, void* row) {
  return only_row(
      target.operations.upsert(target.model, lowered_key(target, where),
                               lowered_data(target.tables.create, create, target.model),
                               lowered_data(target.tables.update, update, target.model), lowered(target, selection)),
      target.tables.row, row);
}

Task<> delete_(const Target& target, const void* where, const SelectionParts& selection, void* row) {
  return only_row(target.operations.delete_(target.model, lowered_key(target, where), lowered(target, selection)),
                  target.tables.row, row);
}

Task<std::int64_t> delete_many(const Target& target, const void* where) {
  return target.operations.delete_many(target.model, lowered_where(target.tables.where, where, target.model));
}

}  // namespace tenon::sql::typed
