#include <tenon/sql/detail/aggregate.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/field_error.hpp>
#include <tenon/sql/detail/order.hpp>

namespace tenon::sql::detail {
namespace {

bool has_numbers(const schema::Field& field) {
  if (field.kind != schema::FieldKind::scalar) return false;
  return field.scalar == schema::Scalar::int_ || field.scalar == schema::Scalar::big_int ||
         field.scalar == schema::Scalar::float_ || field.scalar == schema::Scalar::decimal;
}

void write_aggregate(SqlText& sql, Alias table, const Aggregate& aggregate) {
  if (!aggregate.field) {
    if (aggregate.function != Function::count) throw Invalid("wrong_type", "Only rows are counted without a field.");
    sql << "count(*)";
    return;
  }
  const schema::Field& field = *aggregate.field;
  if (!field.is_column()) throw_invalid(field, "wrong_type", "A relation has no aggregates.");
  const std::string column = column_of(table, field);
  switch (aggregate.function) {
    case Function::count: sql << "count(" << column << ")"; return;
    case Function::min: (sql << "min(").operand(table, field) << ")"; return;
    case Function::max: (sql << "max(").operand(table, field) << ")"; return;
    case Function::sum:
    case Function::avg: break;
  }
  if (!has_numbers(field)) throw_invalid(field, "wrong_type", "Only numbers are added up.");
  sql.dialect().write_sum(sql.text(), field, column, aggregate.function == Function::avg);
}

Value aggregate_value(const Dialect& dialect, const Aggregate& aggregate, const Cell& cell) {
  if (cell.is_null()) return {};
  if (aggregate.function == Function::count) return cell.integer();
  const schema::Field& field = *aggregate.field;
  if (aggregate.function == Function::min || aggregate.function == Function::max) return decode(dialect, field, cell);
  if (field.scalar == schema::Scalar::decimal) return dialect.decode_decimal(field, cell);
  if (aggregate.function == Function::avg || field.scalar == schema::Scalar::float_) {
    return decode_float(dialect, field, cell);
  }
  return decode_big_int(dialect, field, cell);
}

/// A database that takes a parameter's type from its place may find a whole number's there.
void write_real(SqlText& sql, double value) {
  sql << "CAST(";
  sql.number(Cell::of_real(value)) << " AS DOUBLE PRECISION)";
}

/// What an aggregate is compared with, in a condition on groups.
void write_aggregate_value(SqlText& sql, const Aggregate& aggregate, const Value& value) {
  const bool whole = aggregate.function == Function::count ||
                     (aggregate.function == Function::sum && aggregate.field->scalar != schema::Scalar::decimal);
  if (const auto* integer = value.get_if<std::int64_t>(); integer && whole) {
    sql.number(*integer);
  } else if (const auto* real = value.get_if<double>();
             real && aggregate.field && aggregate.field->scalar != schema::Scalar::decimal) {
    write_real(sql, *real);
  } else if (integer && aggregate.function == Function::avg && aggregate.field->scalar != schema::Scalar::decimal) {
    write_real(sql, static_cast<double>(*integer));
  } else if (aggregate.field && (aggregate.function == Function::sum || aggregate.function == Function::avg)) {
    sql.number(sql.operand_of(*aggregate.field, value));  // with more digits than the column may have
  } else if (aggregate.field) {
    sql.compared(*aggregate.field, value);
  } else {
    throw Invalid("wrong_type", "A number of rows is compared with a whole number.");
  }
}

void write_having_comparison(SqlText& sql, Alias table, const Having& having) {
  if (having.field) {
    const bool list = having.comparison == Comparison::in || having.comparison == Comparison::not_in;
    return write_condition(sql, table,
                           list ? Where::among(*having.field, having.comparison, having.values)
                                : Where::compare(*having.field, having.comparison, having.values.front()));
  }
  const bool exact = having.aggregate.field && having.aggregate.field->scalar == schema::Scalar::decimal &&
                     having.aggregate.function != Function::count;
  const auto write_left = [&] {
    // Exact sums are texts: as numbers they compare as the column does.
    if (exact) sql << "CAST(";
    write_aggregate(sql, table, having.aggregate);
    if (exact) sql << " AS NUMERIC)";
  };
  if (having.comparison == Comparison::in || having.comparison == Comparison::not_in) {
    if (having.values.empty()) {
      sql << (having.comparison == Comparison::in ? "1=0" : "1=1");
      return;
    }
    write_left();
    sql << (having.comparison == Comparison::in ? " IN (" : " NOT IN (");
    Separator comma(", ");
    for (const Value& value : having.values) {
      sql << comma;
      write_aggregate_value(sql, having.aggregate, value);
    }
    sql << ")";
    return;
  }
  write_left();
  if (having.values.front().is_null()) {
    sql << (having.comparison == Comparison::equals ? " IS NULL" : " IS NOT NULL");
    return;
  }
  sql << operator_of(having.comparison);
  write_aggregate_value(sql, having.aggregate, having.values.front());
}

bool is_everything(const Having& having) { return having.kind == Where::Kind::all && having.operands.empty(); }

void write_having(SqlText& sql, Alias table, const Having& having) {
  if (having.kind == Where::Kind::compare) return write_having_comparison(sql, table, having);
  const bool any = having.kind != Where::Kind::all;
  if (having.operands.empty()) {
    sql << (having.kind == Where::Kind::any ? "1=0" : "1=1");
    return;
  }
  sql << (having.kind == Where::Kind::none ? "NOT (" : "(");
  Separator between(any ? " OR " : " AND ");
  for (const Having& operand : having.operands) {
    sql << between;
    write_having(sql, table, operand);
  }
  sql << ")";
}

/// The rows that aggregates are about: the table, or a part of it.
Task<bool> write_source(SqlText& sql, Alias table, Session& session, const schema::Model& model,
                        const FindMany& query) {
  const bool part = query.take || query.skip > 0 || query.cursor || !query.after.empty();
  if (!part) {
    write_rows(sql, table, model, query, {}, nullptr, false);
    co_return true;
  }
  std::vector<OrderBy> order = total_order(model, query.order_by.items());
  if (query.take && *query.take < 0) reverse(order);
  std::optional<std::vector<Value>> position;
  if (query.cursor) {
    position = co_await find_position(session, sql.dialect(), model, *query.cursor, order);
    if (!position) co_return false;
  } else if (!query.after.empty()) {
    position = query.after.items();
  }
  const Alias inner = sql.new_alias();
  sql << " FROM (SELECT ";
  Separator comma(", ");
  for (const schema::Field* field : visible_columns(model)) (sql << comma).column(inner, *field);
  write_rows(sql, inner, model, query, order, position ? &*position : nullptr, true);
  sql << ") AS " << table;
  co_return true;
}

/// Takes the values of aggregates, behind `keys` columns of fields.
class AggregateCollector final : public RowHandler {
 public:
  AggregateCollector(const Dialect& dialect, std::span<const schema::Field* const> keys,
                     std::span<const Aggregate> aggregates)
      : dialect_(dialect), keys_(keys), aggregates_(aggregates) {}

