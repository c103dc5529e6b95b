#include <tenon/app/detail/app_state.hpp>

#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <tenon/async/all.hpp>
#include <tenon/async/context.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/reported_error.hpp>
#include <tenon/json/write.hpp>

namespace tenon::app::detail {
namespace {

/// "ok", or the code of what is the matter.
Task<std::string> result_of(const AppState& app, const HealthCheck& check) {
  try {
    co_return co_await async::with_deadline(HealthCheck::limit, check.run());
  } catch (const ReportedUnavailable& error) {
    co_return error.code();
  } catch (const Error& error) {
    app.log.warn("a health check failed", {{"check", check.name}, {"code", error.code()}, {"detail", error.detail()}});
    co_return error.code();
  } catch (const async::Cancelled&) {
    throw;
  } catch (const std::exception& error) {
    app.log.error("a health check failed", {{"check", check.name}, {"error", error}});
    co_return "internal";
  } catch (...) {
    app.log.error("a health check failed", {{"check", check.name}});
    co_return "internal";
  }
}

Response health_response(bool good, json::Object body) {
  Buffer json;
  json::write(json::Value(std::move(body)), json);
  Response response = Response::json_text(std::move(json), good ? http::Status::ok : http::Status::service_unavailable);
  response.headers().set(http::header::cache_control, "no-store");
  return response;
}

Task<Response> ready(const AppState& app) {
  if (app.draining) co_return health_response(false, {{"status", "draining"}});
  std::vector<Task<std::string>> tasks;
  tasks.reserve(app.health_checks.size());
  for (const HealthCheck& check : app.health_checks) tasks.push_back(result_of(app, check));
  const std::vector<std::string> results = co_await async::all(std::move(tasks));
  json::Object checks;
  bool good = true;
  for (std::size_t i = 0; i < results.size(); ++i) {
    good = good && results[i] == "ok";
    checks[app.health_checks[i].name] = results[i];
  }
  co_return health_response(good, {{"status", good ? "ready" : "unavailable"}, {"checks", std::move(checks)}});
}

}  // namespace

void add_health_routes(AppState& app) {
  http::RouteGroup root = app.routes.root();
  root.get("/health/live", [](Request&) -> Task<Response> { co_return health_response(true, {{"status", "live"}}); });
  root.get("/health/ready", [&app](Request&) { return ready(app); });
}

void add_metrics_route(AppState& app) {
  app.metrics.collect_process();
  app.routes.root().get("/metrics", [&app](Request& request) -> Task<Response> {
    const metrics::Format format = metrics::negotiate(request.header(http::header::accept));
    Buffer text;
    app.metrics.write(text, format);
    co_return Response{http::Status::ok, http::HeaderValue::of_static(metrics::content_type(format)), std::move(text)};
  });
}

}  // namespace tenon::app::detail
