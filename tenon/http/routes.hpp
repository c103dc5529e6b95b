#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/http/router.hpp>

namespace tenon::http {

class Routes;

/// Routes below one prefix, behind common middlewares. A handle: copies mean the same group; it must not
/// outlive its Routes.
class RouteGroup {
 public:
  /// Adds a route at prefix + pattern; an empty pattern means the prefix itself. Errors (no '/' in front,
  /// braces, bytes that a path cannot hold, two parameters of one name, CONNECT or TRACE) throw Invalid
  /// ("bad_route") here; conflicts with other routes are found by Routes::build.
  RouteGroup& add(Method method, std::string_view pattern, Handler handler,
                  std::shared_ptr<const Operation> operation = nullptr);
  RouteGroup& get(std::string_view pattern, Handler handler) { return add(Method::get, pattern, std::move(handler)); }
  RouteGroup& post(std::string_view pattern, Handler handler) { return add(Method::post, pattern, std::move(handler)); }
  RouteGroup& put(std::string_view pattern, Handler handler) { return add(Method::put, pattern, std::move(handler)); }
  RouteGroup& patch(std::string_view pattern, Handler handler) {
    return add(Method::patch, pattern, std::move(handler));
  }
  RouteGroup& delete_(std::string_view pattern, Handler handler) {
    return add(Method::delete_, pattern, std::move(handler));
  }

  /// Puts a middleware around all routes of this group and of the groups in it, also those added before.
  /// Those added first stand outermost; an outer group's stand outside an inner one's.
  RouteGroup& use(Middleware middleware);

  /// A group inside this one, at prefix + `prefix`.
  RouteGroup group(std::string_view prefix);

  const std::string& prefix() const noexcept;

 private:
  friend class Routes;
  RouteGroup(Routes& routes, std::size_t scope) noexcept : routes_{&routes}, scope_{scope} {}

  Routes* routes_;
  std::size_t scope_;
};

/// Collects the routes of an application, then makes the Router from them.
///
///     Routes routes;
///     routes.root().get("/health", …);
///     auto api = routes.root().group("/api").use(logged_in());
///     api.get("/products/{id}", …);
///     Router router = std::move(routes).build();
class Routes {
 public:
  Routes();
  ~Routes();
  Routes(const Routes&) = delete;
  Routes& operator=(const Routes&) = delete;

  /// The group of everything.
  RouteGroup root() noexcept;

  /// Throws Invalid ("route_conflict") naming both routes, when two of one method fit exactly the same paths; a field
  /// error for each such pair.
  Router build() &&;

 private:
  friend class RouteGroup;
  struct State;

  std::unique_ptr<State> state_;
};

}  // namespace tenon::http
