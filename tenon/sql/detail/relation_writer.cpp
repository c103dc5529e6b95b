#include <tenon/sql/detail/row_writer.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/any_row.hpp>
#include <tenon/sql/detail/condition.hpp>
#include <tenon/sql/detail/field_error.hpp>
#include <tenon/sql/detail/violation.hpp>

namespace tenon::sql::detail {
namespace {

std::string place(const RelationWrite& write, const char* action, std::size_t index) {
  return "/" + write.relation->name + "/" + action + (write.relation->is_list() ? "/" + std::to_string(index) : "");
}

Selection only(const std::vector<const schema::Field*>& fields) {
  Selection selection;
  selection.fields = fields;
  return selection;
}

/// Rows that a write names and that are not there, with their places.
class Missing {
 public:
  explicit Missing(const RelationWrite& write) noexcept : write_(write) {}

  void add(const char* action, std::size_t index) {
    places_.push_back({place(write_, action, index), "not_found", "There is none."});
  }
  void throw_if_any() const {
    if (places_.empty()) return;
    throw NotFound("not_found", "There is no such " + write_.relation->relation->model->name + " to connect.", places_);
  }

 private:
  const RelationWrite& write_;
  std::vector<FieldError> places_;
};

/// The condition that a row is one of these.
Where one_of(const List<Unique>& rows) {
  std::vector<Where> any;
  any.reserve(rows.size());
  for (const Unique& row : rows) any.push_back(as_where(row));
  return Where::any(std::move(any));
}

[[noreturn]] void throw_no_row(const schema::Model& model) {
  throw NotFound("not_found", "There is no such " + model.name + " to connect.", {{"", "not_found", "There is none."}});
}

/// Whether a row without a relation keeps this part of its key: one that is required, beside one that is not.
bool is_kept(const schema::Field& field, const std::vector<const schema::Field*>& key) {
  return field.is_required() &&
         std::any_of(key.begin(), key.end(), [](const schema::Field* part) { return !part->is_required(); });
}

}  // namespace

Task<> RowWriter::write_held_relations(const Data& data, WrittenColumns& columns) {
  for (const RelationWrite& write : data.relations) {
    if (!write.relation->is_relation()) throw_invalid(*write.relation, "wrong_type", "Not a relation.");
    if (write.relation->relation->holds_key) co_await write_held(write, columns);
  }
}

Task<> RowWriter::write_other_relations(const Data& data, const Rows::Storage& row) {
  for (const RelationWrite& write : data.relations) {
    if (write.relation->relation->holds_key) continue;
    if (write.relation->relation->is_many_to_many()) {
      co_await write_to_join_table(write, row);
    } else {
      co_await write_to_children(write, row);
    }
  }
}

/// The other row first: its key is a part of this one.
Task<> RowWriter::write_held(const RelationWrite& write, WrittenColumns& columns) {
  const schema::RelationEnd& end = *write.relation->relation;
  const std::size_t actions = write.create.size() + write.connect.size() + write.connect_or_create.size() +
                              write.disconnect.size() + (write.disconnect_one ? 1 : 0);
  if (actions != 1)
    throw_invalid(*write.relation, "ambiguous_value", "Takes one row: create, connect or disconnect it.");
  const Selection key = only(end.remote);
  Rows other;
  const char* action = write.create.empty() ? write.connect.empty() ? "connectOrCreate" : "connect" : "create";
  try {
    if (!write.create.empty()) {
      other = co_await insert(*end.model, write.create.front(), key, {});
    } else if (!write.connect.empty()) {
      other = co_await load(session_, plans_, *end.model, write.connect.front(), key);
      if (other.empty()) throw_no_row(*end.model);
    } else if (!write.connect_or_create.empty()) {
      other = co_await find_or_create(*end.model, write.connect_or_create[0], key);
    }
  } catch (const Error& error) {
    rethrow_below(place(write, action, 0), error);
  }
  for (std::size_t i = 0; i < end.local.size(); ++i) {
    if (other.empty() && is_kept(*end.local[i], end.local)) continue;
    Cell cell;
    if (!other.empty()) {
      cell = other.storage().row(0)[other.storage().column_of(*end.remote[i])];
      if (cell.kind() == Cell::Kind::text) cell = Cell::of_text(columns.arena().copy(cell.bytes()));
      if (cell.kind() == Cell::Kind::blob) cell = Cell::of_blob(columns.arena().copy(cell.bytes()));
    }
    columns.set_key(*end.local[i], cell);
  }
}

Task<> RowWriter::write_to_children(const RelationWrite& write, const Rows::Storage& row) {
  const schema::RelationEnd& end = *write.relation->relation;
  Key key;
  for (std::size_t i = 0; i < end.local.size(); ++i) {
    key.push_back({end.remote[i], row.row(0)[row.column_of(*end.local[i])]});
  }
  const bool replaces = !write.relation->is_list() && end.can_be_released();
  const Children all;
  if (write.disconnect_one || replaces) co_await release(*write.relation, key, all);
  if (write.set.given()) co_await set_children(write, key);
  for (const Unique& child : write.disconnect) {
    const Children one{.where = as_where(child)};
    co_await release(*write.relation, key, one);
  }

  Missing missing(write);
  const char* action = "create";
  std::size_t i = 0;
  try {
    for (; i < write.create.size(); ++i) co_await insert(*end.model, write.create[i], only({}), key);
    action = "connect";
    for (i = 0; i < write.connect.size(); ++i) {
      if (!co_await adopt(*write.relation, key, write.connect[i])) missing.add(action, i);
    }
    action = "connectOrCreate";
    for (i = 0; i < write.connect_or_create.size(); ++i) {
      const ConnectOrCreate& either = write.connect_or_create[i];
      if (!co_await adopt(*write.relation, key, either.where)) {
        co_await insert(*end.model, either.create, only({}), key);
      }
    }
  } catch (const Error& error) {
    rethrow_below(place(write, action, i), error);
  }
  missing.throw_if_any();
}

/// Those that are not among the wanted ones are released, the others adopted.
Task<> RowWriter::set_children(const RelationWrite& write, const Key& key) {
  const std::string place = "/" + write.relation->name + "/set";
  try {
    Children others;
    if (!write.set.empty()) others = {.where = one_of(write.set), .others = true};
    if (write.relation->relation->can_be_released() || co_await has_children(*write.relation, key, others)) {
      co_await release(*write.relation, key, others);
    }
  } catch (const Error& error) {
    rethrow_below(place, error);
  }
  Missing missing(write);
  std::size_t i = 0;
  try {
    for (; i < write.set.size(); ++i) {
      if (!co_await adopt(*write.relation, key, write.set[i])) missing.add("set", i);
    }
  } catch (const Error& error) {
    rethrow_below(place + "/" + std::to_string(i), error);
  }
  missing.throw_if_any();
}

Task<bool> RowWriter::has_children(const schema::Field& relation, const Key& key, const Children& which) {
  const schema::Model& model = *relation.relation->model;
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  (sql << "SELECT 1 FROM ").table(model) << " AS " << table << " WHERE ";
  write_children(sql, table, key, which);
  sql << " LIMIT 1";
  AnyRow child;
  co_await run(sql, &child, model, nullptr, nullptr);
  co_return child.found;
}

/// Of a row that has NULL where others are told apart by it, the condition is not known: that is another one.
void RowWriter::write_children(SqlText& sql, Alias table, const Key& key, const Children& which) {
  Separator both(" AND ");
  for (const WrittenColumn& part : key)
    ((sql << both).column(table, *part.field) << " = ").parameter(*part.field, part.cell);
  if (which.where.is_everything()) return;
  sql << both << "(";
  write_condition(sql, table, which.where);
  sql << (which.others ? ") IS NOT TRUE" : ")");
}

Task<> RowWriter::write_to_join_table(const RelationWrite& write, const Rows::Storage& row) {
  const schema::RelationEnd& end = *write.relation->relation;
  const schema::Field& other_id = *end.remote.front();
  const Cell mine = row.row(0)[row.column_of(*end.local.front())];
  const Selection key = only({&other_id});
  const auto id_of = [&](const Rows& rows) { return rows.storage().row(0)[rows.storage().column_of(other_id)]; };
  Missing missing(write);
  const auto connect = [&](const List<Unique>& rows, const char* action) -> Task<> {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Rows other = co_await load(session_, plans_, *end.model, rows[i], key);
      if (other.empty()) {
        missing.add(action, i);
      } else {
        co_await join(*write.relation, mine, id_of(other));
      }
    }
  };
  if (write.set.given()) {
    co_await part(*write.relation, mine, nullptr);
    co_await connect(write.set, "set");
  }
  for (const Unique& child : write.disconnect) {
    const Rows other = co_await load(session_, plans_, *end.model, child, key);
    if (other.empty()) continue;
    const Cell id = id_of(other);
    co_await part(*write.relation, mine, &id);
  }
  const char* action = "create";
  std::size_t i = 0;
  try {
    for (; i < write.create.size(); ++i) {
      const Rows other = co_await insert(*end.model, write.create[i], key, {});
      co_await join(*write.relation, mine, id_of(other));
    }
    action = "connect";
    i = 0;
    co_await connect(write.connect, action);
    action = "connectOrCreate";
    for (i = 0; i < write.connect_or_create.size(); ++i) {
      const Rows other = co_await find_or_create(*end.model, write.connect_or_create[i], key);
      co_await join(*write.relation, mine, id_of(other));
    }
  } catch (const Error& error) {
    rethrow_below(place(write, action, i), error);
  }
  missing.throw_if_any();
}

