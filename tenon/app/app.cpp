#include <tenon/app/app.hpp>

#include <utility>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/app_state.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>

namespace tenon {

using app::detail::AppState;

namespace {

/// Of a program: errors of its .env are told like those of settings.
std::unique_ptr<AppState> make_program(std::vector<std::string> arguments) {
  Environment environment;
  std::vector<FieldError> errors;
  try {
    environment = Environment::load();
  } catch (const Invalid& error) {
    environment = Environment::of_process();
    errors = error.fields();
    if (errors.empty()) errors.push_back({".env", error.code(), error.detail()});
  }
  auto state = std::make_unique<AppState>(std::move(environment), std::move(arguments), true);
  state->settings_errors.insert(state->settings_errors.begin(), errors.begin(), errors.end());
  return state;
}

}  // namespace

App::App(int argc, const char* const* argv) : state_(make_program({argv, argv + argc})) {
  app_ = state_.get();
  state_->building.emplace(*state_);
}

App::App(Environment environment, std::vector<std::string> arguments)
    : state_(std::make_unique<AppState>(std::move(environment), std::move(arguments))) {
  app_ = state_.get();
}

App::~App() = default;

void App::set_info(app::ApiInfo info) { state_->info = std::move(info); }
const app::AppSettings& App::settings() const noexcept { return state_->settings; }
const log::Logger& App::log() const noexcept { return state_->log; }
metrics::Registry& App::metrics() noexcept { return state_->metrics; }
void App::set_clock(const Clock& clock) { state_->clock.follow(clock); }
const Clock& App::clock() const noexcept { return state_->clock; }
app::detail::Owned* App::kept() const noexcept { return state_->database->kept(); }

void App::read_settings(std::vector<settings::Row> rows) {
  state_->own_settings_help += settings::help(rows);
  state_->read_settings(std::move(rows));
  if (!state_->owns_process) state_->require_settings();
}

void App::require_open() const { state_->require_open(); }
app::Component* App::component_of(const void* key) const noexcept { return state_->components.find(key); }
void App::add_component(const void* key, std::unique_ptr<app::Component> component) {
  state_->add_component(key, std::move(component));
}

std::shared_ptr<sql::Engine> App::open_database(const sql::Datasource& datasource) {
  return state_->database->open(datasource);
}
void App::keep(std::unique_ptr<app::detail::Owned> owned, sql::Client& client) {
  state_->database->keep(std::move(owned), client);
}
void App::set_migrations(std::vector<app::Migration> migrations) {
  state_->database->set_migrations(std::move(migrations));
}

void App::use(std::shared_ptr<const http::Hooks> hooks) { state_->layers.emplace_back(std::move(hooks)); }
void App::use(http::Middleware middleware) { state_->layers.emplace_back(std::move(middleware)); }
void App::add_start(http::Function<Task<>()> task) { state_->start_tasks.push_back(std::move(task)); }

const http::Service& App::service() {
  state_->compose();
  state_->require_application();
  return *state_->service;
}

bool App::is_started() const noexcept { return state_->started; }
Task<> App::start() { return state_->start(); }

Task<> App::drain() { co_await state_->drain(); }

json::Value App::openapi() {
  state_->compose();
  return state_->openapi;
}

int App::run() {
  state_->building.reset();
  const app::detail::Building::Pause others;
  return app::run_command(*state_);
}

}  // namespace tenon
