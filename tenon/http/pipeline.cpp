#include <tenon/http/pipeline.hpp>

#include <utility>

namespace tenon::http {

Pipeline& Pipeline::use(SharedHooks hooks) {
  if (layers_.empty() || layers_.back().middleware) layers_.emplace_back();
  layers_.back().hooks.push_back(std::move(hooks));
  return *this;
}

Pipeline& Pipeline::use(Middleware middleware) {
  layers_.push_back({{}, std::make_shared<const Middleware>(std::move(middleware))});
  return *this;
}

std::vector<SharedHooks> Pipeline::take_outer_hooks() {
  if (layers_.empty() || layers_.front().middleware) return {};
  std::vector<SharedHooks> hooks = std::move(layers_.front().hooks);
  layers_.erase(layers_.begin());
  return hooks;
}

Handler Pipeline::around(Handler handler) && {
  std::vector<SharedMiddleware> middlewares;
  for (Layer& layer : layers_) {
    if (!layer.middleware) layer.middleware = std::make_shared<const Middleware>(make_middleware(layer.hooks));
    middlewares.push_back(std::move(layer.middleware));
  }
  return compose(middlewares, std::move(handler));
}

}  // namespace tenon::http
