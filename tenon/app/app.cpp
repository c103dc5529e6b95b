#include <tenon/app/app.hpp>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/detail/database.hpp>
#include <tenon/app/detail/resource_handlers.hpp>
#include <tenon/app/detail/security.hpp>
#include <tenon/app/detail/setting_mistakes.hpp>
#include <tenon/app/openapi.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/http/operation.hpp>

namespace tenon {

using app::detail::AppState;

namespace {

std::string program_name(const std::vector<std::string>& arguments) {
  return arguments.empty() ? "app" : std::filesystem::path(arguments.front()).filename().string();
}

/// A console for people, unless the environment says otherwise or nobody watches.
void choose_log_format(AppState& state) {
  if (!state.environment.find("LOG_FORMAT") && isatty(STDOUT_FILENO) == 1) {
    state.settings.log.format = log::Format::console;
  }
}

std::unique_ptr<AppState> make_state(Environment environment, std::vector<std::string> arguments, bool owns_process) {
  auto state = std::make_unique<AppState>();
  state->owns_process = owns_process;
  state->environment = std::move(environment);
  state->program = program_name(arguments);
  if (!arguments.empty()) arguments.erase(arguments.begin());
  state->arguments = std::move(arguments);
  state->info.title = state->program;
  state->default_database_url = sql::DatabaseUrl::of_file(state->program + ".db").text();
  state->settings.database_url = state->default_database_url;
  state->read_settings(settings::rows_of(state->settings));
  // What could not be read has its default by now, which is no mistake.
  for (FieldError& mistake : app::detail::mistakes_of(state->settings)) state->mistakes.push_back(std::move(mistake));
  choose_log_format(*state);
  try {
    state->log = log::Logger(state->settings.log);
  } catch (const Unavailable& error) {
    state->mistakes.push_back({"LOG_FILE", "invalid_setting", error.detail()});
  }
  return state;
}

/// An error with its places, each on a line, unless its detail tells them already.
std::string text_of(const Error& error) {
  std::string text = text::redact_urls(error.what());
  for (const FieldError& field : error.fields()) {
    const std::string line = text::redact_urls("\n  " + field.pointer + ": " + field.detail);
    if (text.find(line) == std::string::npos) text += line;
  }
  return text;
}

/// For those who see no more than what(), such as a runner of tests.
[[noreturn]] void throw_with_places(const Invalid& error) {
  throw Invalid{error.code(), text_of(error), error.fields()};
}

[[noreturn]] void end_process(const Error& error) {
  app::detail::print(error);
  std::exit(2);
}

/// Of a program: faults of its .env are mistakes like others.
std::unique_ptr<AppState> make_program(std::vector<std::string> arguments) {
  Environment environment;
  std::vector<FieldError> faults;
  try {
    environment = Environment::load();
  } catch (const Invalid& error) {
    environment = Environment::of_process();
    faults = error.fields();
    if (faults.empty()) faults.push_back({".env", error.code(), error.detail()});
  }
  std::unique_ptr<AppState> state = make_state(std::move(environment), std::move(arguments), true);
  state->mistakes.insert(state->mistakes.begin(), faults.begin(), faults.end());
  return state;
}

}  // namespace

App::App(int argc, const char* const* argv) : state_(make_program({argv, argv + argc})) {
  app_ = state_.get();
  state_->building.emplace(*state_);
}

App::App(Environment environment, std::vector<std::string> arguments)
    : state_(make_state(std::move(environment), std::move(arguments), false)) {
  app_ = state_.get();
  state_->require_settings();
}

App::~App() = default;

void App::set_info(app::ApiInfo info) { state_->info = std::move(info); }
const app::AppSettings& App::settings() const noexcept { return state_->settings; }
const log::Logger& App::log() const noexcept { return state_->log; }
metrics::Registry& App::metrics() noexcept { return state_->metrics; }
void App::set_clock(const Clock& clock) { state_->clock.follow(clock); }
const Clock& App::clock() const noexcept { return state_->clock; }
app::detail::Owned* App::kept() const noexcept { return state_->database.get(); }

void App::read_settings(std::vector<settings::Row> rows) {
  state_->own_settings_help += settings::help(rows);
  state_->read_settings(std::move(rows));
  if (!state_->owns_process) state_->require_settings();
}

std::shared_ptr<sql::Engine> App::open_database(const sql::Datasource& datasource) {
  if (state_->engine) throw Invalid{"second_database", "An application has one database."};
  state_->engine = app::detail::open_database(*state_, datasource);
  return state_->engine;
}

void App::keep(std::unique_ptr<app::detail::Owned> owned, sql::Client& client) {
  state_->database = std::move(owned);
  state_->client = &client;
}

void App::set_migrations(std::vector<app::Migration> migrations) { state_->migrations = std::move(migrations); }

void App::use(std::shared_ptr<const http::Hooks> hooks) { state_->layers.emplace_back(std::move(hooks)); }
void App::use(http::Middleware middleware) { state_->layers.emplace_back(std::move(middleware)); }
void App::add_start(http::Function<Task<>()> task) { state_->start_tasks.push_back(std::move(task)); }

const http::Service& App::service() {
  state_->compose();
  state_->require_application();
  return *state_->service;
}

Task<> App::start() {
  if (state_->started) co_return;
  state_->started = true;
  if (state_->settings.migrate == app::Migrate::start) co_await app::apply_migrations(*state_);
  for (const auto& task : state_->start_tasks) co_await task();
}

json::Value App::openapi() {
  state_->compose();
  return state_->openapi;
}

int App::run() {
  state_->building.reset();
  const app::detail::Building::Pause others;
  return app::run_command(*this, *state_);
}

namespace app::detail {

void AppState::read_settings(std::vector<settings::Row> rows) {
  try {
    settings::read(rows, environment);
  } catch (const Invalid& error) {
    mistakes.insert(mistakes.end(), error.fields().begin(), error.fields().end());
  }
  if (!owns_process) return;
  // A required one that is not set is empty, so that what is built from it can be, and its other mistakes be told.
  for (const settings::Row& row : rows) {
    if (row.codec->traits.required && !environment.find(row.name)) row.codec->read("", row.value);
  }
}

std::string AppState::settings_help() const {
  AppSettings defaults;
  defaults.database_url = default_database_url;
  return settings::help(settings::rows_of(defaults)) + own_settings_help;
}

Invalid AppState::application_error() const {
  std::vector<FieldError> all = mistakes;
  all.insert(all.end(), misuses.begin(), misuses.end());
  if (misuses.empty()) return Invalid{"invalid_settings", "The settings have mistakes.", std::move(all)};
  return Invalid{"bad_application",
                 mistakes.empty() ? "The application has mistakes." : "The settings and the application have mistakes.",
                 std::move(all)};
}

void AppState::require_settings() const {
  if (mistakes.empty()) return;
  const Invalid error{"invalid_settings", "The settings have mistakes.", mistakes};
  if (!owns_process) throw_with_places(error);
  end_process(error);
}

void AppState::require_application() const {
  if (mistakes.empty() && misuses.empty()) return;
  if (!owns_process) throw_with_places(application_error());
  end_process(application_error());
}

void AppState::add_misuse(const std::string& place, const Error& error) {
  if (error.fields().empty()) misuses.push_back({place, error.code(), error.detail()});
  for (const FieldError& field : error.fields()) {
    misuses.push_back({place + " " + field.pointer, field.code, field.detail});
  }
}

void print(const Error& error) { std::fprintf(stderr, "%s\n", text_of(error).c_str()); }

void AppState::compose() {
  if (router) return;
  if (!std::exchange(composed, true)) {
    settle(resources);
    settle_security(*this);
    for (const ResourceState& resource : resources) {
      try {
        add_resource_routes(groups[resource.group].routes, resource);
      } catch (const Invalid& error) {
        add_misuse("resource " + resource.path, error);
      }
    }
    add_health_routes(*this);
    add_metrics_route(*this);
    add_docs_routes(*this);
    try {
      router = std::make_shared<const http::Router>(std::move(routes).build());
    } catch (const Invalid& error) {
      add_misuse("routes", error);
    }
  }
  if (!misuses.empty()) {
    router.reset();
    require_application();
  }
  openapi = openapi_document(info, router->routes(), resources);
  if (mistakes.empty()) service.emplace(router, make_pipeline(*this));
}

}  // namespace app::detail

}  // namespace tenon
