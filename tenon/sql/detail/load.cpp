#include <tenon/sql/detail/load.hpp>

#include <cstdlib>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/key_groups.hpp>
#include <tenon/sql/detail/order.hpp>

namespace tenon::sql::detail {
namespace {

/// Of the rows that are equal in some columns the first, and of these a page.
class DistinctCollector final : public RowHandler {
 public:
  DistinctCollector(Rows::Storage& rows, const FindMany& query)
      : rows_(rows), skip_(query.skip), left_(query.take ? std::abs(*query.take) : -1) {
    for (const schema::Field* field : query.distinct) columns_.push_back(rows.column_of(*field));
  }

  bool on_row(std::span<const Cell> cells) override {
    if (!seen_.insert(key(cells)).second) return true;
    if (skip_ > 0) {
      --skip_;
      return true;
    }
    rows_.add(cells);
    return left_ < 0 || --left_ > 0;
  }

 private:
  std::string key(std::span<const Cell> cells) const {
    std::string key;
    for (const std::size_t column : columns_) append_key(key, cells[column]);
    return key;
  }

  Rows::Storage& rows_;
  std::vector<std::size_t> columns_;
  std::unordered_set<std::string> seen_;
  std::int64_t skip_;
  std::int64_t left_;
};

void check(const FindMany& query) {
  if (query.skip < 0) throw Invalid("out_of_range", "skip is not below zero.");
  if (query.cursor && !query.after.empty()) throw Invalid("ambiguous_position", "Give a cursor or a place, not both.");
}

}  // namespace

void write_limit(SqlText& sql, std::optional<std::int64_t> limit, std::int64_t offset) {
  if (!limit && offset == 0) return;
  (sql << " LIMIT ").parameter(Cell::of_integer(limit.value_or(std::numeric_limits<std::int64_t>::max())));
  if (offset > 0) (sql << " OFFSET ").parameter(Cell::of_integer(offset));
}

void write_rows(SqlText& sql, Alias table, const schema::Model& model, const FindMany& query,
                std::span<const OrderBy> order, const std::vector<Value>* position, bool limited) {
  (sql << " FROM ").table(model) << " AS " << table;
  write_where(sql, table, query.where);
  if (position) {
    sql << (query.where.is_everything() ? " WHERE " : " AND ");
    write_behind(sql, table, order, *position, query.cursor.has_value());
  }
  write_order(sql, table, order);
  if (!limited) return;
  write_limit(sql, query.take ? std::optional(std::abs(*query.take)) : std::nullopt, query.skip);
}

Task<std::optional<std::vector<Value>>> find_position(Session& session, const Dialect& dialect,
                                                      const schema::Model& model, const Unique& cursor,
                                                      const std::vector<OrderBy>& order) {
  Rows rows(model);
  SqlText sql(dialect);
  const Alias table = sql.new_alias();
  rows.storage().model = &model;
  need_order(rows.storage(), order);
  sql << "SELECT ";
  write_columns(sql, table, rows.storage(), {});
  (sql << " FROM ").table(model) << " AS " << table << " WHERE ";
  write_condition(sql, table, cursor);
  Collector collector(rows.storage());
  co_await session.run(sql.statement(), &collector);
  if (rows.empty()) co_return std::nullopt;
  co_return rows.position(0);
}

Task<Rows> load(Session& session, const Dialect& dialect, const schema::Model& model, const FindMany& query,
                Order wanted) {
  check(query);
  Rows result(model);
  Rows::Storage& rows = result.storage();
  plan_columns(rows, model, query.selection);
  for (const schema::Field* field : query.distinct) need_column(rows, *field);

  const bool backwards = query.take && *query.take < 0;
  const bool pages = query.cursor || !query.after.empty() || (query.take && (wanted == Order::total || backwards));
  std::vector<OrderBy> order = pages ? total_order(model, query.order_by.items()) : query.order_by.items();
  if (backwards) reverse(order);
  if (query.take && *query.take == 0) co_return result;

  std::optional<std::vector<Value>> position;
  if (query.cursor) {
    position = co_await find_position(session, dialect, model, *query.cursor, order);
    if (!position) co_return result;
  } else if (!query.after.empty()) {
    position = query.after.items();
  }

  SqlText sql(dialect);
  const Alias table = sql.new_alias();
  if (pages) need_order(rows, order);
  sql << "SELECT ";
  write_columns(sql, table, rows, query.selection);
  const bool distinct = !query.distinct.empty();
  write_rows(sql, table, model, query, order, position ? &*position : nullptr, !distinct);
  if (distinct) {
    DistinctCollector collector(rows, query);
    co_await session.run(sql.statement(), &collector);
  } else {
    Collector collector(rows);
    co_await session.run(sql.statement(), &collector);
  }
  if (backwards) rows.reverse();
  if (!query.selection.include.empty()) co_await load_related(session, dialect, rows, query.selection.include);
  co_return result;
}

Task<Rows> load(Session& session, const Dialect& dialect, const schema::Model& model, const Unique& where,
                const Selection& selection) {
  Rows result(model);
  Rows::Storage& rows = result.storage();
  plan_columns(rows, model, selection);
  SqlText sql(dialect);
  const Alias table = sql.new_alias();
  sql << "SELECT ";
  write_columns(sql, table, rows, selection);
  (sql << " FROM ").table(model) << " AS " << table << " WHERE ";
  write_condition(sql, table, where);
  Collector collector(rows);
  co_await session.run(sql.statement(), &collector);
  if (!selection.include.empty()) co_await load_related(session, dialect, rows, selection.include);
  co_return result;
}

}  // namespace tenon::sql::detail
