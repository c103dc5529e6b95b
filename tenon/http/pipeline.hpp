#pragma once

#include <memory>
#include <vector>

#include <tenon/http/hooks.hpp>

namespace tenon::http {

/// Middlewares of both kinds in their order, the first one outermost. Hooks that stand next to each other become one
/// layer.
///
///     Pipeline pipeline;
///     pipeline.use(std::make_shared<RequestIds>()).use(std::make_shared<AccessLog>(log)).use(throttle);
class Pipeline {
 public:
  Pipeline& use(SharedHooks hooks);
  Pipeline& use(Middleware middleware);

  /// Takes away the hooks that stand outside of all else: a service runs them without a coroutine.
  std::vector<SharedHooks> take_outer_hooks();
  /// The handler with all of them around it.
  Handler around(Handler handler) &&;

 private:
  struct Layer {
    std::vector<SharedHooks> hooks;
    SharedMiddleware middleware;  // instead of hooks
  };
  std::vector<Layer> layers_;
};

}  // namespace tenon::http
