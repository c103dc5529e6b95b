#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/detail/challenges.hpp>
#include <tenon/app/detail/listen_address.hpp>
#include <tenon/http/middleware/access_log.hpp>
#include <tenon/http/middleware/allowed_hosts.hpp>
#include <tenon/http/middleware/compression.hpp>
#include <tenon/http/middleware/cors.hpp>
#include <tenon/http/middleware/cross_origin.hpp>
#include <tenon/http/middleware/request_ids.hpp>
#include <tenon/http/middleware/request_metrics.hpp>
#include <tenon/http/middleware/security_headers.hpp>

namespace tenon::app::detail {

namespace {

using Needs = std::vector<http::SecurityNeed>;

/// Whom load balancers and scrapers ask for by an address.
const std::vector<std::string> routes_of_any_host{"/health/live", "/health/ready", "/metrics"};

bool is_loopback(const AppSettings& settings) {
  return http::HostList::local().contains(async::Address::ip(listen_address(settings).host(), 80).to_string());
}

/// Where nobody said what this server is called, and only programs of this machine reach it, it has the names that a
/// browser of this machine knows. Behind a proxy it has those of the world.
http::HostList hosts_for_unsafe_requests(const AppSettings& settings) {
  const bool is_local = settings.allowed_hosts.empty() && settings.trusted_proxies.empty() && is_loopback(settings);
  return is_local ? http::HostList::local() : http::HostList{};
}

/// Pages may send what the application asks its clients for.
http::CorsOptions cors_options(const AppState& app) {
  http::CorsOptions options;
  options.origins = app.settings.cors_origins;
  for (const SecurityScheme& scheme : app.info.security_schemes) {
    const auto* key = std::get_if<ApiKey>(&scheme.kind);
    if (key && key->in == http::In::header) options.request_headers.push_back(key->name);
  }
  return options;
}

http::CrossOriginOptions cross_origin_options(const AppSettings& settings) {
  http::CrossOriginOptions options{.origins = settings.cors_origins, .hosts = hosts_for_unsafe_requests(settings)};
  options.origins.insert(options.origins.end(), settings.trusted_origins.begin(), settings.trusted_origins.end());
  return options;
}

}  // namespace

http::Pipeline make_pipeline(AppState& app) {
  http::Pipeline pipeline;
  pipeline.use(std::make_shared<http::RequestIds>());
  pipeline.use(std::make_shared<http::RequestMetrics>(app.metrics, *app.router));
  if (app.settings.access_log) pipeline.use(std::make_shared<http::AccessLog>(app.log));
  pipeline.use(std::make_shared<http::SecurityHeaders>());
  if (!app.settings.allowed_hosts.empty()) {
    pipeline.use(std::make_shared<http::AllowedHosts>(http::HostList{app.settings.allowed_hosts}, routes_of_any_host));
  }
  if (!app.settings.cors_origins.empty()) {
    pipeline.use(std::make_shared<http::Cors>(cors_options(app)));
  }
  pipeline.use(std::make_shared<http::CrossOrigin>(cross_origin_options(app.settings)));
  pipeline.use(std::make_shared<http::Compression>());
  if (!app.info.security_schemes.empty()) {
    pipeline.use(std::make_shared<Challenges>(app.info, app.groups.front().security.value_or(Needs{})));
  }
  for (auto& layer : app.layers) {
    std::visit([&pipeline](auto& one) { pipeline.use(std::move(one)); }, layer);
  }
  app.layers.clear();
  return pipeline;
}

}  // namespace tenon::app::detail
