#include <tenon/sql/detail/row_writer.hpp>

#include <optional>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/decode.hpp>
#include <tenon/sql/detail/violation.hpp>

namespace tenon::sql::detail {
namespace {

void write_returning(SqlText& sql, std::span<const schema::Field* const> fields) {
  sql << " RETURNING ";
  Separator comma(", ");
  for (const schema::Field* field : fields) (sql << comma).name(field->db_name);
}

void write_returning(SqlText& sql, Rows::Storage& rows) {
  write_returning(sql, rows.columns);
  rows.width = rows.columns.size();
}

void need_key(Rows::Storage& rows, const schema::Model& model) {
  const schema::Index& key = model.primary_key ? *model.primary_key : model.uniques.front();
  for (const schema::IndexField& part : key.fields) need_column(rows, *part.field);
}

/// What the database itself puts into a new row.
std::vector<const schema::Field*> filled_by_database(const schema::Model& model, const WrittenColumns& columns) {
  std::vector<const schema::Field*> fields;
  for (const schema::Field& field : model.fields) {
    const bool is_value = field.kind == schema::FieldKind::scalar || field.kind == schema::FieldKind::enumeration;
    if (is_value && is_filled_by_database(field) && !columns.find(field)) fields.push_back(&field);
  }
  return fields;
}

/// Looks at what the database has put into new rows: a key beyond the range of its field would make a row that nobody
/// can read.
class MadeChecker final : public RowHandler {
 public:
  MadeChecker(const Dialect& dialect, const schema::Model& model, std::span<const schema::Field* const> columns)
      : dialect_(dialect), model_(model), columns_(columns) {}
  bool on_row(std::span<const Cell> cells) override {
    require_readable(model_, columns_, cells);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (is_instant(*columns_[i])) dialect_.wrote(*columns_[i], cells[i]);
    }
    return true;
  }

 private:
  const Dialect& dialect_;
  const schema::Model& model_;
  std::span<const schema::Field* const> columns_;
};

/// What is answered with a row must be readable as well, or the write would stay and its answer fail.
void require_readable_relations(const Rows::Storage& rows) {
  for (const Rows::Storage::Related& related : rows.related) {
    const Rows::Storage& others = related.rows.storage();
    const std::span columns(others.columns.data(), others.visible);
    for (std::size_t i = 0; i < others.size(); ++i) require_readable(*others.model, columns, others.row(i));
    require_readable_relations(others);
  }
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

/// Runs a write; a refusal of the database is explained in the words of the model.
Task<std::int64_t> RowWriter::run(const SqlText& sql, RowHandler* rows, const schema::Model& model,
                                  const WrittenColumns* written, const Where* where) {
  std::optional<ConstraintError> refusal;
  try {
    co_return co_await session_.run(sql.statement(), rows);
  } catch (const ConstraintError& error) {
    refusal = error;
  }
  co_await throw_violation(session_, dialect_, model, *refusal, written, where);
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

void RowWriter::begin_insert(SqlText& sql, const schema::Model& model, const WrittenColumns& columns) const {
  (sql << "INSERT INTO ").table(model);
  if (columns.empty()) {
    sql << " DEFAULT VALUES";
    return;
  }
  sql << " (";
  Separator comma(", ");
  for (const WrittenColumn& column : columns.all()) (sql << comma).name(column.field->db_name);
  sql << ") VALUES (";
  Separator next(", ");
  for (const WrittenColumn& column : columns.all()) (sql << next).parameter(column.cell);
  sql << ")";
}

void RowWriter::write_assignments(SqlText& sql, Alias table, const WrittenColumns& columns) const {
  Separator comma(", ");
  for (const WrittenColumn& column : columns.all()) {
    (sql << comma).name(column.field->db_name) << " = ";
    if (column.change == Change::set) {
      sql.parameter(column.cell);
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
  Collector collector(made);
  co_await run(sql, &collector, model, &columns, nullptr);
  if (!by_database.empty() && !result.empty()) MadeChecker(dialect_, model, made.columns).on_row(made.row(0));
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
    Unique unique{.key = model.primary_key ? &*model.primary_key : &model.uniques.front()};
    for (const schema::IndexField& part : unique.key->fields) {
      unique.values.push_back(decode(*part.field, storage.row(0)[storage.column_of(*part.field)]));
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
  Collector collector(rows);
  if (columns.empty()) {
    sql << "SELECT ";
    write_columns(sql, table, rows, {});
    (sql << " FROM ").table(model) << " AS " << table << " WHERE ";
    write_condition(sql, table, where);
    co_await session_.run(sql.statement(), &collector);
  } else {
    (sql << "UPDATE ").table(model) << " AS " << table << " SET ";
    write_assignments(sql, table, columns);
    sql << " WHERE ";
    write_condition(sql, table, where);
    write_returning(sql, rows);
    const Where changed = as_where(where);
    co_await run(sql, &collector, model, &columns, &changed);
  }
  if (result.empty()) throw_not_found(model);
  require_readable(model, rows.columns, rows.row(0));
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
  if (more) before = co_await load(session_, plans_, model, where, selection);
  Rows result(model);
  plan_columns(result.storage(), plans_, model, selection);
  need_key(result.storage(), model);
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  (sql << "DELETE FROM ").table(model) << " AS " << table << " WHERE ";
  write_condition(sql, table, where);
  write_returning(sql, result.storage());
  Collector collector(result.storage());
  const Where deleted = as_where(where);
  co_await run(sql, &collector, model, nullptr, &deleted);
  if (result.empty()) throw_not_found(model);
  co_return more ? std::move(before) : std::move(result);
}

Task<std::int64_t> RowWriter::create_many(const schema::Model& model, const std::vector<Data>& rows,
                                          bool skip_duplicates) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].relations.empty()) {
      throw Invalid("wrong_type", "Many rows at once are created without relations.",
                    {{"/" + std::to_string(i), "wrong_type", "Writes a relation."}});
    }
    try {
      WrittenColumns columns(dialect_);
      columns.set(rows[i].values);
      columns.complete_new(model, now_);
      SqlText sql(dialect_);
      begin_insert(sql, model, columns);
      if (skip_duplicates) sql << " ON CONFLICT DO NOTHING";
      const std::vector<const schema::Field*> by_database = filled_by_database(model, columns);
      MadeChecker checker(dialect_, model, by_database);
      if (!by_database.empty()) write_returning(sql, by_database);
      count += co_await run(sql, by_database.empty() ? nullptr : &checker, model, &columns, nullptr);
    } catch (const Error& error) {
      rethrow_below("/" + std::to_string(i), error);
    }
  }
  co_return count;
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