Task<Rows> RowWriter::find_or_create(const schema::Model& model, const ConnectOrCreate& write, const Selection& key) {
  Rows row = co_await load(session_, plans_, model, write.where, key);
  if (!row.empty()) co_return row;
  co_return co_await insert(model, write.create, key, {});
}

/// Makes a row that is there a child of the row with this key. False if it is not there.
Task<bool> RowWriter::adopt(const schema::Field& relation, const Key& key, const Unique& child) {
  const schema::Model& model = *relation.relation->model;
  WrittenColumns columns(dialect_);
  for (const WrittenColumn& part : key) columns.set(*part.field, part.cell);
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  (sql << "UPDATE ").table(model) << " AS " << table << " SET ";
  write_assignments(sql, table, columns);
  sql << " WHERE ";
  write_condition(sql, table, child);
  const std::int64_t changed = co_await run(sql, nullptr, model, &columns, nullptr);
  co_return changed > 0;
}

/// They are nobody's any more.
Task<> RowWriter::release(const schema::Field& relation, const Key& key, const Children& which) {
  const schema::Model& model = *relation.relation->model;
  WrittenColumns columns(dialect_);
  for (const WrittenColumn& part : key) {
    if (!is_kept(*part.field, relation.relation->remote)) columns.set(*part.field, Cell{});
  }
  SqlText sql(dialect_);
  const Alias table = sql.new_alias();
  (sql << "UPDATE ").table(model) << " AS " << table << " SET ";
  write_assignments(sql, table, columns);
  sql << " WHERE ";
  write_children(sql, table, key, which);
  co_await run(sql, nullptr, model, &columns, nullptr);
}

