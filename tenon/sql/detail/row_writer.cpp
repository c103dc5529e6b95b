#include <tenon/sql/detail/row_writer.hpp>

#include <algorithm>
#include <deque>
#include <optional>
#include <span>
#include <string>
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

/// Reads the rows that a write gives back while its statement runs: one that nobody can read ends it, or the write
/// would stay and its answer fail. Such a row may be new: the database can make a key beyond the range of its field.
class WrittenRows final : public RowHandler {
 public:
  /// `storage`, if given, keeps them. `made`: they are new, and the database has filled in what they hold.
  WrittenRows(const Dialect& dialect, const schema::Model& model, std::span<const schema::Field* const> columns,
              Rows::Storage* storage, bool made)
      : dialect_(dialect), model_(model), columns_(columns), storage_(storage), made_(made) {}
  bool on_row(std::span<const Cell> cells) override {
    require_readable(dialect_, model_, columns_, cells);
    if (storage_) storage_->add(cells);
    for (std::size_t i = 0; i < columns_.size() && made_; ++i) {
      if (is_instant(*columns_[i])) dialect_.wrote(*columns_[i], cells[i]);
    }
    return true;
  }

 private:
  const Dialect& dialect_;
  const schema::Model& model_;
  std::span<const schema::Field* const> columns_;
  Rows::Storage* storage_;
  bool made_;
};

void require_readable_relations(const Rows::Storage& rows);

void require_readable_rows(const Rows::Storage& rows) {
  const std::span columns(rows.columns.data(), rows.visible);
  for (std::size_t i = 0; i < rows.size(); ++i) require_readable(*rows.dialect, *rows.model, columns, rows.row(i));
  require_readable_relations(rows);
}

/// What is answered with a row must be readable as well.
void require_readable_relations(const Rows::Storage& rows) {
  for (const Rows::Storage::Related& related : rows.related) require_readable_rows(related.rows.storage());
}

void begin_insert(SqlText& sql, const schema::Model& model, const WrittenColumns& columns) {
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
  for (const WrittenColumn& column : columns.all()) (sql << next).parameter(*column.field, column.cell);
  sql << ")";
}

/// One of many new rows.
class NewRow {
 public:
  NewRow(const Dialect& dialect, const schema::Model& model, const Data& data, Instant now, bool skip_duplicates)
      : columns_(dialect), sql_(dialect) {
    columns_.set(data.values);
    columns_.complete_new(model, now);
    begin_insert(sql_, model, columns_);
    if (skip_duplicates) sql_ << " ON CONFLICT DO NOTHING";
    by_database_ = filled_by_database(model, columns_);
    if (by_database_.empty()) return;
    write_returning(sql_, by_database_);
    made_.emplace(dialect, model, by_database_, nullptr, true);
  }
  NewRow(const NewRow&) = delete;
  NewRow& operator=(const NewRow&) = delete;

  const WrittenColumns& columns() const noexcept { return columns_; }
  BatchStatement statement() noexcept { return {.statement = sql_.statement(), .rows = made_ ? &*made_ : nullptr}; }

 private:
  WrittenColumns columns_;
  SqlText sql_;
  std::vector<const schema::Field*> by_database_;
  std::optional<WrittenRows> made_;
};

std::size_t first_not_run(std::span<const BatchStatement> batch) {
  const auto place =
      std::find_if(batch.begin(), batch.end(), [](const BatchStatement& each) { return each.changed < 0; });
  return static_cast<std::size_t>(place - batch.begin());
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
    Unique unique{.key = model.primary_key ? &*model.primary_key : &model.uniques.front()};
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

Task<std::int64_t> RowWriter::create_many(const schema::Model& model, const std::vector<Data>& rows,
                                          bool skip_duplicates) {
  constexpr std::size_t rows_per_trip = 128;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].relations.empty()) continue;
    throw Invalid("wrong_type", "Many rows at once are created without relations.",
                  {{"/" + std::to_string(i), "wrong_type", "Writes a relation."}});
  }
  std::int64_t count = 0;
  for (std::size_t first = 0; first < rows.size(); first += rows_per_trip) {
    const std::span some(rows.data() + first, std::min(rows_per_trip, rows.size() - first));
    count += co_await create_some(model, some, first, skip_duplicates);
  }
  co_return count;
}

/// As many as are sent together; errors name their places, the first of which is `first`.
Task<std::int64_t> RowWriter::create_some(const schema::Model& model, std::span<const Data> rows, std::size_t first,
                                          bool skip_duplicates) {
  std::deque<NewRow> made;
  std::vector<BatchStatement> batch;
  batch.reserve(rows.size());
  std::size_t at = 0;
  try {
    for (; at < rows.size(); ++at) {
      batch.push_back(made.emplace_back(dialect_, model, rows[at], now_, skip_duplicates).statement());
    }
    std::optional<ConstraintError> violation;
    try {
      at = 0;
      co_await session_.run_all(batch);
    } catch (const ConstraintError& error) {
      violation = error;
    } catch (...) {
      at = first_not_run(batch);
      throw;
    }
    if (violation) {
      at = first_not_run(batch);
      co_await throw_violation(session_, dialect_, model, *violation, &made[at].columns(), nullptr);
    }
  } catch (const Error& error) {
    rethrow_below("/" + std::to_string(first + at), error);
  }
  std::int64_t count = 0;
  for (const BatchStatement& each : batch) count += each.changed;
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
