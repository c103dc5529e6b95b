#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tenon/app/app.hpp>
#include <tenon/app/detail/resource_state.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/metrics.hpp>
#include <tenon/http/pipeline.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/service.hpp>
#include <tenon/sql/sqlite/database_file.hpp>

namespace tenon::app::detail {

/// What an App holds.
struct AppState {
  /// Fills the rows from the environment and keeps their mistakes.
  void read_settings(std::vector<settings::Row> rows);
  /// Throws Invalid with all mistakes; where the process is the application, tells them and ends the process.
  void require_settings() const;

  bool owns_process = false;
  Environment environment;
  std::vector<std::string> arguments;
  std::string program = "app";
  AppSettings settings;
  std::string settings_help;         ///< of all settings, with their defaults
  std::vector<FieldError> mistakes;  ///< in the settings
  ApiInfo info;
  log::Logger log;
  metrics::Registry metrics;
  SystemClock system_clock;
  const Clock* clock = &system_clock;

  std::optional<sql::sqlite::DatabaseFile> temporary;  ///< the file of a database in memory
  std::unique_ptr<Owned> database;
  std::shared_ptr<sql::Engine> engine;
  sql::Client* client = nullptr;
  std::vector<Migration> migrations;

  http::Routes routes;
  std::vector<std::variant<http::SharedHooks, http::Middleware>> layers;  ///< the application's own
  std::deque<ResourceState> resources;
  std::vector<http::Function<Task<>()>> start_tasks;
  std::shared_ptr<const http::Router> router;
  std::optional<http::Service> service;
  json::Value openapi;

  std::atomic<bool> draining = false;
  bool started = false;

  /// Builds router, handler and API document, once.
  void compose();
};

/// Tells what is wrong on standard error, with all fields.
void print(const Error& error);

/// Adds /health/live, /health/ready, /metrics, /openapi.json and the API page.
void add_health_routes(AppState& app);
void add_metrics_route(AppState& app);
void add_docs_routes(AppState& app);

/// Tenon's own middleware, outermost first, and inside of it the application's.
http::Pipeline make_pipeline(AppState& app);

}  // namespace tenon::app::detail
