#include <tenon/sql/detail/load.hpp>

#include <cstdlib>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/key_groups.hpp>
#include <tenon/sql/detail/order.hpp>

namespace tenon::sql::detail {
namespace {

/// Of the rows that are equal in some columns the first, and of these a page.
class DistinctCollector final : public RowHandler {
 public:
  DistinctCollector(Rows::Storage& rows, const FindMany& query)
      : rows_(rows), skip_(query.skip), left_(query.take ? std::abs(*query.take) : -1) {
    for (const schema::Field* field : query.distinct) columns_.push_back({rows.column_of(*field), field});
  }

  bool on_row(std::span<const Cell> cells) override {
    if (!seen_.insert(key(cells)).second) return true;
    if (skip_ > 0) {
      --skip_;
      return true;
    }
    rows_.add(cells);
    if (left_ < 0) return true;
    --left_;
    return left_ > 0;
  }

 private:
  std::string key(std::span<const Cell> cells) const {
    std::string key;
    for (const auto& [column, field] : columns_) append_value(key, *field, cells[column]);
    return key;
  }
  /// Values are the same whatever the form in which they are kept.
  void append_value(std::string& key, const schema::Field& field, const Cell& cell) const {
    const bool is_scalar = field.kind == schema::FieldKind::scalar && !cell.is_null();
    try {
      if (is_scalar && field.scalar == schema::Scalar::date_time) {
        const Instant instant = rows_.dialect->decode_instant(field, cell);
        return append_key(key, Cell::of_integer(instant.time_since_epoch().count()));
      }
      if (is_scalar && field.scalar == schema::Scalar::decimal) {
        return append_key(key, Cell::of_text(rows_.dialect->decode_decimal(field, cell).normalized().to_string()));
      }
    } catch (const UnexpectedValue&) {  // it is told where the value is wanted
    }
    append_key(key, cell);
  }

