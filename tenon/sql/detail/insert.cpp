#include <tenon/sql/detail/insert.hpp>

#include <tenon/sql/detail/columns.hpp>

namespace tenon::sql::detail {

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

std::vector<const schema::Field*> filled_by_database(const schema::Model& model, const WrittenColumns& columns) {
  std::vector<const schema::Field*> fields;
  for (const schema::Field& field : model.fields) {
    if (holds_values(field) && is_filled_by_database(field) && !columns.find(field)) fields.push_back(&field);
  }
  return fields;
}

void write_returning(SqlText& sql, std::span<const schema::Field* const> fields) {
  sql << " RETURNING ";
  Separator comma(", ");
  for (const schema::Field* field : fields) (sql << comma).name(field->db_name);
}

void write_returning(SqlText& sql, Rows::Storage& rows) {
  write_returning(sql, rows.columns);
  rows.width = rows.columns.size();
}

}  // namespace tenon::sql::detail
