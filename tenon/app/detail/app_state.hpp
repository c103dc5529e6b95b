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
#include <tenon/app/detail/building.hpp>
#include <tenon/app/detail/resource_state.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/metrics.hpp>
#include <tenon/http/pipeline.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/service.hpp>
#include <tenon/sql/ephemeral_database.hpp>

namespace tenon::app::detail {

/// The system's clock, until another one is chosen.
class ChosenClock final : public Clock {
 public:
  Instant now() const noexcept override { return clock_.load(std::memory_order_relaxed)->now(); }
  void follow(const Clock& clock) noexcept { clock_.store(&clock, std::memory_order_relaxed); }

 private:
  SystemClock system_;
  std::atomic<const Clock*> clock_ = &system_;
};

/// What routes have in common: App itself, the first one, or a Group.
struct GroupState {
  http::RouteGroup routes;
  std::size_t outer = 0;                                    ///< in AppState::groups
  std::optional<std::vector<http::SecurityNeed>> security;  ///< nothing: those of the outer group
};

/// A handler of the application's, also one that was refused.
struct RouteState {
  std::string place;      ///< "GET /orders/{id}"
  std::size_t group = 0;  ///< in AppState::groups
  std::shared_ptr<http::Operation> operation;
  std::optional<std::vector<http::SecurityNeed>> security;  ///< what was told beside the signature
};

/// What an App holds.
struct AppState {
  /// Fills the rows from the environment and keeps their mistakes.
  void read_settings(std::vector<settings::Row> rows);
  /// A table of all settings with their defaults, for `--help`.
  std::string settings_help() const;
  /// Throws Invalid with all mistakes; where the process is the application, tells them and ends the process with 2.
  void require_settings() const;
  void require_application() const;  ///< also the mistakes of what was built
  Invalid application_error() const;
  void add_misuse(const std::string& place, const Error& error);

  bool owns_process = false;
  Environment environment;
  std::vector<std::string> arguments;
  std::string program = "app";
  AppSettings settings;
  std::string default_database_url;  ///< what is opened if no variable names a database; empty if one has to
  std::string own_settings_help;     ///< of the settings that only this application has
  std::vector<FieldError> mistakes;  ///< in the settings
  std::vector<FieldError> misuses;   ///< in what the application says of routes and resources
  ApiInfo info;
  log::Logger log;
  metrics::Registry metrics;
  ChosenClock clock;

  std::optional<sql::EphemeralDatabase> ephemeral;  ///< where the database is, if it is one that is gone afterwards
  std::unique_ptr<Owned> database;
  std::shared_ptr<sql::Engine> engine;
  sql::Client* client = nullptr;
  std::vector<Migration> migrations;

  http::Routes routes;
  std::deque<GroupState> groups{{routes.root(), 0, {}}};
  std::deque<RouteState> handlers;
  std::vector<std::variant<http::SharedHooks, http::Middleware>> layers;  ///< the application's own
  std::deque<ResourceState> resources;
  std::vector<http::Function<Task<>()>> start_tasks;
  std::shared_ptr<const http::Router> router;
  std::optional<http::Service> service;
  json::Value openapi;

  std::atomic<bool> draining = false;
  std::atomic<bool> migrated = false;  ///< seen to be, where that is somebody else's doing
  bool started = false;
  bool composed = false;
  std::optional<Building> building;  ///< of a program, before run()

  /// Whether migrations are applied by `migrate deploy`, perhaps while this runs.
  bool waits_for_migrations() const;

  /// Builds router, handler and API document, once. All mistakes in them are told here.
  void compose();
};

/// Whether none of the application's migrations is pending or failed. Blocks; throws as opening the database does.
std::string_view state_of_migrations(const AppState* app);

/// Tells what is wrong on standard error, with all fields.
void print(const Error& error);

/// Adds /health/live, /health/ready, /metrics, /openapi.json and the API page.
void add_health_routes(AppState& app);
void add_metrics_route(AppState& app);
void add_docs_routes(AppState& app);

/// Tenon's own middleware, outermost first, and inside of it the application's.
http::Pipeline make_pipeline(AppState& app);

}  // namespace tenon::app::detail