Task<> RowWriter::join(const schema::Field& relation, const Cell& mine, const Cell& other) {
  const schema::RelationEnd& end = *relation.relation;
  const schema::JoinTable& table = *end.relation->join;
  SqlText sql(dialect_);
  sql << "INSERT INTO ";
  if (!table.db_schema.empty()) sql.name(table.db_schema) << ".";
  ((sql.name(table.db_name) << " (").name(end.my_column()) << ", ").name(end.other_column()) << ") VALUES (";
  (sql.parameter(*end.local.front(), mine) << ", ").parameter(*end.remote.front(), other) << ") ON CONFLICT DO NOTHING";
  co_await run(sql, nullptr, *end.model, nullptr, nullptr);
}

/// From one other row, or from all of them.
Task<> RowWriter::part(const schema::Field& relation, const Cell& mine, const Cell* other) {
  const schema::RelationEnd& end = *relation.relation;
  const schema::JoinTable& table = *end.relation->join;
  SqlText sql(dialect_);
  sql << "DELETE FROM ";
  if (!table.db_schema.empty()) sql.name(table.db_schema) << ".";
  (sql.name(table.db_name) << " WHERE ").name(end.my_column()) << " = ";
  sql.parameter(*end.local.front(), mine);
  if (other) ((sql << " AND ").name(end.other_column()) << " = ").parameter(*end.remote.front(), *other);
  co_await run(sql, nullptr, *end.model, nullptr, nullptr);
}

}  // namespace tenon::sql::detail
