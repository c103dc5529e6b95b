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
  http::RouteGroup& group = app_->groups[group_];
  const std::string whole = group.prefix() + std::string(pattern);
  const auto operation = app_->operations.emplace_back(std::move(endpoint.operation));
  try {
    http::check_path_parameters(whole, *operation);
    group.add(method, pattern, std::move(endpoint.handler), operation);
  } catch (const Invalid& error) {
    app_->add_misuse(std::string(http::to_string(method)) + " " + whole, error);
  }
  return RouteSettings{*operation};
}

Resource Routing::add_resource(sql::Client& client, const schema::Model& model, std::string_view path) {
  const bool is_first = std::none_of(app_->resources.begin(), app_->resources.end(),
                                     [&](const detail::ResourceState& other) { return &other.model == &model; });
  const std::string whole = app_->groups[group_].prefix() + std::string(path);
  detail::ResourceState& resource = app_->resources.emplace_back(client, model, whole, app_->misuses);
  resource.group = group_;
  if (!is_first) resource.name = detail::name_of_path(whole);
  return Resource{resource};
}

Group Routing::add_group(std::string_view prefix) {
  try {
    app_->groups.push_back(app_->groups[group_].group(prefix));
    return {*app_, app_->groups.size() - 1};
  } catch (const Invalid& error) {
    app_->add_misuse("group " + std::string(prefix), error);
    return {*app_, group_};
  }
}

Group& Group::use(std::shared_ptr<const http::Hooks> hooks) {
  const http::SharedHooks shared[] = {std::move(hooks)};
  return use(http::make_middleware(shared));
}

Group& Group::use(http::Middleware middleware) {
  app_->groups[group_].use(std::move(middleware));
  return *this;
}

}  // namespace tenon::app
