#include <tenon/app/detail/app_state.hpp>

#include <chrono>
#include <exception>
#include <string>
#include <utility>

#include <tenon/app/detail/database.hpp>
#include <tenon/async/blocking.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/reported_error.hpp>
#include <tenon/json/write.hpp>
#include <tenon/sql/client.hpp>
#include <tenon/sql/engine.hpp>

namespace tenon::app::detail {
namespace {

/// "ok", or the code of what is the matter: it cannot be read, or it cannot be written.
Task<std::string> state_of_database(AppState& app) {
  try {
    Probe probe;
    co_await async::with_deadline(std::chrono::seconds{2}, app.client->read(probe));
    co_await async::with_deadline(std::chrono::seconds{2}, app.client->engine().check());
    co_return "ok";
  } catch (const ReportedUnavailable& error) {
    co_return error.code();
  } catch (const Error& error) {
    app.log.warn("the database does not answer", {{"code", error.code()}, {"detail", error.detail()}});
    co_return error.code();
  }
}

/// Whether `migrate deploy` has still to be run; where migrations are applied at the start, that is done.
Task<std::string_view> migrations_are(AppState& app) {
  if (app.migrated) co_return "ok";
  try {
    const auto state =
        co_await async::with_deadline(std::chrono::seconds{2}, async::blocking(state_of_migrations, &app));
    app.migrated = state == "ok";
    co_return state;
  } catch (const Error& error) {
    app.log.warn("the state of the migrations is unknown", {{"code", error.code()}, {"detail", error.detail()}});
    co_return "unknown";
  }
}

Response health_response(bool good, json::Object body) {
  Buffer json;
  json::write(json::Value(std::move(body)), json);
  Response response = Response::json_text(std::move(json), good ? http::Status::ok : http::Status::service_unavailable);
  response.headers().set(http::header::cache_control, "no-store");
  return response;
}

Task<Response> ready(AppState& app) {
  if (app.draining) co_return health_response(false, {{"status", "draining"}});
  json::Object checks;
  bool good = true;
  if (app.client) {
    const std::string database = co_await state_of_database(app);
    good = database == "ok";
    checks["database"] = database;
  }
  if (app.waits_for_migrations()) {
    const std::string_view migrations = co_await migrations_are(app);
    checks["migrations"] = migrations;
    good = good && migrations == "ok";
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
