#include <tenon/app/routing.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/detail/resource_operations.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/operation.hpp>

namespace tenon::app {

RouteSettings Routing::add(http::Method method, std::string_view pattern, http::Endpoint endpoint) {
  http::RouteGroup& group = app_->groups[group_].routes;
  const std::string whole = group.prefix() + std::string(pattern);
  detail::RouteState& route = app_->handlers.emplace_back();
  route.place = std::string(http::to_string(method)) + " " + whole;
  route.group = group_;
  route.operation = endpoint.operation;
  try {
    http::add(group, method, pattern, std::move(endpoint));
  } catch (const Invalid& error) {
    app_->add_error(route.place, error);
  }
  return RouteSettings{route};
}

Resource Routing::add_resource(sql::Client& client, const schema::Model& model, std::string_view path) {
  const bool is_first = std::none_of(app_->resources.begin(), app_->resources.end(),
                                     [&](const detail::ResourceState& other) { return &other.model == &model; });
  const std::string whole = app_->groups[group_].routes.prefix() + std::string(path);
  detail::ResourceState& resource = app_->resources.emplace_back(client, model, whole, app_->application_errors);
  resource.group = group_;
  if (!is_first) resource.name = detail::name_of_path(whole);
  return Resource{resource};
}

Group Routing::add_group(std::string_view prefix) {
  try {
    app_->groups.push_back({app_->groups[group_].routes.group(prefix), group_, {}});
    return {*app_, app_->groups.size() - 1};
  } catch (const Invalid& error) {
    app_->add_error("group " + std::string(prefix), error);
    return {*app_, group_};
  }
}

void Routing::set_security(std::initializer_list<http::SecurityNeed> needs) { app_->groups[group_].security = needs; }

Group& Group::security(std::initializer_list<http::SecurityNeed> needs) {
  set_security(needs);
  return *this;
}

Group& Group::use(std::shared_ptr<const http::Hooks> hooks) {
  const http::SharedHooks shared[] = {std::move(hooks)};
  return use(http::make_middleware(shared));
}

Group& Group::use(http::Middleware middleware) {
  app_->groups[group_].routes.use(std::move(middleware));
  return *this;
}

}  // namespace tenon::app
