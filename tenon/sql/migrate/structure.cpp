#include <tenon/sql/migrate/structure.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <tenon/schema/names.hpp>

namespace tenon::sql::migrate {
namespace {

using schema::Field;
using schema::Model;

bool is_client_default(const Field& field) {
  if (!field.default_value) return false;
  switch (field.default_value->kind) {
    case schema::DefaultKind::uuid:
    case schema::DefaultKind::cuid:
    case schema::DefaultKind::ulid:
    case schema::DefaultKind::nanoid: return true;
    default: return false;
  }
}

Column column_of(const Field& field, const StructureRules& rules) {
  Column column;
  column.name = field.db_name;
  column.required = field.is_required();
  rules.set_type(column, field);
  column.client_default = is_client_default(field);
  column.default_value = rules.default_of(field);
  return column;
}

TableIndex index_of(const schema::Index& index, const StructureRules& rules) {
  TableIndex out;
  out.name = index.db_name;
  out.unique = index.kind == schema::IndexKind::unique;
  out.where = index.where;
  for (const schema::IndexField& column : index.fields) {
    out.columns.push_back({column.field->db_name, column.sort, column.sort_given, {}, column.operator_class});
  }
  rules.set_algorithm(out, index);
  return out;
}

ForeignKey foreign_key_of(const schema::Relation& relation) {
  ForeignKey out;
  out.name = relation.db_name;
  out.table = relation.to->db_name;
  out.table_schema = relation.to->db_schema;
  out.on_delete = relation.on_delete;
  out.on_update = relation.on_update;
  for (const Field* field : relation.fields) out.columns.push_back(field->db_name);
  for (const Field* field : relation.references) out.references.push_back(field->db_name);
  return out;
}

/// Keys of single fields come first, then indexes, then keys of several fields: Prisma's order.
void add_indexes(Table& table, const Model& model, const StructureRules& rules) {
  for (const schema::Index& unique : model.uniques) {
    if (unique.on_field) table.indexes.push_back(index_of(unique, rules));
  }
  for (const schema::Index& index : model.indexes) table.indexes.push_back(index_of(index, rules));
  for (const schema::Index& unique : model.uniques) {
    if (!unique.on_field) table.indexes.push_back(index_of(unique, rules));
  }
}

Table table_of(const schema::Schema& schema, const Model& model, const StructureRules& rules) {
  Table table;
  table.name = model.db_name;
  table.db_schema = model.db_schema;
  for (const Field& field : model.fields) {
    if (field.is_column()) table.columns.push_back(column_of(field, rules));
  }
  if (model.primary_key) {
    table.primary_key_name = model.primary_key->db_name;
    for (const schema::IndexField& column : model.primary_key->fields) {
      table.primary_key.push_back(column.field->db_name);
    }
  }
  if (table.primary_key.size() == 1) {
    const Field& id = *model.primary_key->fields[0].field;
    for (Column& column : table.columns) {
      if (column.name == id.db_name) rules.set_only_key(column, id);
    }
  }
  add_indexes(table, model, rules);
  if (schema.relation_mode() == schema::RelationMode::client) return table;
  for (const Field& field : model.fields) {
    if (!field.is_relation() || !field.relation->holds_key) continue;
    if (field.relation->model->kind == schema::ModelKind::view) continue;
    table.foreign_keys.push_back(foreign_key_of(*field.relation->relation));
  }
  return table;
}

ForeignKey join_key(const schema::JoinTable& join, std::string column, const Field& id, std::size_t max_bytes) {
  ForeignKey out;
  out.name = schema::join_table_constraint(join.db_name, "_" + column + "_fkey", max_bytes);
  out.table = id.model->db_name;
  out.table_schema = id.model->db_schema;
  out.columns = {std::move(column)};
  out.references = {id.db_name};
  out.on_delete = schema::ReferentialAction::cascade;
  out.on_update = schema::ReferentialAction::cascade;
  return out;
}

Table join_table(const schema::Schema& schema, const schema::JoinTable& join, const StructureRules& rules) {
  Table table;
  table.name = join.db_name;
  table.db_schema = join.db_schema;
  const std::size_t max_bytes = rules.max_name_bytes();
  for (const auto& [name, id] : {std::pair{"A", join.a}, std::pair{"B", join.b}}) {
    Column column = column_of(*id, rules);
    column.name = name;
    column.client_default = false;
    column.default_value = {};
    table.columns.push_back(std::move(column));
    if (schema.relation_mode() == schema::RelationMode::foreign_keys) {
      table.foreign_keys.push_back(join_key(join, name, *id, max_bytes));
    }
  }
  const auto named = [&](std::string_view suffix) {
    return schema::join_table_constraint(join.db_name, suffix, max_bytes);
  };
  if (rules.has_join_keys()) {
    table.primary_key = {"A", "B"};
    table.primary_key_name = named("_AB_pkey");
  } else {
    table.indexes.push_back({named("_AB_unique"), {{"A"}, {"B"}}, true, {}, false});
  }
  table.indexes.push_back({named("_B_index"), {{"B"}}, false, {}, false});
  return table;
}

/// The relations that have a table, in Prisma's order: that of column A's models and their fields.
std::vector<const schema::Relation*> joined(const schema::Schema& schema) {
  std::vector<const schema::Relation*> out;
  for (const auto& relation : schema.relations) {
    if (relation->join) out.push_back(relation.get());
  }
  const auto place = [](const schema::Relation* relation) {
    return std::pair{relation->from->index, relation->from_field->index};
  };
  std::stable_sort(out.begin(), out.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
  return out;
}

}  // namespace

const Column* Table::find_column(std::string_view column) const noexcept {
  auto at = std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.name == column; });
  return at == columns.end() ? nullptr : &*at;
}

const Table* Structure::find_table(std::string_view table, std::string_view db_schema) const noexcept {
  auto at = std::find_if(tables.begin(), tables.end(),
                         [&](const Table& one) { return one.name == table && one.db_schema == db_schema; });
  return at == tables.end() ? nullptr : &*at;
}

const Enumeration* Structure::find_enum(std::string_view name, std::string_view db_schema) const noexcept {
  auto at = std::find_if(enums.begin(), enums.end(),
                         [&](const Enumeration& one) { return one.name == name && one.db_schema == db_schema; });
  return at == enums.end() ? nullptr : &*at;
}

Structure structure_of(const schema::Schema& schema, const StructureRules& rules) {
  Structure out;
  out.partial_indexes =
      std::any_of(schema.generators.begin(), schema.generators.end(), [](const schema::Generator& generator) {
        const auto& features = generator.preview_features;
        return std::find(features.begin(), features.end(), "partialIndexes") != features.end();
      });
  for (const Model& model : schema.models) {
    if (model.kind == schema::ModelKind::table) out.tables.push_back(table_of(schema, model, rules));
  }
  for (const schema::Relation* relation : joined(schema))
    out.tables.push_back(join_table(schema, *relation->join, rules));
  return out;
}

}  // namespace tenon::sql::migrate
