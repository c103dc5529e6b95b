#pragma once

#include <cstddef>
#include <memory>
#include <optional>

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
/// path parameter that is no text, 421 for an absolute target of another scheme or host. Immutable; called by every
/// loop at once.
class Service {
 public:
  explicit Service(std::shared_ptr<const Router> router, Pipeline pipeline = {});
  /// One handler for everything.
  explicit Service(Handler handler, Pipeline pipeline = {});

  const Router& router() const noexcept { return *router_; }

  /// Finds the route and answers a request that no server has received: its context is that of the awaiting task, its
  /// time is now. The answer may outlive the service and the request, and has the X-Request-Id that a codec would add.
  /// Does not throw: an exception of a handler becomes a problem document.
  async::Task<Response> operator()(Request& request) const;

  // Its parts, for a server that counts and times what happens in between.

  void find_route(Request& request) const;
  /// The hooks outside of everything; an answer when one of them gives it.
  std::optional<Response> enter(Request& request, std::size_t& entered) const { return hooks_.enter(request, entered); }
  /// What stands inside of them. May throw what a handler throws.
  async::Task<Response> answer(Request& request) const { return handler_(request); }
  /// The hooks again, for every answer that is sent: `entered` is what enter() said.
  void leave(Request& request, Response& response, std::size_t entered) const {
    hooks_.leave(request, response, entered);
  }

 private:
  std::shared_ptr<const Router> router_;
  HookChain hooks_;
  Handler handler_;
};

}  // namespace tenon::http
