#include <tenon/app/detail/security.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/detail/resource_operations.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/header_name.hpp>

namespace tenon::app::detail {
namespace {

using Needs = std::vector<http::SecurityNeed>;

template <class Range>
std::string list_of(const Range& range) {
  std::string names;
  for (const auto& one : range) names += (names.empty() ? "" : ", ") + one.name;
  return names;
}

/// What is wrong with a scheme by itself; empty: nothing.
struct SchemeError {
  std::string operator()(const ApiKey& key) const {
    if (key.in == http::In::path) return "in: a key cannot be in the path; allowed: header, query, cookie";
    if (key.name.empty()) return "name: is empty; it is that of the " + std::string(to_string(key.in));
    if (key.in == http::In::query) return {};
    try {
      http::HeaderName{std::string_view(key.name)};
    } catch (const Invalid&) {
      return "name: \"" + key.name + "\" is no name of a " + (key.in == http::In::cookie ? "cookie" : "header field");
    }
    return {};
  }
  std::string operator()(const HttpBearer&) const { return {}; }
  std::string operator()(const HttpBasic&) const { return {}; }
  std::string operator()(const OpenIdConnect& provider) const { return error_of_url("url", provider.url); }
  std::string operator()(const OAuth2& server) const {
    std::string error = error_of_url("token_url", server.token_url);
    if (error.empty() && !server.authorization_url.empty()) {
      error = error_of_url("authorization_url", server.authorization_url);
    }
    if (error.empty() && !server.refresh_url.empty()) error = error_of_url("refresh_url", server.refresh_url);
    return error;
  }

  static std::string error_of_url(std::string_view member, std::string_view url) {
    if (url.starts_with("https://") || url.starts_with("http://")) return {};
    return std::string(member) + ": \"" + std::string(url) + "\" does not begin with https:// or http://";
  }
};

bool is_component_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return text::is_alnum(c) || c == '.' || c == '-' || c == '_'; });
}

class Settlement {
 public:
  explicit Settlement(AppState& app) : app_(app) {}

  void run() {
    for (const SecurityScheme& scheme : schemes()) check(scheme);
    check("app", app_.groups.front().security);
    for (std::size_t i = 1; i < app_.groups.size(); ++i) {
      check("group " + app_.groups[i].routes.prefix(), app_.groups[i].security);
    }
    for (RouteState& route : app_.handlers) settle(route);
    for (ResourceState& resource : app_.resources) settle(resource);
  }

 private:
  const std::vector<SecurityScheme>& schemes() const { return app_.info.security_schemes; }

  void add_error(std::string place, std::string what) {
    app_.application_errors.push_back({std::move(place), "bad_security", std::move(what) + "."});
  }

  void check(const SecurityScheme& scheme) {
    const std::string place = "security scheme " + scheme.name;
    if (!is_component_name(scheme.name)) add_error(place, "its name has other than letters, digits, '.', '-' and '_'");
    if (find(scheme.name) != &scheme) add_error(place, "is declared twice");
    if (std::string error = std::visit(SchemeError{}, scheme.kind); !error.empty()) add_error(place, std::move(error));
  }

  /// The first one of this name.
  const SecurityScheme* find(std::string_view name) const {
    const auto found = std::find_if(schemes().begin(), schemes().end(),
                                    [&](const SecurityScheme& scheme) { return scheme.name == name; });
    return found == schemes().end() ? nullptr : &*found;
  }

  void check(const std::string& place, const std::optional<Needs>& needs) {
    if (!needs) return;
    for (const http::SecurityNeed& need : *needs) {
      if (std::string error = error_of(need); !error.empty()) add_error(place, "security: " + std::move(error));
    }
  }

  std::string error_of(const http::SecurityNeed& need) const {
    const SecurityScheme* scheme = find(need.scheme);
    if (!scheme) {
      const std::string unknown = "there is no scheme \"" + need.scheme + "\"";
      if (schemes().empty()) return unknown + ", for ApiInfo::security_schemes is empty";
      return unknown + "; allowed: " + list_of(schemes());
    }
    const auto* server = std::get_if<OAuth2>(&scheme->kind);
    for (const std::string& scope : need.scopes) {
      if (!server || std::any_of(server->scopes.begin(), server->scopes.end(),
                                 [&](const Scope& one) { return one.name == scope; })) {
        continue;
      }
      return "\"" + need.scheme + "\" has no scope \"" + scope + "\"" +
             (server->scopes.empty() ? "" : "; allowed: " + list_of(server->scopes));
    }
    return {};
  }

