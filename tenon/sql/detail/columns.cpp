#include <tenon/sql/detail/columns.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/field_error.hpp>
#include <tenon/sql/detail/order.hpp>

namespace tenon::sql::detail {
namespace {

bool is_plain(const OrderBy& criterion) { return criterion.via.empty() && !criterion.count; }

void write_count(SqlText& sql, Alias table, const Counted& counted) {
  if (!counted.relation->is_list() || !counted.relation->is_relation()) {
    throw_invalid(*counted.relation, "wrong_type", "Only the rows of a to-many relation are counted.");
  }
  const Alias other = sql.new_alias();
  sql << "(SELECT count(*)";
  write_related_rows(sql, table, *counted.relation, other);
  if (!counted.where.is_everything()) {
    sql << " AND ";
    write_condition(sql, other, counted.where);
  }
  sql << ")";
}

}  // namespace

bool holds_values(const schema::Field& field) noexcept {
  const bool is_value = field.kind == schema::FieldKind::scalar || field.kind == schema::FieldKind::enumeration;
  return is_value && !field.is_list();
}

std::vector<const schema::Field*> visible_columns(const schema::Model& model) {
  std::vector<const schema::Field*> columns;
  columns.reserve(model.fields.size());
  for (const schema::Field& field : model.fields) {
    if (holds_values(field) && !field.is_ignored) columns.push_back(&field);
  }
  return columns;
}

const schema::Index& key_of(const schema::Model& model) noexcept {
  return model.primary_key ? *model.primary_key : model.uniques.front();
}

void plan_columns(Rows::Storage& rows, const Plans& plans, const schema::Model& model, const Selection& selection) {
  rows.model = &model;
  rows.dialect = &plans.dialect();
  if (selection.fields.given()) {
    rows.columns = selection.fields.items();
  } else {
    rows.columns = plans.of(model).columns;
    rows.column_list = plans.of(model).column_list();
  }
  for (const schema::Field* field : rows.columns) {
    if (!field->is_column()) throw_invalid(*field, "wrong_type", "This is a relation: use include.");
    if (field->is_list()) throw_invalid(*field, "wrong_type", "Lists of scalars are not supported.");
  }
  rows.visible = rows.columns.size();
  for (const Include& include : selection.include) {
    if (!include.relation->is_relation()) throw_invalid(*include.relation, "wrong_type", "Not a relation.");
    for (const schema::Field* key : include.relation->relation->local) need_column(rows, *key);
  }
}

void need_column(Rows::Storage& rows, const schema::Field& field) {
  if (std::find(rows.columns.begin(), rows.columns.end(), &field) == rows.columns.end()) rows.columns.push_back(&field);
}

void need_order(Rows::Storage& rows, std::span<const OrderBy> order) {
  rows.order.assign(order.begin(), order.end());
  for (const OrderBy& criterion : order) {
    if (is_plain(criterion)) need_column(rows, *criterion.field);
  }
}

void write_columns(SqlText& sql, Alias table, Rows::Storage& rows, const Selection& selection, bool named) {
  std::size_t cells = 0;
  const auto begin_cell = [&] {
    if (cells > 0) sql << ", ";
  };
  const auto end_cell = [&] {
    if (named) sql << " AS c" << std::to_string(cells);
    ++cells;
  };
  if (!named && !rows.column_list.empty()) {
    sql << rows.column_list;
    cells = rows.visible;
  }
  for (std::size_t i = cells; i < rows.columns.size(); ++i) {
    begin_cell();
    sql.column(table, *rows.columns[i]);
    end_cell();
  }
  rows.first_count = cells;
  for (const Counted& counted : selection.counts) {
    rows.counted.push_back(counted.relation);
    begin_cell();
    write_count(sql, table, counted);
    end_cell();
  }
  for (const OrderBy& criterion : rows.order) {
    if (is_plain(criterion)) {
      rows.order_columns.push_back(rows.column_of(*criterion.field));
      continue;
    }
    rows.order_columns.push_back(cells);
    begin_cell();
    write_criterion(sql, table, criterion);
    end_cell();
  }
  if (cells == 0) {
    sql << "1";
    ++cells;
  }
  rows.width = cells;
}

}  // namespace tenon::sql::detail
