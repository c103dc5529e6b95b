#include <tenon/sql/detail/plans.hpp>

#include <tenon/sql/detail/columns.hpp>
#include <tenon/sql/detail/sql_text.hpp>

namespace tenon::sql::detail {
namespace {

ModelStatements::ByKey plan_by_key(const ModelStatements& plan, const schema::Index& key, const Dialect& dialect) {
  for (const schema::IndexField& part : key.fields) {
    if (is_instant(*part.field)) return {};
  }
  SqlText sql(dialect);
  const Alias table = sql.new_alias();
  sql << plan.select << " WHERE ";
  Separator both(" AND ");
  for (std::size_t i = 0; i < key.fields.size(); ++i) {
    (sql << both).column(table, *key.fields[i].field) << " = ";
    dialect.write_parameter(sql.text(), i + 1, key.fields[i].field);
  }
  return {.text = sql.text(), .hash = statement_hash(sql.text())};
}

ModelStatements plan_model(const schema::Model& model, const Dialect& dialect) {
  ModelStatements plan;
  plan.columns = visible_columns(model);
  SqlText sql(dialect);
  const Alias table = sql.new_alias();
  sql << "SELECT ";
  const std::size_t begin = sql.text().size();
  Separator comma(", ");
  for (const schema::Field* field : plan.columns) (sql << comma).column(table, *field);
  plan.column_list_size = sql.text().size() - begin;
  if (plan.columns.empty()) sql << "1";
  (sql << " FROM ").table(model) << " AS " << table;
  plan.select = sql.text();
  plan.by_key.reserve(model.uniques.size() + 1);
  plan.by_key.push_back(model.primary_key ? plan_by_key(plan, *model.primary_key, dialect) : ModelStatements::ByKey{});
  for (const schema::Index& key : model.uniques) plan.by_key.push_back(plan_by_key(plan, key, dialect));
  return plan;
}

}  // namespace

Plans::Plans(const schema::Schema& schema, const Dialect& dialect) : dialect_(&dialect) {
  models_.reserve(schema.models.size());
  for (const schema::Model& model : schema.models) models_.push_back(plan_model(model, dialect));
}

const ModelStatements::ByKey& Plans::by_key(const schema::Model& model, const schema::Index& key) const noexcept {
  const bool primary = model.primary_key && &key == &*model.primary_key;
  return of(model).by_key[primary ? 0 : 1 + static_cast<std::size_t>(&key - model.uniques.data())];
}

}  // namespace tenon::sql::detail
