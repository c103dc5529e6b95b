#include <tenon/app/detail/resource_schemas.hpp>

#include <utility>
#include <vector>

#include <tenon/app/detail/field_schema.hpp>
#include <tenon/app/detail/limits.hpp>
#include <tenon/app/detail/resource_input.hpp>

namespace tenon::app::detail {
namespace {

json::Value reference(const std::string& name) { return json::Object{{"$ref", "#/components/schemas/" + name}}; }

json::Object object_of(const std::vector<const schema::Field*>& columns) {
  json::Object properties;
  json::Array required;
  for (const schema::Field* field : columns) {
    properties[field->name] = field_schema(*field);
    required.emplace_back(field->name);
  }
  return {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}};
}

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

}  // namespace

ResourceSchemas::ResourceSchemas(json::SchemaSet& types, const std::deque<ResourceState>& resources)
    : types_(types), resources_(resources) {
  for (const ResourceState& resource : resources) {
    Names& names = names_[&resource];
    names.row = types.reserve(resource.name);
    names.input = types.reserve(resource.name + "Input");
    names.patch = types.reserve(resource.name + "Patch");
  }
}

json::Value ResourceSchemas::row(const ResourceState& resource) {
  const std::string& name = names_.at(&resource).row;
  if (!definitions_.contains(name)) {
    definitions_.insert(name);  // rows may include each other
    json::Object schema = row_schema(resource);
    definitions_[name] = std::move(schema);
  }
  return reference(name);
}

json::Value ResourceSchemas::input(const ResourceState& resource, Action action) {
  const bool partial = action == Action::update;
  const Names& names = names_.at(&resource);
  const std::string& name = partial ? names.patch : names.input;
  if (!definitions_.contains(name)) definitions_[name] = input_schema(resource, partial);
  return reference(name);
}

json::Object ResourceSchemas::row_schema(const ResourceState& resource) {
  json::Object schema = object_of(resource.shown);
  for (const IncludedRelation& relation : resource.relations) {
    schema["properties"][relation.field->name] = relation_schema(relation);
  }
  if (!resource.model.documentation.empty()) schema["description"] = resource.model.documentation;
  return schema;
}

json::Object ResourceSchemas::input_schema(const ResourceState& resource, bool partial) {
  json::Object properties;
  json::Array required;
  for (const schema::Field* field : resource.writable) {
    const json::Type* limit = limit_of(resource, *field);
    json::Value schema = limit ? field_schema(*field, types_.of(*limit)) : field_schema(*field);
    if (!partial) add_default(schema, *field);
    properties[field->name] = std::move(schema);
    if (!partial && is_required_for_create(*field)) required.emplace_back(field->name);
  }
  json::Object schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

json::Value ResourceSchemas::relation_schema(const IncludedRelation& relation) {
  const schema::Field& field = *relation.field;
  json::Value schema = related_row(relation);
  if (field.is_list()) {
    schema = json::Object{{"type", "array"}, {"items", std::move(schema)}, {"maxItems", relation.most}};
  } else if (!field.is_required()) {
    schema = json::Object{{"anyOf", json::Array{std::move(schema), json::Object{{"type", "null"}}}}};
  }
  schema["description"] = "With include=" + field.name + ".";
  return schema;
}

/// The row of the model's own resource when that shows the same columns, else one of its own.
json::Value ResourceSchemas::related_row(const IncludedRelation& relation) {
  const schema::Model& model = *relation.field->relation->model;
  for (const ResourceState& resource : resources_) {
    if (&resource.model == &model && resource.shown == relation.shown) return row(resource);
  }
  std::string& name = related_[&model];
  if (name.empty()) {
    name = types_.reserve(model.name);
    json::Object schema = object_of(relation.shown);
    if (!model.documentation.empty()) schema["description"] = model.documentation;
    definitions_[name] = std::move(schema);
  }
  return reference(name);
}

}  // namespace tenon::app::detail