  bool on_row(std::span<const Cell> cells) override {
    Group& group = groups.emplace_back();
    for (std::size_t i = 0; i < keys_.size(); ++i) group.keys.push_back(decode(dialect_, *keys_[i], cells[i]));
    for (std::size_t i = 0; i < aggregates_.size(); ++i) {
      group.aggregates.push_back(aggregate_value(dialect_, aggregates_[i], cells[keys_.size() + i]));
    }
    return true;
  }

  std::vector<Group> groups;

 private:
  const Dialect& dialect_;
  std::span<const schema::Field* const> keys_;
  std::span<const Aggregate> aggregates_;
};

void check(const GroupBy& query) {
  if (query.by.empty()) throw Invalid("required", "Groups are made by at least one field.");
  const auto grouped = [&](const schema::Field* field) {
    return std::find(query.by.begin(), query.by.end(), field) != query.by.end();
  };
  for (const GroupOrder& criterion : query.order_by) {
    if (criterion.field && !grouped(criterion.field)) {
      throw_invalid(*criterion.field, "wrong_type",
                    "Groups are ordered by the fields that make them, or by aggregates.");
    }
  }
  if (query.order_by.empty() && (query.take || query.skip > 0)) {
    throw Invalid("required", "A page of groups needs an order.");
  }
}

}  // namespace

Task<std::int64_t> count(Session& session, const Plans& plans, const schema::Model& model, const FindMany& query) {
  if (!query.distinct.empty()) {
    FindMany rows = query;
    rows.selection = Selection{};
    rows.selection.fields = std::vector<const schema::Field*>{};
    co_return static_cast<std::int64_t>((co_await load(session, plans, model, rows)).size());
  }
  const std::vector<Aggregate> number{Aggregate{}};
  SqlText sql(plans.dialect());
  const Alias table = sql.new_alias();
  sql << "SELECT count(*)";
  if (!co_await write_source(sql, table, session, model, query)) co_return 0;
  AggregateCollector collector(plans.dialect(), {}, number);
  co_await session.run(sql.statement(), &collector);
  co_return *collector.groups.front().aggregates.front().get_if<std::int64_t>();
}

Task<std::vector<Value>> aggregate(Session& session, const Dialect& dialect, const schema::Model& model,
                                   const AggregateQuery& query) {
  const FindMany rows{
      .where = query.where, .order_by = query.order_by, .take = query.take, .skip = query.skip, .cursor = query.cursor};
  if (query.aggregates.empty()) co_return std::vector<Value>{};
  SqlText sql(dialect);
  const Alias table = sql.new_alias();
  sql << "SELECT ";
  Separator comma(", ");
  for (const Aggregate& aggregate : query.aggregates) {
    sql << comma;
    write_aggregate(sql, table, aggregate);
  }
  if (!co_await write_source(sql, table, session, model, rows)) {
    std::vector<Value> nothing;
    for (const Aggregate& aggregate : query.aggregates) {
      nothing.push_back(aggregate.function == Function::count ? Value(0) : Value());
    }
    co_return nothing;
  }
  AggregateCollector collector(dialect, {}, query.aggregates);
  co_await session.run(sql.statement(), &collector);
  co_return std::move(collector.groups.front().aggregates);
}

Task<std::vector<Group>> group_by(Session& session, const Dialect& dialect, const schema::Model& model,
                                  const GroupBy& query) {
  check(query);
  SqlText sql(dialect);
  const Alias table = sql.new_alias();
  sql << "SELECT ";
  Separator comma(", ");
  for (const schema::Field* field : query.by) (sql << comma).operand(table, *field);
  for (const Aggregate& aggregate : query.aggregates) {
    sql << comma;
    write_aggregate(sql, table, aggregate);
  }
  (sql << " FROM ").table(model) << " AS " << table;
  write_where(sql, table, query.where);
  sql << " GROUP BY ";
  Separator next(", ");
  for (const schema::Field* field : query.by) (sql << next).operand(table, *field);
  if (!is_everything(query.having)) {
    sql << " HAVING ";
    write_having(sql, table, query.having);
  }
  Separator criteria(", ");
  if (!query.order_by.empty()) sql << " ORDER BY ";
  for (const GroupOrder& criterion : query.order_by) {
    sql << criteria;
    const bool exact = !criterion.field && criterion.aggregate.field &&
                       criterion.aggregate.function != Function::count &&
                       criterion.aggregate.field->scalar == schema::Scalar::decimal;
    if (criterion.field) {
      sql.operand(table, *criterion.field);
    } else {
      if (exact) sql << "CAST(";
      write_aggregate(sql, table, criterion.aggregate);
      if (exact) sql << " AS NUMERIC)";
    }
    if (criterion.sort == desc) sql << " DESC";
  }
  write_limit(sql, query.take, query.skip);
  AggregateCollector collector(dialect, query.by, query.aggregates);
  co_await session.run(sql.statement(), &collector);
  co_return std::move(collector.groups);
}

}  // namespace tenon::sql::detail
