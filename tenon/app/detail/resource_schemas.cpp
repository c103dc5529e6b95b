#include <tenon/app/detail/resource_schemas.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <tenon/app/detail/field_schema.hpp>
#include <tenon/app/detail/limits.hpp>
#include <tenon/app/detail/relation_input.hpp>
#include <tenon/app/detail/resource_input.hpp>

namespace tenon::app::detail {
namespace {

const std::vector<IncludedRelation> no_relations;

json::Value reference(const std::string& name) { return json::Object{{"$ref", "#/components/schemas/" + name}}; }

void add_default(json::Value& schema, const schema::Field& field) {
  if (!field.default_value || field.default_value->kind != schema::DefaultKind::literal) return;
  const std::string& text = field.default_value->values.front();
  json::Object& members = schema.as_object();
  if (field.kind == schema::FieldKind::scalar && field.scalar == schema::Scalar::boolean) {
    members["default"] = text == "true";
  } else if (field.kind == schema::FieldKind::enumeration || field.scalar == schema::Scalar::string) {
    members["default"] = text;
  }
}

/// What a body may say of a relation's rows.
json::Value connection_schema(const ConnectedRelation& relation, Input input) {
  json::Object keys;
  for (const schema::Field* key : relation.keys) keys[key->name] = input_schema(*key);
  const json::Object row{{"type", "object"},
                         {"properties", std::move(keys)},
                         {"minProperties", 1},
                         {"maxProperties", 1},
                         {"additionalProperties", false}};
  json::Object actions;
  for (const std::string_view action : relation_actions(relation, input)) {
    std::string_view meaning = "Rows that are related from now on, too.";
    if (action == "set") meaning = "The only rows that are related from now on.";
    if (action == "disconnect") meaning = "Rows that are not related any more.";
    actions[action] =
        json::Object{{"type", "array"}, {"items", row}, {"maxItems", most_connected}, {"description", meaning}};
  }
  return json::Object{{"type", "object"},
                      {"description", "Related rows, each named by one of its keys. Absent: they stay as they are."},
                      {"properties", std::move(actions)},
                      {"additionalProperties", false}};
}

/// Whether the type has the members that the generated struct of the model has.
bool is_struct_of(const json::Type& type, const schema::Model& model) {
  if (type.kind != json::Kind::object || type.name != model.name) return false;
  const std::vector<const schema::Field*> columns = columns_of(model);
  std::size_t found = 0;
  for (const json::Member& member : type.members()) {
    const schema::Field* field = model.find_field(member.name);
    if (!field) return false;
    if (field->is_relation()) continue;
    if (std::find(columns.begin(), columns.end(), field) == columns.end()) return false;
    if (!misfit(*member.type, *field, true).empty()) return false;
    ++found;
  }
  return found == columns.size();
}

}  // namespace

ResourceSchemas::ResourceSchemas(json::SchemaSet& types, const std::deque<ResourceState>& resources) : types_(types) {
  for (const ResourceState& resource : resources) {
    rows_.push_back({types.reserve(resource.name), resource.model, resource.shown, resource.relations});
    row_of_[&resource] = &rows_.back();
    names_[&resource] = {types.reserve(resource.name + "Input"), types.reserve(resource.name + "Patch")};
  }
  for (const ResourceState& resource : resources) {
    for (const IncludedRelation& relation : resource.relations) {
      const schema::Model& model = *relation.field->relation->model;
      if (!find(model, relation.shown)) {
        rows_.push_back({types.reserve(model.name), model, relation.shown, no_relations});
      }
    }
  }
  types.set_known([this](const json::Type& type) { return known(type); });
}

ResourceSchemas::Row* ResourceSchemas::find(const schema::Model& model,
                                            const std::vector<const schema::Field*>& shown) {
  const auto found = std::find_if(rows_.begin(), rows_.end(),
                                  [&](const Row& row) { return &row.model == &model && row.shown == shown; });
  return found == rows_.end() ? nullptr : &*found;
}

/// The struct has all columns, and so have its related rows; what a resource hides makes the two differ.
std::string ResourceSchemas::known(const json::Type& type) {
  for (Row& row : rows_) {
    if (!is_struct_of(type, row.model) || row.shown != columns_of(row.model)) continue;
    const bool hides = std::any_of(row.relations.begin(), row.relations.end(), [](const IncludedRelation& relation) {
      return relation.shown != columns_of(*relation.field->relation->model);
    });
    if (hides) continue;
    row.structure = &type;
    row.is_wanted = true;
    return row.name;
  }
  return {};
}

json::Value ResourceSchemas::row(const ResourceState& resource) {
  Row& row = *row_of_.at(&resource);
  row.is_wanted = true;
  return reference(row.name);
}

json::Value ResourceSchemas::input(const ResourceState& resource, Action action) {
  const bool partial = action == Action::update;
  const Names& names = names_.at(&resource);
  const std::string& name = partial ? names.patch : names.input;
  if (!inputs_.contains(name)) inputs_[name] = input_schema(resource, partial);
  return reference(name);
}

std::size_t ResourceSchemas::progress() const {
  std::size_t steps = types_.definitions().size();
  for (const Row& row : rows_) steps += (row.is_wanted ? 1U : 0U) + (row.structure ? 1U : 0U);
  return steps;
}

json::Object ResourceSchemas::definitions() {
  json::Object definitions;
  std::size_t before = 0;
  do {  // describing one may want another, or find its struct
    before = progress();
    definitions = inputs_;
    for (Row& row : rows_) {
      if (row.is_wanted) definitions[row.name] = row_schema(row);
    }
  } while (progress() != before);
  return definitions;
}

json::Object ResourceSchemas::row_schema(const Row& row) {
  json::Object properties;
  json::Array required;
  for (const schema::Field* field : row.shown) {
    properties[field->name] = field_schema(*field);
    required.emplace_back(field->name);
  }
  if (row.structure) {
    for (const json::Member& member : row.structure->members()) {
      if (row.model.find_field(member.name)->is_relation()) properties[member.name] = types_.of_written(*member.type);
    }
  }
  for (const IncludedRelation& relation : row.relations) {
    properties[relation.field->name] = relation_schema(relation, !row.structure);
  }
  json::Object schema{{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
  if (!row.model.documentation.empty()) schema["description"] = row.model.documentation;
  return schema;
}

json::Object ResourceSchemas::input_schema(const ResourceState& resource, bool partial) {
  json::Object properties;
  json::Array required;
  for (const schema::Field* field : resource.writable) {
    const json::Type* limit = limit_of(resource, *field);
    json::Value schema = field_schema(*field, limit ? types_.of(*limit) : detail::input_schema(*field));
    if (!partial) add_default(schema, *field);
    properties[field->name] = std::move(schema);
    if (!partial && is_required_for_create(*field)) required.emplace_back(field->name);
  }
  for (const ConnectedRelation& relation : resource.connected) {
    properties[relation.field->name] = connection_schema(relation, partial ? Input::update : Input::replace);
  }
  json::Object schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

json::Value ResourceSchemas::relation_schema(const IncludedRelation& relation, bool is_bounded) {
  const schema::Field& field = *relation.field;
  Row& row = *find(*field.relation->model, relation.shown);
  row.is_wanted = true;
  json::Value schema = reference(row.name);
  if (field.is_list()) {
    schema = json::Object{{"type", "array"}, {"items", std::move(schema)}};
    if (is_bounded) schema["maxItems"] = relation.most;
  } else if (!field.is_required()) {
    schema = json::Object{{"anyOf", json::Array{std::move(schema), json::Object{{"type", "null"}}}}};
  }
  schema["description"] = "With include=" + field.name +
                          (field.is_list() ? ", of which at most " + std::to_string(relation.most) + " rows." : ".");
  return schema;
}

}  // namespace tenon::app::detail
