#include <tenon/sql/detail/order.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/field_error.hpp>

namespace tenon::sql::detail {
namespace {

bool nulls_come_first(const Dialect& dialect, const OrderBy& criterion) {
  if (criterion.nulls != Nulls::database) return criterion.nulls == Nulls::first;
  return dialect.nulls_are_smallest() == (criterion.sort == asc);
}

bool can_be_null(const OrderBy& criterion) {
  return !criterion.count && (!criterion.via.empty() || !criterion.field->is_required());
}

/// The field at the end of the relations of `via`: a scalar subquery for each of them.
void write_through(SqlText& sql, Alias table, const OrderBy& criterion, std::size_t step) {
  if (step == criterion.via.size()) {
    sql.operand(table, *criterion.field);
    return;
  }
  const schema::Field& relation = *criterion.via[step];
  if (!relation.is_relation() || relation.is_list()) {
    throw_invalid(relation, "wrong_type", "An order goes through to-one relations only.");
  }
  const Alias other = sql.new_alias();
  sql << "(SELECT ";
  write_through(sql, other, criterion, step + 1);
  write_related_rows(sql, table, relation, other);
  sql << ")";
}

void write_place(SqlText& sql, const OrderBy& criterion, const Value& value) {
  const Cell cell = cell_of(value);
  if (criterion.count) {
    sql.number(cell);
  } else {
    sql.compared(*criterion.field, cell);
  }
}

/// The criterion's value comes behind `value`.
void write_comes_behind(SqlText& sql, Alias table, const OrderBy& criterion, const Value& value) {
  const bool nulls_first = nulls_come_first(sql.dialect(), criterion);
  if (value.is_null()) {
    if (!nulls_first) {
      sql << "1=0";
    } else {
      write_criterion(sql, table, criterion);
      sql << " IS NOT NULL";
    }
    return;
  }
  const bool or_null = !nulls_first && can_be_null(criterion);
  if (or_null) sql << "(";
  write_criterion(sql, table, criterion);
  sql << (criterion.sort == asc ? " > " : " < ");
  write_place(sql, criterion, value);
  if (!or_null) return;
  sql << " OR ";
  write_criterion(sql, table, criterion);
  sql << " IS NULL)";
}

void write_is_at(SqlText& sql, Alias table, const OrderBy& criterion, const Value& value) {
  write_criterion(sql, table, criterion);
  if (value.is_null()) {
    sql << " IS NULL";
  } else {
    sql << " = ";
    write_place(sql, criterion, value);
  }
}

}  // namespace

Value place_of(const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::null: break;
    case Cell::Kind::integer: return cell.integer();
    case Cell::Kind::real: return cell.real();
    case Cell::Kind::text: return cell.bytes();
    case Cell::Kind::blob: return Blob{std::string(cell.bytes())};
  }
  return nullptr;
}

Cell cell_of(const Value& value) {
  if (value.is_null()) return {};
  if (const auto* integer = value.get_if<std::int64_t>()) return Cell::of_integer(*integer);
  if (const auto* real = value.get_if<double>()) return Cell::of_real(*real);
  if (const auto* text = value.get_if<std::string>()) return Cell::of_text(*text);
  if (const auto* blob = value.get_if<Blob>()) return Cell::of_blob(blob->bytes);
  throw Invalid("wrong_position", "A position has its values as the database keeps them: see Rows::position().");
}

std::vector<OrderBy> total_order(const schema::Model& model, std::vector<OrderBy> order) {
  const schema::Index* key = model.primary_key ? &*model.primary_key : nullptr;
  for (const schema::Index& unique : model.uniques) {
    const auto required = [](const schema::IndexField& part) { return part.field->is_required(); };
    if (!key && std::all_of(unique.fields.begin(), unique.fields.end(), required)) key = &unique;
  }
  if (!key) return order;
  for (const schema::IndexField& part : key->fields) {
    const bool present = std::any_of(order.begin(), order.end(), [&](const OrderBy& criterion) {
      return criterion.field == part.field && criterion.via.empty() && !criterion.count;
    });
    if (!present) order.push_back({.field = part.field});
  }
  return order;
}

void reverse(std::vector<OrderBy>& order) {
  for (OrderBy& criterion : order) {
    criterion.sort = criterion.sort == asc ? desc : asc;
    if (criterion.nulls != Nulls::database) {
      criterion.nulls = criterion.nulls == Nulls::first ? Nulls::last : Nulls::first;
    }
  }
}

void write_criterion(SqlText& sql, Alias table, const OrderBy& criterion) {
  if (!criterion.count) {
    if (!criterion.field->is_column()) throw_invalid(*criterion.field, "wrong_type", "A relation is no order.");
    return write_through(sql, table, criterion, 0);
  }
  if (!criterion.field->is_relation())
    throw_invalid(*criterion.field, "wrong_type", "Not a relation that can be counted.");
  const Alias other = sql.new_alias();
  sql << "(SELECT count(*)";
  write_related_rows(sql, table, *criterion.field, other);
  sql << ")";
}

void write_order(SqlText& sql, Alias table, std::span<const OrderBy> order) {
  if (order.empty()) return;
  sql << " ORDER BY ";
  Separator comma(", ");
  for (const OrderBy& criterion : order) {
    sql << comma;
    write_criterion(sql, table, criterion);
    if (criterion.sort == desc) sql << " DESC";
    if (criterion.nulls != Nulls::database) sql << (criterion.nulls == Nulls::first ? " NULLS FIRST" : " NULLS LAST");
  }
}

void write_behind(SqlText& sql, Alias table, std::span<const OrderBy> order, std::span<const Value> values,
                  bool inclusive) {
  if (order.size() != values.size()) {
    throw Invalid("wrong_position", "A position has one value for each criterion of the order and for the key.");
  }
  // a > 1 OR (a = 1 AND (b > 2 OR (b = 2 AND …)))
  for (std::size_t i = 0; i < order.size(); ++i) {
    sql << "(";
    write_comes_behind(sql, table, order[i], values[i]);
    const bool last = i + 1 == order.size();
    if (last && !inclusive) break;
    sql << " OR ";
    if (!last) sql << "(";
    write_is_at(sql, table, order[i], values[i]);
    if (!last) sql << " AND ";
  }
  const std::size_t open = order.size() * 2 - 1;
  for (std::size_t i = 0; i < open; ++i) sql << ")";
}

}  // namespace tenon::sql::detail

namespace tenon::sql {

bool is_position(const Dialect& dialect, const schema::Field& field, const Value& value) {
  if (value.is_null()) return true;
  try {
    detail::decode(dialect, field, detail::cell_of(value));
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace tenon::sql
