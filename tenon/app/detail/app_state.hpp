#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tenon/app/app.hpp>
#include <tenon/app/detail/building.hpp>
#include <tenon/app/detail/command_line.hpp>
#include <tenon/app/detail/command_table.hpp>
#include <tenon/app/detail/components.hpp>
#include <tenon/app/detail/database_component.hpp>
#include <tenon/app/detail/resource_state.hpp>
#include <tenon/base/clock.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/metrics.hpp>
#include <tenon/http/pipeline.hpp>
#include <tenon/http/routes.hpp>
#include <tenon/http/service.hpp>

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
  /// The first of `words` is the program's name. Throws Invalid for errors in the settings, unless the process is the
  /// application: then they are kept.
  explicit AppState(Environment variables = {}, std::vector<std::string> words = {}, bool owns = false);
  AppState(const AppState&) = delete;
  AppState& operator=(const AppState&) = delete;

  /// Throws Invalid "component_too_late" after compose() or start().
  void require_open() const;
  /// Throws as require_open() and App::component() do.
  void add_component(const void* key, std::unique_ptr<Component> component);
  /// What the command line asks for, as far as the commands are known.
  CommandCall call() const;
  /// Whether the command that will run needs the application's database.
  bool opens_database() const;

  /// Fills the rows from the environment and keeps their errors.
  void read_settings(std::vector<settings::Row> rows);
  /// Keeps errors of settings that could be read, but none for a variable that had an error before.
  void add_setting_errors(std::vector<FieldError> errors);
  /// Tables of all settings with their defaults, for `--help`.
  std::string settings_help() const;
  /// Throws Invalid with all errors; where the process is the application, tells them and ends the process with 2.
  void require_settings() const;
  /// Also the errors of what was built. Where there are none, but the database could not be opened, tells that and ends
  /// the process with 1.
  void require_application() const;
  Invalid application_error() const;
  void add_error(const std::string& place, const Error& error);

  bool owns_process = false;
  Environment environment;
  std::vector<std::string> arguments;
  std::string program = "app";
  AppSettings settings;
  std::string own_settings_help;               ///< of the settings that only this application has
  std::vector<FieldError> settings_errors;     ///< in the settings
  std::vector<FieldError> application_errors;  ///< in what it says of routes, resources, components
  ApiInfo info;
  log::Logger log;
  metrics::Registry metrics;
  ChosenClock clock;

  CommandTable commands;
  Components components;
  DatabaseComponent* database = nullptr;  ///< one of them

  http::Routes routes;
  std::deque<GroupState> groups{{routes.root(), 0, {}}};
  std::deque<RouteState> handlers;
  std::vector<std::variant<http::SharedHooks, http::Middleware>> layers;  ///< the application's own
  std::deque<ResourceState> resources;
  std::vector<HealthCheck> health_checks;
  std::vector<http::Function<Task<>()>> start_tasks;
  std::shared_ptr<const http::Router> router;
  std::optional<http::Service> service;
  json::Value openapi;

  std::atomic<bool> draining = false;
  bool started = false;
  bool composed = false;
  std::exception_ptr start_failure;
  std::exception_ptr compose_failure;
  std::optional<Building> building;  ///< of a program, before run()

  /// Builds router, handler and API document, once. All errors in them are told here, and again at each further call.
  void compose();
  /// App::start() and App::drain().
  Task<> start();
  Task<bool> drain();
  /// start() that leaves the drain after a failure to its caller.
  Task<> start_undrained();
  /// Not ready any more, and the components know. Once; drain() does it, too.
  void begin_drain() noexcept;

 private:
  void compose_once();
  void add_parts_of_components();
  void add_health_checks(Component& component);
};

/// What drain() of components has at least, all of them together.
constexpr std::chrono::seconds shortest_drain{1};

/// Tells what is wrong on standard error, with all fields.
void print(const Error& error);

/// Adds /health/live, /health/ready, /metrics, /openapi.json and the API page.
void add_health_routes(AppState& app);
void add_metrics_route(AppState& app);
void add_docs_routes(AppState& app);

/// Tenon's own middleware, outermost first, and inside of it the application's.
http::Pipeline make_pipeline(AppState& app);

}  // namespace tenon::app::detail