  /// Those of a group, or of the nearest one around it that has some.
  const Needs& needs_of_group(std::size_t group) const {
    static const Needs none;
    while (group != 0 && !app_.groups[group].security) group = app_.groups[group].outer;
    const std::optional<Needs>& needs = app_.groups[group].security;
    return needs ? *needs : none;
  }

  void settle(RouteState& route) {
    http::Operation& operation = *route.operation;
    if (!route.security && !operation.security.empty()) route.security = operation.security;
    check(route.place, route.security);
    set_security(operation, route.security ? *route.security : needs_of_group(route.group));
  }

  void settle(ResourceState& resource) {
    const std::vector<FieldError>::difference_type before = std::ssize(app_.application_errors);
    for (const auto& [action, needs] : resource.security) {
      check("resource " + resource.path + " of " + resource.model.name, needs);
    }
    // What was said of several actions is one error.
    const auto first = app_.application_errors.begin() + before;
    app_.application_errors.erase(std::unique(first, app_.application_errors.end(), is_same),
                                  app_.application_errors.end());
    for (const Action action : every_action) resource.security.try_emplace(action, needs_of_group(resource.group));
  }

  static bool is_same(const FieldError& one, const FieldError& other) { return one.detail == other.detail; }

  AppState& app_;
};

struct KindOf {
  json::Object operator()(const ApiKey& key) const {
    return {{"type", "apiKey"}, {"in", http::to_string(key.in)}, {"name", key.name}};
  }
  json::Object operator()(const HttpBearer& bearer) const {
    json::Object described{{"type", "http"}, {"scheme", "bearer"}};
    if (!bearer.format.empty()) described["bearerFormat"] = bearer.format;
    return described;
  }
  json::Object operator()(const HttpBasic&) const { return {{"type", "http"}, {"scheme", "basic"}}; }
  json::Object operator()(const OpenIdConnect& provider) const {
    return {{"type", "openIdConnect"}, {"openIdConnectUrl", provider.url}};
  }
  json::Object operator()(const OAuth2& server) const {
    json::Object flow;
    if (!server.authorization_url.empty()) flow["authorizationUrl"] = server.authorization_url;
    flow["tokenUrl"] = server.token_url;
    if (!server.refresh_url.empty()) flow["refreshUrl"] = server.refresh_url;
    json::Object scopes;
    for (const Scope& scope : server.scopes) scopes[scope.name] = scope.description;
    flow["scopes"] = std::move(scopes);
    json::Object flows;
    flows[server.authorization_url.empty() ? "clientCredentials" : "authorizationCode"] = std::move(flow);
    return {{"type", "oauth2"}, {"flows", std::move(flows)}};
  }
};

}  // namespace

void settle_security(AppState& app) { Settlement{app}.run(); }

void set_security(http::Operation& operation, const std::vector<http::SecurityNeed>& needs) {
  operation.security = needs;
  if (!needs.empty()) operation.add_error(http::Status::unauthorized);
}

json::Value describe(const std::vector<SecurityScheme>& schemes) {
  json::Object described;
  for (const SecurityScheme& scheme : schemes) {
    json::Object one = std::visit(KindOf{}, scheme.kind);
    if (!scheme.description.empty()) one["description"] = scheme.description;
    described[scheme.name] = std::move(one);
  }
  return described;
}

json::Value describe(const std::vector<http::SecurityNeed>& needs) {
  json::Array alternatives;
  for (const http::SecurityNeed& need : needs) {
    json::Array scopes;
    for (const std::string& scope : need.scopes) scopes.emplace_back(scope);
    json::Object one;
    one[need.scheme] = std::move(scopes);
    alternatives.emplace_back(std::move(one));
  }
  return alternatives;
}

}  // namespace tenon::app::detail
