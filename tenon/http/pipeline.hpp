#pragma once

#include <memory>
#include <vector>

#include <tenon/http/hooks.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http {

/// What stands around everything that a server answers, also around 404 and 405: middlewares of both kinds in their
/// order, the first one outermost. Composed once; hooks that stand next to each other become one layer.
///
///     Pipeline pipeline;
///     pipeline.use(std::make_shared<RequestIds>()).use(std::make_shared<AccessLog>(log)).use(throttle);
///     Server server{make_service(std::move(router), std::move(pipeline))};
class Pipeline {
 public:
  Pipeline& use(SharedHooks hooks);
  Pipeline& use(Middleware middleware);

  /// The handler with all of them around it.
  Handler around(Handler handler) &&;

 private:
  struct Layer {
    std::vector<SharedHooks> hooks;
    SharedMiddleware middleware;  // instead of hooks
  };
  std::vector<Layer> layers_;
};

/// The handler of a whole application: finds the route, so that all middleware knows it (Request::route), and runs the
/// pipeline around the route's handler, or around the answer of the router itself: 404, 405 and OPTIONS with Allow, 400
/// for a path that is no text.
Handler make_service(std::shared_ptr<const Router> router, Pipeline pipeline = {});

}  // namespace tenon::http
