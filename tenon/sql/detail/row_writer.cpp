#include <tenon/sql/detail/row_writer.hpp>

#include <optional>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/insert.hpp>
#include <tenon/sql/detail/violation.hpp>
#include <tenon/sql/detail/written_rows.hpp>

namespace tenon::sql::detail {
namespace {

void need_key(Rows::Storage& rows, const schema::Model& model) {
  for (const schema::IndexField& part : key_of(model).fields) need_column(rows, *part.field);
}

bool writes_others(const Data& data) {
  for (const RelationWrite& write : data.relations) {
    if (!write.relation->relation->holds_key) return true;
  }
  return false;
}

}  // namespace

Where as_where(const Unique& unique) {
  Where where = unique.also;
  for (std::size_t i = 0; i < unique.values.size(); ++i) {
    where.add(Where::compare(*unique.key->fields[i].field, Comparison::equals, unique.values[i]));
  }
  return where;
}

/// Runs a write; a violation is told in the words of the model.
Task<std::int64_t> RowWriter::run(const SqlText& sql, RowHandler* rows, const schema::Model& model,
                                  const WrittenColumns* written, const Where* where) {
  std::optional<ConstraintError> violation;
  try {
    co_return co_await session_.run(sql.statement(), rows);
  } catch (const ConstraintError& error) {
    violation = error;
  }
  co_await throw_violation(session_, dialect_, model, *violation, written, where);
  co_return 0;
}

void RowWriter::plan(Rows::Storage& rows, const schema::Model& model, const Data& data,
                     const Selection& selection) const {
  plan_columns(rows, plans_, model, selection);
  need_key(rows, model);
  for (const RelationWrite& write : data.relations) {
    for (const schema::Field* field : write.relation->relation->local) need_column(rows, *field);
  }
}

void RowWriter::write_assignments(SqlText& sql, Alias table, const WrittenColumns& columns) const {
  Separator comma(", ");
  for (const WrittenColumn& column : columns.all()) {
    (sql << comma).name(column.field->db_name) << " = ";
    if (column.change == Change::set) {
      sql.parameter(*column.field, column.cell);
    } else {
      dialect_.write_change(sql.text(), *column.field, column_of(table, *column.field), column.change,
                            sql.next_parameter());
      sql.add_parameter(column.cell);
    }
  }
}

Task<Rows> RowWriter::create(const schema::Model& model, const Data& data, const Selection& selection) {
  return insert(model, data, selection, {});
}

Task<Rows> RowWriter::insert(const schema::Model& model, const Data& data, const Selection& selection, Key parent) {
  WrittenColumns columns(dialect_);
  for (const WrittenColumn& part : parent) columns.set(*part.field, part.cell);
  co_await write_held_relations(data, columns);
  columns.set(data.values);
  columns.complete_new(model, now_);

  Rows result(model);
  Rows::Storage& made = result.storage();
  plan(made, model, data, selection);
  const std::vector<const schema::Field*> by_database = filled_by_database(model, columns);
  for (const schema::Field* field : by_database) need_column(made, *field);
  SqlText sql(dialect_);
  begin_insert(sql, model, columns);
  write_returning(sql, made);
  if (by_database.empty()) {
    Collector collector(made);
    co_await run(sql, &collector, model, &columns, nullptr);
  } else {
    WrittenRows collector(dialect_, model, made.columns, &made, true);
    co_await run(sql, &collector, model, &columns, nullptr);
  }
  co_await write_other_relations(data, result.storage());
  co_return co_await read_again(model, std::move(result), selection);
}

/// Adds what RETURNING cannot give: related rows and counts.
Task<Rows> RowWriter::read_again(const schema::Model& model, Rows rows, const Selection& selection) {
  if (selection.counts.empty()) {
    if (selection.include.empty()) co_return rows;
    co_await load_related(session_, plans_, rows.storage(), selection.include);
  } else {
    const Rows::Storage& storage = rows.storage();
    Unique unique{.key = &key_of(model)};
    for (const schema::IndexField& part : unique.key->fields) {
      unique.values.push_back(decode(dialect_, *part.field, storage.row(0)[storage.column_of(*part.field)]));
    }
    rows = co_await load(session_, plans_, model, unique, selection);
  }
  require_readable_relations(rows.storage());
  co_return rows;
}

Task<Rows> RowWriter::update(const schema::Model& model, const Unique& where, const Data& data,
                             const Selection& selection) {
  WrittenColumns columns(dialect_);
  co_await write_held_relations(data, columns);
  columns.set(data.values);
  if (!columns.empty() || !data.relations.empty()) columns.complete_update(model, now_);

  Rows result(model);
  Rows::Storage& rows = result.storage();
  plan(rows, model, data, selection);
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  if (columns.empty()) {
    sql << "SELECT ";
    write_columns(sql, table, rows, {});
    (sql << " FROM ").table(model) << " AS " << table << " WHERE ";
    write_condition(sql, table, where);
    WrittenRows collector(dialect_, model, rows.columns, &rows, false);
    co_await session_.run(sql.statement(), &collector);
  } else {
    (sql << "UPDATE ").table(model) << " AS " << table << " SET ";
    write_assignments(sql, table, columns);
    sql << " WHERE ";
    write_condition(sql, table, where);
    write_returning(sql, rows);
    WrittenRows collector(dialect_, model, rows.columns, &rows, false);
    const Where changed = as_where(where);
    co_await run(sql, &collector, model, &columns, &changed);
  }
  if (result.empty()) throw_not_found(model);
  if (writes_others(data)) co_await write_other_relations(data, rows);
  co_return co_await read_again(model, std::move(result), selection);
}

Task<Rows> RowWriter::upsert(const schema::Model& model, const Unique& where, const Data& create_data,
                             const Data& update_data, const Selection& selection) {
  Selection key;
  for (const schema::IndexField& part : where.key->fields) key.fields.push_back(part.field);
  const Rows present = co_await load(session_, plans_, model, where, key);
  if (present.empty()) co_return co_await create(model, create_data, selection);
  co_return co_await update(model, where, update_data, selection);
}

Task<Rows> RowWriter::remove(const schema::Model& model, const Unique& where, const Selection& selection) {
  Rows before;
  const bool more = !selection.include.empty() || !selection.counts.empty();
  if (more) {
    before = co_await load(session_, plans_, model, where, selection);
    require_readable_rows(before.storage());
  }
  Rows result(model);
  plan_columns(result.storage(), plans_, model, selection);
  need_key(result.storage(), model);
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  (sql << "DELETE FROM ").table(model) << " AS " << table << " WHERE ";
  write_condition(sql, table, where);
  write_returning(sql, result.storage());
  Rows::Storage& rows = result.storage();
  WrittenRows collector(dialect_, model, rows.columns, &rows, false);
  const Where deleted = as_where(where);
  co_await run(sql, &collector, model, nullptr, &deleted);
  if (result.empty()) throw_not_found(model);
  co_return more ? std::move(before) : std::move(result);
}

Task<std::int64_t> RowWriter::update_many(const schema::Model& model, const Where& where, const Data& data) {
  if (!data.relations.empty()) throw Invalid("wrong_type", "Many rows at once are updated without relations.");
  WrittenColumns columns(dialect_);
  columns.set(data.values);
  if (columns.empty()) co_return 0;
  columns.complete_update(model, now_);
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  (sql << "UPDATE ").table(model) << " AS " << table << " SET ";
  write_assignments(sql, table, columns);
  write_where(sql, table, where);
  co_return co_await run(sql, nullptr, model, &columns, &where);
}

Task<std::int64_t> RowWriter::remove_many(const schema::Model& model, const Where& where) {
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  (sql << "DELETE FROM ").table(model) << " AS " << table;
  write_where(sql, table, where);
  co_return co_await run(sql, nullptr, model, nullptr, &where);
}

}  // namespace tenon::sql::detail
