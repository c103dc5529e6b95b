#include <tenon/http/routes.hpp>

#include <iterator>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/http/detail/pattern.hpp>
#include <tenon/http/detail/router_state.hpp>

namespace tenon::http {

struct Routes::State {
  struct Scope {
    std::string prefix;
    std::size_t parent = 0;  // the root is its own
    std::vector<SharedMiddleware> middlewares;
  };
  struct Pending {
    Route route;
    std::size_t scope;
  };

  std::vector<SharedMiddleware> middlewares_around(std::size_t scope) const {
    std::vector<SharedMiddleware> all;
    if (scope != 0) all = middlewares_around(scopes[scope].parent);
    all.insert(all.end(), scopes[scope].middlewares.begin(), scopes[scope].middlewares.end());
    return all;
  }

  std::vector<Scope> scopes{1};
  std::vector<Pending> pending;
};

namespace {

std::string name_of(const Route& route) { return std::string{to_string(route.method)} + " " + route.pattern; }

std::string conflict_of(const Route& first, const Route& second) {
  return "The routes \"" + name_of(first) + "\" and \"" + name_of(second) + "\" fit the same requests.";
}

}  // namespace

Routes::Routes() : state_{std::make_unique<State>()} {}
Routes::~Routes() = default;

RouteGroup Routes::root() noexcept { return {*this, 0}; }

Router Routes::build() && {
  auto router = std::make_unique<Router::State>();
  const std::size_t count = state_->pending.size();
  if (count >= detail::RouteTree::none) throw Invalid{"bad_route", "There are too many routes."};
  router->routes.reserve(count);  // names are views into the patterns, which must not move
  router->names.reserve(count);
  std::vector<FieldError> conflicts;
  for (State::Pending& pending : state_->pending) {
    Route& route = router->routes.emplace_back(std::move(pending.route));
    const auto number = static_cast<detail::RouteTree::Number>(router->routes.size() - 1);
    const auto taken = router->tree.add(route.method, route.pattern, number);
    if (taken != detail::RouteTree::none) {
      conflicts.push_back({name_of(route), "route_conflict", conflict_of(router->routes[taken], route)});
    }

    auto& names = router->names.emplace_back();
    for (const detail::PatternPart& part : detail::parse_pattern(route.pattern)) {
      if (part.kind != detail::PatternPart::Kind::literal) names.push_back(part.text);
    }
    route.handler = compose(state_->middlewares_around(pending.scope), std::move(route.handler));
    route.label = name_of(route);
    route.place = router->routes.size() - 1;
    router->methods.insert(route.method);
  }
  if (!conflicts.empty()) {
    const std::string first = conflicts.front().detail;
    throw Invalid{"route_conflict", first, std::move(conflicts)};
  }
  if (router->methods.contains(Method::get)) router->methods.insert(Method::head);
  router->methods.insert(Method::options);
  return Router{std::move(router)};
}

RouteGroup& RouteGroup::add(Method method, std::string_view pattern, Handler handler,
                            std::shared_ptr<const Operation> operation) {
  Route route{method, prefix() + std::string{pattern}, std::move(handler), std::move(operation)};
  if (method == Method::connect || method == Method::trace) {
    throw Invalid{"bad_route", "The route \"" + name_of(route) + "\" has a method that is never answered."};
  }
  detail::parse_pattern(route.pattern);
  routes_->state_->pending.push_back({std::move(route), scope_});
  return *this;
}

RouteGroup& RouteGroup::use(Middleware middleware) {
  auto shared = std::make_shared<const Middleware>(std::move(middleware));
  routes_->state_->scopes[scope_].middlewares.push_back(std::move(shared));
  return *this;
}

RouteGroup RouteGroup::group(std::string_view prefix) {
  std::string whole = this->prefix() + std::string{prefix};
  if (prefix.empty() || prefix.back() == '/') {
    throw Invalid{"bad_route", "The prefix \"" + whole + "\" must not be empty or end with '/'."};
  }
  detail::parse_pattern(whole);
  auto& scopes = routes_->state_->scopes;
  scopes.push_back({std::move(whole), scope_, {}});
  return {*routes_, scopes.size() - 1};
}

const std::string& RouteGroup::prefix() const noexcept { return routes_->state_->scopes[scope_].prefix; }

}  // namespace tenon::http
