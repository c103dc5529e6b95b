#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

#include <tenon/app/resource.hpp>
#include <tenon/app/route_settings.hpp>
#include <tenon/http/handle.hpp>

namespace tenon::http {
class Hooks;
}
namespace tenon::schema {
struct Model;
}
namespace tenon::sql {
class Client;
template <class Model>
class Delegate;
}  // namespace tenon::sql

namespace tenon::app {

namespace detail {
struct AppState;
}
class Group;

/// What routes and resources are added to: an App, or a Group of its routes.
class Routing {
 public:
  /// Routes. A handler is any callable that tenon/http/handle.hpp takes; its signature is the contract. A pattern that
  /// cannot be one, or lacks a path parameter that the handler asks for, is an error "bad_route", told when the
  /// application is put together.
  template <class Function>
  RouteSettings get(std::string_view pattern, Function handler) {
    return add(http::Method::get, pattern, http::make_handler(std::move(handler)));
  }
  template <class Function>
  RouteSettings post(std::string_view pattern, Function handler) {
    return add(http::Method::post, pattern, http::make_handler(std::move(handler)));
  }
  template <class Function>
  RouteSettings put(std::string_view pattern, Function handler) {
    return add(http::Method::put, pattern, http::make_handler(std::move(handler)));
  }
  template <class Function>
  RouteSettings patch(std::string_view pattern, Function handler) {
    return add(http::Method::patch, pattern, http::make_handler(std::move(handler)));
  }
  template <class Function>
  RouteSettings delete_(std::string_view pattern, Function handler) {
    return add(http::Method::delete_, pattern, http::make_handler(std::move(handler)));
  }

  /// A model as a REST resource, see app/resource.hpp: `app.resource(db.product, "/api/products")`.
  template <class Model>
  Resource resource(const sql::Delegate<Model>& delegate, std::string_view path) {
    return add_resource(delegate.client(), delegate.model(), path);
  }
  /// The same for a model that is known at run time.
  Resource add_resource(sql::Client& client, const schema::Model& model, std::string_view path);

  /// Routes and resources below a prefix ("/admin"), behind middleware of their own, as App::use() takes it:
  ///
  ///     auto admin = app.group("/admin", std::make_shared<RequireKey>(key));
  ///     admin.resource(db.user, "/users");              // /admin/users
  ///     admin.get("/report", report);
  ///     auto audit = admin.group("/audit", log_access);  // behind both
  template <class... Layers>
  Group group(std::string_view prefix, Layers... layers);

 protected:
  void set_security(std::initializer_list<http::SecurityNeed> needs);

  Routing() = default;
  Routing(detail::AppState& app, std::size_t group) noexcept : app_(&app), group_(group) {}
  ~Routing() = default;

  detail::AppState* app_ = nullptr;
  std::size_t group_ = 0;  ///< in AppState::groups; 0: of everything

 private:
  RouteSettings add(http::Method method, std::string_view pattern, http::Endpoint endpoint);
  Group add_group(std::string_view prefix);
};

/// Routes below one prefix, behind common middleware. A handle, made by Routing::group(); copies mean the same group.
///
/// The middleware stands inside of the application's and of the groups around this one, the first one outermost. It is
/// asked for the routes of the group only: an address below the prefix that is no route is 404 without it.
class Group final : public Routing {
 public:
  /// Also around routes that were added before.
  Group& use(std::shared_ptr<const http::Hooks> hooks);
  Group& use(http::Middleware middleware);

  /// The security schemes that the document names for its routes and resources, and for the groups within, where those
  /// say nothing of it themselves; see RouteSettings::security. The middleware is what lets in.
  Group& security(std::initializer_list<http::SecurityNeed> needs);

 private:
  friend class Routing;
  using Routing::Routing;
};

template <class... Layers>
Group Routing::group(std::string_view prefix, Layers... layers) {
  Group group = add_group(prefix);
  (group.use(std::move(layers)), ...);
  return group;
}

}  // namespace tenon::app
