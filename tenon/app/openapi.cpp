#include <tenon/app/openapi.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <tenon/app/detail/field_schema.hpp>
#include <tenon/app/detail/resource_operations.hpp>
#include <tenon/app/detail/resource_schemas.hpp>
#include <tenon/app/detail/security.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/operation.hpp>
#include <tenon/http/status.hpp>
#include <tenon/json/schema.hpp>

namespace tenon::app {
namespace {

using detail::ResourceState;
using http::Operation;
using http::Status;

/// A route of a resource.
struct ResourceRoute {
  const ResourceState* resource = nullptr;
  Action action = Action::list;
};

json::Value reference(const std::string& name) { return json::Object{{"$ref", "#/components/schemas/" + name}}; }

json::Value content(std::string_view media_type, json::Value schema) {
  json::Object content;
  content[media_type] = json::Object{{"schema", std::move(schema)}};
  return content;
}

json::Value problem_schema() {
  json::Object error{
      {"type", "object"},
      {"required", json::Array{"pointer", "code", "detail"}},
      {"properties",
       json::Object{{"pointer",
                     json::Object{{"type", "string"},
                                  {"description", "Where in the input: a JSON pointer, or the name of a parameter."}}},
                    {"code", json::Object{{"type", "string"}}},
                    {"detail", json::Object{{"type", "string"}}}}}};
  return json::Object{
      {"type", "object"},
      {"description", "What went wrong (RFC 9457)."},
      {"required", json::Array{"type", "title", "status", "code"}},
      {"properties",
       json::Object{{"type", json::Object{{"type", "string"}, {"format", "uri-reference"}}},
                    {"title", json::Object{{"type", "string"}}},
                    {"status", json::Object{{"type", "integer"}}},
                    {"detail", json::Object{{"type", "string"}}},
                    {"code", json::Object{{"type", "string"}, {"description", "Stable; for programs."}}},
                    {"requestId", json::Object{{"type", "string"}, {"description", "Names the request in the log."}}},
                    {"errors", json::Object{{"type", "array"}, {"items", std::move(error)}}}}}};
}

/// "GET /api/products/{id}" becomes "getApiProductsId".
std::string make_operation_id(http::Method method, std::string_view pattern) {
  return text::to_lower(http::to_string(method)) + detail::name_of_path(pattern);
}

/// The parameters of the pattern that the handler's signature does not tell of: it reads them from the Request.
json::Array path_parameters(std::string_view pattern, const Operation& operation) {
  json::Array parameters;
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
    std::string_view name = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
    const bool is_rest = name.ends_with("...");
    if (is_rest) name.remove_suffix(3);
    if (operation.find(http::In::path, name)) continue;
    json::Object one{{"name", name}, {"in", "path"}, {"required", true}};
    if (is_rest) one["description"] = "The rest of the path, with any number of '/'.";
    one["schema"] = json::Object{{"type", "string"}};
    parameters.emplace_back(std::move(one));
  }
  return parameters;
}

/// The pattern as OpenAPI writes it: `{path...}` is `{path}` there.
std::string openapi_path(std::string_view pattern) {
  std::string path(pattern);
  if (const std::size_t dots = path.find("...}"); dots != std::string::npos) path.erase(dots, 3);
  return path;
}

class Document {
 public:
  explicit Document(const std::deque<ResourceState>& resources) : resources_(schemas_, resources) {
    for (const ResourceState& resource : resources) {
      for (const Action action : every_action) {
        if (!resource.allows(action)) continue;
        resource_routes_[{detail::resource_method(action), detail::resource_pattern(resource, action)}] = {&resource,
                                                                                                           action};
      }
    }
  }

