#include <tenon/app/detail/database_component.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/app/commands/migrate.hpp>
#include <tenon/app/detail/app_state.hpp>
#include <tenon/async/blocking.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/redact.hpp>
#include <tenon/sql/client.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/open.hpp>

namespace tenon::app::detail {
namespace {

/// What is found out before a database's first statement may take as long as its rows are many.
constexpr auto longest_first_read = std::chrono::hours{1};

/// A statement that needs no table.
class Probe final : public sql::Work {
 public:
  Probe() noexcept : sql::Work(sql::Scope::statement) {}
  Task<> run(sql::Session& session) override { co_await session.run({.text = "SELECT 1"}, nullptr); }
};

sql::DatabaseUrl default_file(const AppState& app) { return sql::DatabaseUrl::of_file(app.program + ".db"); }

sql::SqliteOptions::Timestamps form_of(Timestamps timestamps) {
  using enum sql::SqliteOptions::Timestamps;
  switch (timestamps) {
    case Timestamps::automatic: break;
    case Timestamps::iso8601: return iso8601;
    case Timestamps::unix_milliseconds: return unix_milliseconds;
  }
  return automatic;
}

/// For `--help`: what is opened if no variable is set; empty if one has to. A URL that cannot be used on this machine
/// stands as it is written.
std::string default_url(const AppState& app, const sql::Datasource& datasource) {
  if (!datasource.url) return default_file(app).text();
  if (datasource.url->from_environment) return "";
  try {
    return sql::database_url(datasource, Environment{})->text();
  } catch (const Invalid&) {
    return datasource.url->value;
  }
}

}  // namespace

DatabaseComponent::DatabaseComponent(AppState& app) : app_(app) { values_.database_url = default_file(app).text(); }

std::vector<settings::Row> DatabaseComponent::settings() { return settings::rows_of(values_); }

std::vector<FieldError> DatabaseComponent::setting_errors() const {
  try {
    sql::require_engine(url());
  } catch (const Invalid& error) {
    return {{"DATABASE_URL", "invalid_setting", text::redact_urls(error.detail())}};
  }
  return {};
}

std::vector<Command> DatabaseComponent::commands() { return {migrate_command(*this)}; }

std::vector<HealthCheck> DatabaseComponent::health_checks() {
  std::vector<HealthCheck> checks;
  if (client_) checks.push_back({"database", [this] { return check_database(); }});
  if (waits_for_migrations()) checks.push_back({"migrations", [this] { return check_migrations(); }});
  return checks;
}

/// It cannot be read, or it cannot be written.
Task<std::string> DatabaseComponent::check_database() {
  Probe probe;
  co_await client_->read(probe);
  co_await client_->engine().check();
  co_return "ok";
}

/// Whether `migrate deploy` has still to be run; where migrations are applied at the start, that is done.
Task<std::string> DatabaseComponent::check_migrations() {
  if (migrated_) co_return "ok";
  try {
    const std::string_view state =
        co_await async::blocking(state_of_migrations, static_cast<const DatabaseComponent*>(this));
    migrated_ = state == "ok";
    co_return std::string(state);
  } catch (const Error& error) {
    app_.log.warn("the state of the migrations is unknown", {{"code", error.code()}, {"detail", error.detail()}});
    co_return "unknown";
  }
}

Task<> DatabaseComponent::start() {
  if (values_.migrate == Migrate::start) {
    apply_migrations(*this);
  } else {
    warn_of_migrations(*this);
  }
  if (!client_) co_return;
  Probe first;
  co_await async::with_deadline(longest_first_read, client_->read(first));
}

void DatabaseComponent::prepare(async::Loop& loop) {
  if (client_) client_->engine().prepare(loop);
}

std::shared_ptr<sql::Engine> DatabaseComponent::open(const sql::Datasource& datasource) {
  if (engine_) throw Invalid{"second_database", "An application has one database."};
  describe(datasource);
  try {
    choose(datasource);
  } catch (const Error& error) {
    if (!app_.owns_process) throw;
    std::vector<FieldError> errors = error.fields();
    if (errors.empty()) {
      errors.push_back({sql::source_of(datasource, app_.environment), error.code(), error.detail()});
    }
    app_.settings_errors.insert(app_.settings_errors.end(), errors.begin(), errors.end());
  }
  try {
    if (app_.opens_database() && app_.settings_errors.empty()) return engine_ = open_chosen();
  } catch (const Error& error) {
    if (!app_.owns_process) throw;
    open_failure_ = error;
  }
  return engine_ = sql::open(sql::DatabaseUrl::in_memory(), {.log = app_.log});
}

void DatabaseComponent::keep(std::unique_ptr<Owned> owned, sql::Client& client) {
  owned_ = std::move(owned);
  client_ = &client;
}

/// `--help` lists the variable of the schema, too.
void DatabaseComponent::describe(const sql::Datasource& datasource) {
  DatabaseSettings defaults;
  defaults.database_url = default_url(app_, datasource);
  std::vector<settings::Row> rows = settings::rows_of(defaults);
  const std::string variable{sql::variable_of(datasource)};
  std::string unset;
  if (variable != "DATABASE_URL") {
    rows.push_back({variable, "the database, as the schema names it; if not set, DATABASE_URL", &unset,
                    &settings::codec_of<std::string>});
  }
  app_.components.set_help(*this, settings::help(rows));
}

/// Which database, and whether it can be one.
void DatabaseComponent::choose(const sql::Datasource& datasource) {
  std::erase_if(app_.settings_errors, [](const FieldError& error) { return error.pointer == "DATABASE_URL"; });
  const sql::DatabaseUrl url = sql::database_url(datasource, app_.environment).value_or(default_file(app_));
  sql::require_engine(url);
  values_.database_url = url.text();
}

std::shared_ptr<sql::Engine> DatabaseComponent::open_chosen() {
  sql::OpenOptions options{.log = app_.log};
  options.sqlite.timestamps = form_of(values_.database_timestamps);
  const sql::DatabaseUrl url = this->url();
  if (url.is_ephemeral()) ephemeral_.emplace(url);
  return sql::open(ephemeral_ ? ephemeral_->url() : url, std::move(options));
}

bool DatabaseComponent::waits_for_migrations() const {
  return app_.settings_errors.empty() && values_.migrate == Migrate::command && client_ && !migrations_.empty() &&
         !url().is_ephemeral();
}

}  // namespace tenon::app::detail
