#include <tenon/app/detail/resource_operations.hpp>

#include <algorithm>
#include <utility>

#include <tenon/app/detail/field_schema.hpp>
#include <tenon/app/detail/list_query.hpp>
#include <tenon/app/detail/resource_input.hpp>

namespace tenon::app::detail {
namespace {

using http::Status;

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

std::string summary_of(const ResourceState& resource, Action action) {
  const std::string name = resource.model.name;
  switch (action) {
    case Action::list: return "A page of " + lower_first(name) + " rows";
    case Action::read: return "One " + lower_first(name);
    case Action::create: return "Creates a " + lower_first(name);
    case Action::update: return "Changes some fields of a " + lower_first(name);
    case Action::replace: return "Replaces a " + lower_first(name);
    case Action::remove: return "Deletes a " + lower_first(name);
  }
  return {};
}

std::string id_of(const ResourceState& resource, Action action) {
  static constexpr std::string_view verbs[] = {"list", "read", "create", "update", "replace", "delete"};
  return std::string(verbs[static_cast<std::size_t>(action)]) + resource.model.name;
}

json::Value parameter(std::string name, json::Value schema, std::string description) {
  return json::Object{{"name", std::move(name)},
                      {"in", "query"},
                      {"required", false},
                      {"description", std::move(description)},
                      {"schema", std::move(schema)}};
}

std::string joined(const std::vector<const schema::Field*>& fields) {
  std::string names;
  for (const schema::Field* field : fields) names += (names.empty() ? "" : ", ") + field->name;
  return names;
}

/// The schema of one value of a filter: never null.
json::Value filter_schema(const schema::Field& field) {
  json::Value schema = field_schema(field);
  json::Object& members = schema.as_object();
  if (json::Value* type = members.find("type"); type && type->is_array()) *type = json::Value(type->as_array()[0]);
  if (json::Value* names = members.find("enum")) std::erase(names->as_array(), json::Value(nullptr));
  members.erase("description");
  return schema;
}

bool is_ordered(const schema::Field& field) {
  if (field.kind != schema::FieldKind::scalar) return false;
  return field.scalar != schema::Scalar::boolean && field.scalar != schema::Scalar::json &&
         field.scalar != schema::Scalar::bytes;
}

void add_filters(const ResourceState& resource, json::Array& parameters) {
  for (const Filterable& filter : resource.filters) {
    parameters.push_back(parameter(filter.name, filter_schema(*filter.field),
                                   "Rows that have this value; " + filter.name +
                                       "[op] compares otherwise, with op one of " + comparisons_of(*filter.field) +
                                       "."));
    if (!is_ordered(*filter.field)) continue;
    for (const std::string_view operation : {"gte", "lte"}) {
      parameters.push_back(parameter(filter.name + "[" + std::string(operation) + "]", filter_schema(*filter.field),
                                     operation == "gte" ? "At least this value." : "At most this value."));
    }
  }
}

void add_selection(const ResourceState& resource, json::Array& parameters) {
  parameters.push_back(
      parameter("fields", json::Object{{"type", "string"}}, "Only these fields, with commas between them."));
  if (resource.relations.empty()) return;
  parameters.push_back(parameter("include", json::Object{{"type", "string"}},
                                 "Related rows, with commas between them: " + joined(resource.relations) + "."));
}

json::Value with_default(json::Value schema, const schema::Field& field) {
  if (!field.default_value || field.default_value->kind != schema::DefaultKind::literal) return schema;
  const std::string& text = field.default_value->values.front();
  json::Object& members = schema.as_object();
  if (field.kind == schema::FieldKind::scalar && field.scalar == schema::Scalar::boolean) {
    members["default"] = text == "true";
  } else if (field.kind == schema::FieldKind::enumeration || field.scalar == schema::Scalar::string) {
    members["default"] = text;
  }
  return schema;
}

json::Object input_schema(const ResourceState& resource, bool partial) {
  json::Object properties;
  json::Array required;
  for (const schema::Field* field : resource.writable) {
    properties[field->name] = partial ? field_schema(*field) : with_default(field_schema(*field), *field);
    if (!partial && is_required_for_create(*field)) required.emplace_back(field->name);
  }
  json::Object schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

json::Object row_schema(const ResourceState& resource) {
  json::Object properties;
  json::Array required;
  for (const schema::Field* field : resource.shown) properties[field->name] = field_schema(*field);
  for (const schema::Field* relation : resource.relations) {
    const char* const type = relation->is_list() ? "array" : "object";
    properties[relation->name] =
        json::Object{{"type", relation->is_required() ? json::Value(type) : json::Value(json::Array{type, "null"})},
                     {"description", "With include=" + relation->name + "."}};
  }
  json::Object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!resource.model.documentation.empty()) schema["description"] = resource.model.documentation;
  return schema;
}

std::vector<Status> errors_of(Action action) {
  switch (action) {
    case Action::list: return {Status::bad_request, Status::unprocessable_content};
    case Action::read: return {Status::bad_request, Status::not_found, Status::unprocessable_content};
    case Action::create:
      return {Status::bad_request, Status::conflict, Status::content_too_large, Status::unsupported_media_type,
              Status::unprocessable_content};
    case Action::update:
    case Action::replace:
      return {Status::bad_request,          Status::not_found,         Status::conflict,
              Status::precondition_failed,  Status::content_too_large, Status::unsupported_media_type,
              Status::unprocessable_content};
    case Action::remove: return {Status::bad_request, Status::not_found, Status::conflict, Status::precondition_failed};
  }
  return {};
}

}  // namespace

std::shared_ptr<const http::Operation> resource_operation(const ResourceState& resource, Action action) {
  auto operation = std::make_shared<http::Operation>();
  operation->id = id_of(resource, action);
  operation->summary = summary_of(resource, action);
  operation->tags = {resource.tag};
  for (const Status status : errors_of(action)) operation->add_error(status);
  return operation;
}

http::Method resource_method(Action action) noexcept {
  switch (action) {
    case Action::list:
    case Action::read: return http::Method::get;
    case Action::create: return http::Method::post;
    case Action::update: return http::Method::patch;
    case Action::replace: return http::Method::put;
    case Action::remove: return http::Method::delete_;
  }
  return http::Method::get;
}

std::string resource_pattern(const ResourceState& resource, Action action) {
  const bool whole = action == Action::list || action == Action::create;
  return whole ? resource.path : resource.path + "/{id}";
}

json::Array resource_parameters(const ResourceState& resource, Action action) {
  json::Array parameters;
  if (action == Action::read) add_selection(resource, parameters);
  if (action != Action::list) return parameters;
  add_filters(resource, parameters);
  if (!resource.searched.empty()) {
    parameters.push_back(
        parameter("q", json::Object{{"type", "string"}}, "Words that all occur in " + joined(resource.searched) + "."));
  }
  parameters.push_back(
      parameter("sort", json::Object{{"type", "string"}, {"default", resource.default_order}},
                "Fields with commas between them, - before a descending one: " + joined(resource.sortable) + "."));
  add_selection(resource, parameters);
  parameters.push_back(parameter(
      "limit",
      json::Object{
          {"type", "integer"}, {"minimum", 1}, {"maximum", resource.page_most}, {"default", resource.page_size}},
      "Rows of the page."));
  parameters.push_back(
      parameter("cursor", json::Object{{"type", "string"}}, "The nextCursor or previousCursor of another page."));
  return parameters;
}

std::string row_schema_name(const ResourceState& resource) { return resource.model.name; }

std::string input_schema_name(const ResourceState& resource, Action action) {
  return resource.model.name + (action == Action::update ? "Patch" : "Input");
}

json::Object resource_schemas(const ResourceState& resource) {
  json::Object schemas;
  schemas[row_schema_name(resource)] = row_schema(resource);
  if (resource.allows(Action::create) || resource.allows(Action::replace)) {
    schemas[input_schema_name(resource, Action::create)] = input_schema(resource, false);
  }
  if (resource.allows(Action::update)) {
    schemas[input_schema_name(resource, Action::update)] = input_schema(resource, true);
  }
  return schemas;
}

}  // namespace tenon::app::detail