  void add(const http::Route& route) {
    if (!route.operation || route.operation->hidden) return;
    const Operation& operation = *route.operation;
    const std::string id = operation.id.empty() ? make_operation_id(route.method, route.pattern) : operation.id;
    json::Object described{{"operationId", unused_id(id)}};
    if (!operation.summary.empty()) described["summary"] = operation.summary;
    if (!operation.description.empty()) described["description"] = operation.description;
    if (!operation.tags.empty()) described["tags"] = strings(operation.tags);
    if (operation.deprecated) described["deprecated"] = true;
    if (!operation.security.empty()) described["security"] = detail::describe(operation.security);
    json::Object responses;
    const auto found = resource_routes_.find({route.method, route.pattern});
    if (found != resource_routes_.end()) {
      describe_resource(route, found->second, described, responses);
    } else {
      describe_types(route.pattern, operation, described, responses);
    }
    const bool is_untold = responses.empty();
    for (const Status status : operation.errors) {
      responses[std::to_string(http::to_int(status))] = problem(http::reason(status));
    }
    if (is_untold) {
      responses["default"] = json::Object{{"description", "What the handler answers; problems are as everywhere."},
                                          {"content", content("*/*", json::Object{})}};
    } else {
      responses["default"] = problem("Any other problem: what may befall every request, and failures of the server.");
    }
    described["responses"] = std::move(responses);
    paths_[openapi_path(route.pattern)][text::to_lower(http::to_string(route.method))] = std::move(described);
  }

  json::Value finish(const ApiInfo& info) {
    const json::Object of_resources = resources_.definitions();  // may still define types
    json::Object components = schemas_.definitions();
    for (const auto& [name, schema] : of_resources) components[name] = schema;
    components[problem_name_] = problem_schema();
    json::Object about{{"title", info.title}, {"version", info.version}};
    if (!info.description.empty()) about["description"] = info.description;
    json::Object all{{"schemas", std::move(components)}};
    if (!info.security_schemes.empty()) all["securitySchemes"] = detail::describe(info.security_schemes);
    return json::Object{
        {"openapi", "3.1.0"}, {"info", std::move(about)}, {"paths", std::move(paths_)}, {"components", std::move(all)}};
  }

 private:
  std::string unused_id(const std::string& wanted) {
    std::string id = wanted;
    for (int i = 2; !ids_.insert(id).second; ++i) id = wanted + std::to_string(i);
    return id;
  }

  json::Value problem(std::string_view description) const {
    return json::Object{{"description", description},
                        {"content", content("application/problem+json", reference(problem_name_))}};
  }

  static json::Array strings(const std::vector<std::string>& texts) {
    json::Array array;
    for (const std::string& text : texts) array.emplace_back(text);
    return array;
  }

  void describe_types(std::string_view pattern, const Operation& operation, json::Object& described,
                      json::Object& responses) {
    json::Array parameters = path_parameters(pattern, operation);
    for (const http::Parameter& parameter : operation.parameters) {
      json::Object one{{"name", parameter.name},
                       {"in", http::to_string(parameter.in)},
                       {"required", parameter.required || parameter.in == http::In::path}};
      if (!parameter.description.empty()) one["description"] = parameter.description;
      one["schema"] = parameter.type ? schemas_.of(*parameter.type) : json::Value(json::Object{{"type", "string"}});
      parameters.emplace_back(std::move(one));
    }
    if (!parameters.empty()) described["parameters"] = std::move(parameters);
    if (operation.body) {
      json::Object body{
          {"required", operation.body->type == nullptr || operation.body->type->kind != json::Kind::optional}};
      if (!operation.body->description.empty()) body["description"] = operation.body->description;
      body["content"] = content(operation.body->media_type, operation.body->type ? schemas_.of(*operation.body->type)
                                                                                 : json::Value(json::Object{}));
      described["requestBody"] = std::move(body);
    }
    for (const http::Answer& answer : operation.answers) {
      json::Object one{
          {"description", answer.description.empty() ? std::string(http::reason(answer.status)) : answer.description}};
      if (!answer.headers.empty()) {
        json::Object headers;
        for (const std::string& name : answer.headers)
          headers[name] = json::Object{{"schema", json::Object{{"type", "string"}}}};
        one["headers"] = std::move(headers);
      }
      if (answer.type) {
        one["content"] = content(answer.media_type, schemas_.of_written(*answer.type));
      } else if (http::may_have_body(answer.status) && answer.media_type != "application/json") {
        one["content"] = content(answer.media_type, json::Object{});
      }
      responses[std::to_string(http::to_int(answer.status))] = std::move(one);
    }
  }