  Rows::Storage& rows_;
  std::vector<std::pair<std::size_t, const schema::Field*>> columns_;
  std::unordered_set<std::string> seen_;
  std::int64_t skip_;
  std::int64_t left_;
};

void check(const FindMany& query) {
  if (query.skip < 0) throw Invalid("out_of_range", "skip is not below zero.");
  if (query.cursor && !query.after.empty()) throw Invalid("ambiguous_position", "Give a cursor or a place, not both.");
}

}  // namespace

void throw_not_found(const schema::Model& model) {
  throw NotFound("not_found", "There is no such " + model.name + ".");
}

void write_limit(SqlText& sql, std::optional<std::int64_t> limit, std::int64_t offset) {
  if (!limit && offset == 0) return;
  (sql << " LIMIT ").number(limit.value_or(std::numeric_limits<std::int64_t>::max()));
  if (offset > 0) (sql << " OFFSET ").number(offset);
}

void write_rows(SqlText& sql, Alias table, const schema::Model& model, const FindMany& query,
                std::span<const OrderBy> order, const std::vector<Value>* position, bool limited) {
  (sql << " FROM ").table(model) << " AS " << table;
  write_clauses(sql, table, query, order, position, limited);
}

void write_clauses(SqlText& sql, Alias table, const FindMany& query, std::span<const OrderBy> order,
                   const std::vector<Value>* position, bool limited) {
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
  rows.storage().dialect = &dialect;
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

namespace {

/// Names the row of which the handler cannot make a value.
class RowNaming final : public RowHandler {
 public:
  RowNaming(const schema::Model& model, const std::vector<const schema::Field*>& columns, RowHandler& rows) noexcept
      : model_(model), columns_(columns), rows_(rows) {}
  bool on_row(std::span<const Cell> cells) override {
    try {
      return rows_.on_row(cells);
    } catch (const UnexpectedValue& error) {
      rethrow_of_row(error, model_, columns_, cells);
    }
  }

 private:
  const schema::Model& model_;
  const std::vector<const schema::Field*>& columns_;
  RowHandler& rows_;
};

bool is_backwards(const FindMany& query) noexcept { return query.take && *query.take < 0; }

/// Whether the place of a row in the order matters.
bool needs_places(const FindMany& query, PageOrder wanted) noexcept {
  return query.cursor || !query.after.empty() || (query.take && (wanted == PageOrder::total || is_backwards(query)));
}

/// The order in which the rows are read.
std::vector<OrderBy> reading_order(const schema::Model& model, const FindMany& query, PageOrder wanted) {
  std::vector<OrderBy> order = query.order_by.items();
  if (needs_places(query, wanted)) order = total_order(model, std::move(order));
  if (is_backwards(query)) reverse(order);
  return order;
}

}  // namespace

Task<Rows> load(Session& session, const Plans& plans, const schema::Model& model, const FindMany& query,
                PageOrder wanted) {
  check(query);
  Rows result(model);
  Rows::Storage& rows = result.storage();
  plan_columns(rows, plans, model, query.selection);
  for (const schema::Field* field : query.distinct) need_column(rows, *field);
  if (query.take && *query.take == 0) co_return result;

  const std::vector<OrderBy> order = reading_order(model, query, wanted);
  std::optional<std::vector<Value>> position;
  if (query.cursor) {
    position = co_await find_position(session, plans.dialect(), model, *query.cursor, order);
    if (!position) co_return result;
  } else if (!query.after.empty()) {
    position = query.after.items();
  }

  SqlText sql(plans.dialect());
  const Alias table = sql.new_alias();
  if (needs_places(query, wanted)) need_order(rows, order);
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
  if (is_backwards(query)) rows.reverse();
  if (!query.selection.include.empty()) co_await load_related(session, plans, rows, query.selection.include);
  co_return result;
}

Task<Rows> load(Session& session, const Plans& plans, const schema::Model& model, const Unique& where,
                const Selection& selection) {
  Rows result(model);
  Rows::Storage& rows = result.storage();
  plan_columns(rows, plans, model, selection);
  Collector collector(rows);
  if (selection.is_everything() && rows.visible > 0) {
    rows.width = rows.visible;
    co_await scan(session, plans, model, where, collector);
    co_return result;
  }
  SqlText sql(plans.dialect());
  const Alias table = sql.new_alias();
  sql << "SELECT ";
  write_columns(sql, table, rows, selection);
  (sql << " FROM ").table(model) << " AS " << table << " WHERE ";
  write_condition(sql, table, where);
  co_await session.run(sql.statement(), &collector);
  if (!selection.include.empty()) co_await load_related(session, plans, rows, selection.include);
  co_return result;
}

Task<> scan(Session& session, const Plans& plans, const schema::Model& model, const FindMany& query, RowHandler& rows,
            PageOrder wanted) {
  check(query);
  if (query.take && *query.take == 0) co_return;
  const std::vector<OrderBy> order = reading_order(model, query, wanted);
  std::optional<std::vector<Value>> position;
  if (query.cursor) {
    position = co_await find_position(session, plans.dialect(), model, *query.cursor, order);
    if (!position) co_return;
  } else if (!query.after.empty()) {
    position = query.after.items();
  }
  SqlText sql(plans.dialect());
  const Alias table = sql.new_alias();
  sql << plans.of(model).select;
  write_clauses(sql, table, query, order, position ? &*position : nullptr, true);
  RowNaming naming(model, plans.of(model).columns, rows);
  co_await session.run(sql.statement(), &naming);
}

Task<> scan(Session& session, const Plans& plans, const schema::Model& model, const Unique& where, RowHandler& rows) {
  RowNaming naming(model, plans.of(model).columns, rows);
  const ModelStatements::ByKey& statement = plans.by_key(model, *where.key);
  if (where.also.is_everything() && !statement.text.empty()) {
    Arena arena;
    std::vector<Cell> parameters;
    parameters.reserve(where.values.size());
    for (std::size_t i = 0; i < where.values.size(); ++i) {
      parameters.push_back(plans.dialect().encode(*where.key->fields[i].field, where.values[i], arena));
    }
    co_await session.run({statement.text, parameters, statement.hash}, &naming);
    co_return;
  }
  SqlText sql(plans.dialect());
  const Alias table = sql.new_alias();
  sql << plans.of(model).select << " WHERE ";
  write_condition(sql, table, where);
  co_await session.run(sql.statement(), &naming);
}

}  // namespace tenon::sql::detail
