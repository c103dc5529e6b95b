#include <memory>
#include <utility>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/http/middleware/access_log.hpp>
#include <tenon/http/middleware/compression.hpp>
#include <tenon/http/middleware/cors.hpp>
#include <tenon/http/middleware/request_ids.hpp>
#include <tenon/http/middleware/request_metrics.hpp>
#include <tenon/http/middleware/security_headers.hpp>

namespace tenon::app::detail {

http::Pipeline make_pipeline(AppState& app) {
  http::Pipeline pipeline;
  pipeline.use(std::make_shared<http::RequestIds>());
  pipeline.use(std::make_shared<http::RequestMetrics>(app.metrics, *app.router));
  if (app.settings.access_log) pipeline.use(std::make_shared<http::AccessLog>(app.log));
  pipeline.use(std::make_shared<http::SecurityHeaders>());
  if (!app.settings.cors_origins.empty()) {
    http::CorsOptions options;
    options.origins = app.settings.cors_origins;
    pipeline.use(std::make_shared<http::Cors>(options));
  }
  pipeline.use(std::make_shared<http::Compression>());
  for (auto& layer : app.layers) {
    std::visit([&pipeline](auto& one) { pipeline.use(std::move(one)); }, layer);
  }
  app.layers.clear();
  return pipeline;
}

}  // namespace tenon::app::detail