  void describe_resource(const http::Route& place, const ResourceRoute& route, json::Object& described,
                         json::Object& responses) {
    const ResourceState& resource = *route.resource;
    json::Array parameters = path_parameters(place.pattern, *place.operation);
    const bool whole = route.action == Action::list || route.action == Action::create;
    if (!whole) parameters.back()["schema"] = detail::text_schema(resource.id);
    for (json::Value& parameter : detail::resource_parameters(resource, route.action)) {
      parameters.push_back(std::move(parameter));
    }
    const bool changes = !whole && route.action != Action::read;
    if (changes) parameters.push_back(condition("If-Match", "Only when the row still has this ETag; otherwise 412."));
    if (route.action == Action::read) {
      parameters.push_back(condition("If-None-Match", "Answers 304 when the row still has this ETag."));
    }
    if (!parameters.empty()) described["parameters"] = std::move(parameters);

    const json::Value row = resources_.row(resource);
    const json::Object tag{{"ETag", json::Object{{"schema", json::Object{{"type", "string"}}}}}};
    switch (route.action) {
      case Action::list:
        responses["200"] = json::Object{{"description", "OK"}, {"content", content("application/json", page_of(row))}};
        break;
      case Action::remove: responses["204"] = json::Object{{"description", "No Content"}}; break;
      case Action::create: {
        json::Object headers = tag;
        headers["Location"] = json::Object{{"schema", json::Object{{"type", "string"}}}};
        responses["201"] = json::Object{
            {"description", "Created"}, {"headers", std::move(headers)}, {"content", content("application/json", row)}};
        break;
      }
      default:
        responses["200"] =
            json::Object{{"description", "OK"}, {"headers", tag}, {"content", content("application/json", row)}};
    }
    if (route.action == Action::read)
      responses["304"] = json::Object{{"description", "Not Modified"}, {"headers", tag}};
    if (route.action == Action::create || route.action == Action::update || route.action == Action::replace) {
      described["requestBody"] = json::Object{
          {"required", true}, {"content", content("application/json", resources_.input(resource, route.action))}};
    }
  }

  static json::Value condition(std::string_view name, std::string_view description) {
    return json::Object{{"name", name},
                        {"in", "header"},
                        {"required", false},
                        {"description", description},
                        {"schema", json::Object{{"type", "string"}}}};
  }

  static json::Value page_of(const json::Value& row) {
    json::Object total{
        {"type", "integer"}, {"minimum", 0}, {"description", "With count=true: the rows of all pages together."}};
    return json::Object{
        {"type", "object"},
        {"required", json::Array{"items", "nextCursor", "previousCursor"}},
        {"properties", json::Object{{"items", json::Object{{"type", "array"}, {"items", row}}},
                                    {"nextCursor", cursor("Where the next page begins; null on the last one.")},
                                    {"previousCursor", cursor("Where the page before ends; null on the first one.")},
                                    {"total", std::move(total)}}}};
  }

  static json::Value cursor(std::string_view description) {
    return json::Object{{"type", json::Array{"string", "null"}}, {"description", description}};
  }

  std::map<std::pair<http::Method, std::string>, ResourceRoute> resource_routes_;
  json::SchemaSet schemas_{"#/components/schemas/"};
  const std::string problem_name_ = schemas_.reserve("Problem");
  detail::ResourceSchemas resources_;
  std::set<std::string> ids_;
  json::Object paths_;
};

}  // namespace

json::Value openapi_document(const ApiInfo& info, std::span<const http::Route> routes,
                             const std::deque<ResourceState>& resources) {
  Document document(resources);
  for (const http::Route& route : routes) document.add(route);
  return document.finish(info);
}

}  // namespace tenon::app
