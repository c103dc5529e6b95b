#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/http/pipeline.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http {

/// What answers every request of an application: the routes, and the middlewares around all of it, also around 404 and
/// 405. The route is found before the middlewares run, so that they know it (Request::route).
///
///     Service service{std::make_shared<Router>(std::move(routes).build()), std::move(pipeline)};
///     const auto request = RequestBuilder{Method::get, "/health"}.build();
///     Response response = co_await service(*request);
///
/// Without a route of its own an address is answered by the service itself: 404, 405 and OPTIONS with Allow, 400 for a
/// path parameter that is no text. Immutable; called by every loop at once.
class Service {
 public:
  explicit Service(std::shared_ptr<const Router> router, Pipeline pipeline = {});
  /// One handler for everything.
  explicit Service(Handler handler, Pipeline pipeline = {});

  const Router& router() const noexcept { return *router_; }

  /// Finds the route and answers a request that no server has received: its context is that of the awaiting task, its
  /// time is now. Does not throw: an exception of a handler becomes a problem document.
  async::Task<Response> operator()(Request& request) const;

  // The two halves, for a server that looks at the route in between.

  void find_route(Request& request) const;
  /// May throw what a handler throws.
  async::Task<Response> answer(Request& request) const { return handler_(request); }
  /// The route of a request as logs name it, "GET /orders/{id}"; empty when it has none. Lives as long as the service.
  std::string_view route_label(const Request& request) const noexcept;

 private:
  std::shared_ptr<const Router> router_;
  Handler handler_;
  std::vector<std::string> labels_;  // by the route's place in the router
};

}  // namespace tenon::http
