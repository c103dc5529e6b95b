#include <tenon/app/detail/app_state.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <utility>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/resource_handlers.hpp>
#include <tenon/app/detail/security.hpp>
#include <tenon/app/detail/setting_errors.hpp>
#include <tenon/app/openapi.hpp>
#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/http/operation.hpp>

namespace tenon::app::detail {
namespace {

std::string program_name(const std::vector<std::string>& words) {
  return words.empty() ? "app" : std::filesystem::path(words.front()).filename().string();
}

/// A console for people, unless the environment says otherwise or nobody watches.
void choose_log_format(AppState& state) {
  if (!state.environment.find("LOG_FORMAT") && isatty(STDOUT_FILENO) == 1) {
    state.settings.log.format = log::Format::console;
  }
}

/// An error with its places, each on a line, unless its detail tells them already.
std::string text_of_error(const Error& error) {
  std::string text = text::redact_urls(error.what());
  for (const FieldError& field : error.fields()) {
    const std::string line = text::redact_urls("\n  " + field.pointer + ": " + field.detail);
    if (text.find(line) == std::string::npos) text += line;
  }
  return text;
}

/// For those who see no more than what(), such as a runner of tests.
[[noreturn]] void throw_with_places(const Invalid& error) {
  throw Invalid{error.code(), text_of_error(error), error.fields()};
}

[[noreturn]] void end_process(const Error& error, int status) {
  print(error);
  std::exit(status);
}

/// What a component adds its routes to: those of the App itself.
class RootRoutes final : public Routing {
 public:
  explicit RootRoutes(AppState& app) : Routing(app, 0) {}
};

}  // namespace

AppState::AppState(Environment variables, std::vector<std::string> words, bool owns)
    : owns_process(owns), environment(std::move(variables)), program(program_name(words)) {
  if (!words.empty()) words.erase(words.begin());
  arguments = std::move(words);
  info.title = program;
  commands.add("", own_commands(*this), application_errors);
  read_settings(settings::rows_of(settings));
  add_setting_errors(errors_of(settings));
  choose_log_format(*this);
  try {
    log = log::Logger(settings.log);
  } catch (const Unavailable& error) {
    settings_errors.push_back({"LOG_FILE", "invalid_setting", error.detail()});
  }
  auto made = std::make_unique<DatabaseComponent>(*this);
  database = made.get();
  add_component(&component_key<DatabaseComponent>, std::move(made));
}

void AppState::require_open() const {
  if (!composed && !started) return;
  throw Invalid{"component_too_late",
                "A component is added after the application was put together or started: add it before App::run(), "
                "App::service() and App::start()."};
}

void AppState::add_component(const void* key, std::unique_ptr<Component> component) {
  require_open();
  const std::string name{component->name()};
  components.check_name(name);
  std::vector<settings::Row> rows = component->settings();
  std::string help = settings::help(rows);
  read_settings(std::move(rows));
  add_setting_errors(component->setting_errors());
  if (!owns_process) require_settings();
  std::vector<Command> its_commands = component->commands();
  components.add(key, std::move(component), std::move(help));
  commands.add(name, std::move(its_commands), application_errors);
}

CommandCall AppState::call() const {
  return read_command_line(commands, arguments, {program, info.description, settings_help()});
}

bool AppState::opens_database() const {
  const CommandCall asked = call();
  return asked.command ? asked.command->needs == Command::Needs::database : asked.is_unknown;
}

void AppState::read_settings(std::vector<settings::Row> rows) {
  try {
    settings::read(rows, environment);
  } catch (const Invalid& error) {
    settings_errors.insert(settings_errors.end(), error.fields().begin(), error.fields().end());
  }
  if (!owns_process) return;
  // A required one that is not set is empty, so that what is built from it can be, and its other errors be told.
  for (const settings::Row& row : rows) {
    if (row.codec->traits.required && !environment.find(row.name)) row.codec->read("", row.value);
  }
}

void AppState::add_setting_errors(std::vector<FieldError> errors) {
  std::erase_if(errors, [this](const FieldError& error) {
    return std::any_of(settings_errors.begin(), settings_errors.end(),
                       [&](const FieldError& other) { return other.pointer == error.pointer; });
  });
  settings_errors.insert(settings_errors.end(), errors.begin(), errors.end());
}

std::string AppState::settings_help() const {
  AppSettings defaults;
  return settings::help(settings::rows_of(defaults)) + components.help() + own_settings_help;
}

Invalid AppState::application_error() const {
  std::vector<FieldError> all = settings_errors;
  all.insert(all.end(), application_errors.begin(), application_errors.end());
  if (application_errors.empty()) return Invalid{"invalid_settings", "The settings have errors.", std::move(all)};
  return Invalid{
      "bad_application",
      settings_errors.empty() ? "The application has errors." : "The settings and the application have errors.",
      std::move(all)};
}

void AppState::require_settings() const {
  if (settings_errors.empty()) return;
  const Invalid error{"invalid_settings", "The settings have errors.", settings_errors};
  if (!owns_process) throw_with_places(error);
  end_process(error, 2);
}

void AppState::require_application() const {
  if (settings_errors.empty() && application_errors.empty()) {
    if (database->open_failure()) end_process(*database->open_failure(), 1);
    return;
  }
  if (!owns_process) throw_with_places(application_error());
  end_process(application_error(), 2);
}

void AppState::add_error(const std::string& place, const Error& error) {
  if (error.fields().empty()) application_errors.push_back({place, error.code(), error.detail()});
  for (const FieldError& field : error.fields()) {
    application_errors.push_back({place + " " + field.pointer, field.code, field.detail});
  }
}

void print(const Error& error) { std::fprintf(stderr, "%s\n", text_of_error(error).c_str()); }

void AppState::add_parts_of_components() {
  RootRoutes root{*this};
  components.each([&](Component& component) {
    const std::string place = "component " + std::string(component.name());
    try {
      component.add_routes(root);
      add_health_checks(component);
    } catch (const Error& error) {
      add_error(place, error);
    } catch (const std::exception& error) {
      application_errors.push_back({place, "bad_application", error.what()});
    } catch (...) {
      application_errors.push_back({place, "bad_application", "Threw something that is no std::exception."});
    }
  });
}

void AppState::add_health_checks(Component& component) {
  for (HealthCheck& check : component.health_checks()) {
    const bool is_taken = std::any_of(health_checks.begin(), health_checks.end(),
                                      [&](const HealthCheck& other) { return other.name == check.name; });
    if (check.name.empty() || is_taken || !check.run) {
      const std::string reason = check.name.empty() ? "its name is empty."
                                 : is_taken         ? "the name is already taken."
                                                    : "it has no run.";
      application_errors.push_back(
          {"component " + std::string(component.name()) + ", health check \"" + check.name + "\"", "bad_component",
           reason});
    } else {
      health_checks.push_back(std::move(check));
    }
  }
}

void AppState::compose() {
  if (compose_failure) std::rethrow_exception(compose_failure);
  if (std::exchange(composed, true)) return;
  // For a component that asks for the whole application while its routes are added.
  compose_failure = std::make_exception_ptr(Invalid{"bad_application", "The application is not put together yet."});
  try {
    compose_once();
    compose_failure = nullptr;
  } catch (...) {
    compose_failure = std::current_exception();
    throw;
  }
}

void AppState::compose_once() {
  add_parts_of_components();
  settle(resources);
  settle_security(*this);
  for (const ResourceState& resource : resources) {
    try {
      add_resource_routes(groups[resource.group].routes, resource);
    } catch (const Invalid& error) {
      add_error("resource " + resource.path, error);
    }
  }
  add_health_routes(*this);
  add_metrics_route(*this);
  add_docs_routes(*this);
  try {
    router = std::make_shared<const http::Router>(std::move(routes).build());
  } catch (const Invalid& error) {
    add_error("routes", error);
  }
  if (!application_errors.empty()) require_application();
  openapi = openapi_document(info, router->routes(), resources);
  if (settings_errors.empty()) service.emplace(router, make_pipeline(*this));
}

Task<> AppState::start_undrained() {
  if (!std::exchange(started, true)) {
    try {
      co_await components.start();
      for (const auto& task : start_tasks) co_await task();
    } catch (...) {
      start_failure = std::current_exception();
    }
  }
  if (start_failure) std::rethrow_exception(start_failure);
}

Task<> AppState::start() {
  std::exception_ptr failure;
  try {
    co_await start_undrained();
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  co_await drain();
  std::rethrow_exception(failure);
}

void AppState::begin_drain() noexcept {
  draining = true;
  components.begin_drain();
}

/// In a context of its own: the caller's may be cancelled.
Task<bool> AppState::drain() {
  async::Loop& loop = (co_await async::current_context()).loop();
  const auto limit = std::max<async::Duration>(settings.drain_timeout, shortest_drain);
  async::Context context{loop, loop.clock() + limit};
  begin_drain();
  co_return co_await components.drain(log).in(context);
}

}  // namespace tenon::app::detail
