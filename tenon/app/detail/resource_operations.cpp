#include <tenon/app/detail/resource_operations.hpp>

#include <algorithm>
#include <utility>

#include <tenon/app/detail/field_schema.hpp>
#include <tenon/app/detail/list_query.hpp>
#include <tenon/app/detail/security.hpp>
#include <tenon/base/text/ascii.hpp>

namespace tenon::app::detail {
namespace {

using http::Status;

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

/// "an author", "a user".
std::string one(const std::string& name) {
  const std::string noun = lower_first(name);
  return (std::string_view("aeio").find(noun.front()) == std::string_view::npos ? "a " : "an ") + noun;
}

std::string summary_of(const ResourceState& resource, Action action) {
  const std::string name = resource.model.name;
  switch (action) {
    case Action::list: return "A page of " + lower_first(name) + " rows";
    case Action::read: return "One " + lower_first(name);
    case Action::create: return "Creates " + one(name);
    case Action::update: return "Changes some fields of " + one(name);
    case Action::replace: return "Replaces " + one(name);
    case Action::remove: return "Deletes " + one(name);
  }
  return {};
}

std::string id_of(const ResourceState& resource, Action action) {
  static constexpr std::string_view verbs[] = {"list", "read", "create", "update", "replace", "delete"};
  return std::string(verbs[static_cast<std::size_t>(action)]) + resource.name;
}

json::Value parameter(std::string_view name, json::Value schema, std::string_view description) {
  return json::Object{{"name", name},
                      {"in", "query"},
                      {"required", false},
                      {"description", description},
                      {"schema", std::move(schema)}};
}

std::string meaning_of(std::string_view operation, bool many = false) {
  if (operation == "equals") return "Rows that have this value.";
  if (operation == "not") return many ? "None has this value." : "Rows with another value.";
  if (operation == "in") return many ? "One has one of these values." : "Rows with one of these values.";
  if (operation == "notIn") return many ? "None has one of these values." : "Rows with none of these values.";
  if (operation == "isEmpty") return "Rows that have no related row, or that have one.";
  if (operation == "lt") return "Less than this.";
  if (operation == "lte") return "At most this.";
  if (operation == "gt") return "More than this.";
  if (operation == "gte") return "At least this.";
  if (operation == "contains") return "Texts that contain this.";
  if (operation == "startsWith") return "Texts that start with this.";
  if (operation == "endsWith") return "Texts that end with this.";
  return "Rows that have no value, or that have one.";
}

void add_filter(const Filterable& filter, json::Array& parameters) {
  const bool many = filter.is_to_many();
  if (!is_reserved(filter.name)) {
    parameters.push_back(parameter(filter.name, text_schema(*filter.field),
                                   many ? "Rows with a related row that has this value." : meaning_of("equals")));
  }
  for (const std::string_view operation : operators_of(filter)) {
    const bool is_list = operation == "in" || operation == "notIn";
    json::Value schema = text_schema(*filter.field);
    if (operation == "isNull" || operation == "isEmpty") schema = json::Object{{"type", "boolean"}};
    if (is_list)
      schema =
          json::Object{{"type", "array"}, {"items", std::move(schema)}, {"minItems", 1}, {"maxItems", most_values}};
    const std::string meaning =
        many && operation != "isEmpty" ? "Of a related row. " + meaning_of(operation, true) : meaning_of(operation);
    json::Value described = parameter(filter.name + "[" + std::string(operation) + "]", std::move(schema), meaning);
    if (is_list) described["explode"] = false;  // commas between the values
    parameters.push_back(std::move(described));
  }
}

/// Names with commas between them, each once.
json::Value names_parameter(std::string_view name, json::Array names, std::string_view description) {
  json::Object one{{"type", "string"}, {"enum", std::move(names)}};
  json::Value described = parameter(
      name, json::Object{{"type", "array"}, {"items", std::move(one)}, {"minItems", 1}, {"uniqueItems", true}},
      description);
  described["explode"] = false;
  return described;
}

void add_selection(const ResourceState& resource, json::Array& parameters) {
  json::Array fields;
  for (const schema::Field* field : resource.shown) fields.emplace_back(field->name);
  parameters.push_back(names_parameter("fields", std::move(fields),
                                       "Only these; the others are absent though the schema requires them."));
  if (resource.relations.empty()) return;
  json::Array relations;
  for (const IncludedRelation& relation : resource.relations) relations.emplace_back(relation.field->name);
  parameters.push_back(names_parameter("include", std::move(relations), "Related rows that are answered, too."));
}

void add_order(const ResourceState& resource, json::Array& parameters) {
  json::Array criteria;
  for (const schema::Field* field : resource.sortable) {
    criteria.emplace_back(field->name);
    criteria.emplace_back("-" + field->name);
  }
  json::Array usual;
  for (const sql::OrderBy& criterion : resource.default_criteria) {
    usual.emplace_back((criterion.sort == sql::desc ? "-" : "") + criterion.field->name);
    if (std::find(criteria.begin(), criteria.end(), usual.back()) == criteria.end()) criteria.push_back(usual.back());
  }
  json::Value described = names_parameter("sort", std::move(criteria), "What comes first; with - the largest.");
  described["schema"]["default"] = std::move(usual);
  parameters.push_back(std::move(described));
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

std::string name_of_path(std::string_view path) {
  std::string name;
  bool upper = true;
  for (const char c : path) {
    if (text::is_alnum(c)) name += upper ? text::to_upper(c) : c;
    upper = !text::is_alnum(c);
  }
  return name;
}

std::shared_ptr<const http::Operation> resource_operation(const ResourceState& resource, Action action) {
  auto operation = std::make_shared<http::Operation>();
  operation->id = id_of(resource, action);
  operation->summary = summary_of(resource, action);
  operation->tags = {resource.tag};
  for (const Status status : errors_of(action)) operation->add_error(status);
  if (const auto needs = resource.security.find(action); needs != resource.security.end()) {
    set_security(*operation, needs->second);
  }
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
  for (const Filterable& filter : resource.filters) add_filter(filter, parameters);
  if (!resource.searched.empty()) {
    parameters.push_back(parameter("q", json::Object{{"type", "string"}},
                                   "Words, at most ten, that all occur in " + names_of(resource.searched) + "."));
  }
  add_order(resource, parameters);
  add_selection(resource, parameters);
  parameters.push_back(parameter(
      "limit",
      json::Object{
          {"type", "integer"}, {"minimum", 1}, {"maximum", resource.page_most}, {"default", resource.page_size}},
      "Rows of the page."));
  parameters.push_back(parameter("cursor", json::Object{{"type", "string"}, {"minLength", 1}},
                                 "The nextCursor or previousCursor of another page."));
  parameters.push_back(parameter("count", json::Object{{"type", "boolean"}, {"default", false}},
                                 "Whether the answer has the number of all rows, `total`."));
  return parameters;
}

}  // namespace tenon::app::detail
