#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/setting_mistakes.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/resolve.hpp>
#include <tenon/sql/migrate/status.hpp>

namespace tenon::app {
namespace {

namespace migrate = sql::migrate;

std::vector<migrate::Migration> compiled_in(const detail::AppState& state) {
  std::vector<migrate::Migration> migrations;
  migrations.reserve(state.migrations.size());
  for (const Migration& migration : state.migrations) {
    migrations.push_back({std::string(migration.name), std::string(migration.script)});
  }
  return migrations;
}

sql::DatabaseUrl database_url(const detail::AppState& state) {
  if (!state.client) throw Invalid{"no_database", "This application has no database."};
  sql::DatabaseUrl url = sql::DatabaseUrl::parse(state.settings.database_url);
  if (url.is_ephemeral()) throw Invalid{"no_database", "A database in memory has no history of migrations."};
  return url;
}

std::unique_ptr<migrate::Database> open(const sql::DatabaseUrl& url) {
  return migrate::connector_of(url.provider()).open(url);
}

bool exists(const sql::DatabaseUrl& url) { return migrate::connector_of(url.provider()).exists(url); }

std::unique_ptr<migrate::Database> open_database(const detail::AppState& state) { return open(database_url(state)); }

std::unique_ptr<migrate::Database> look_into_database(const detail::AppState& state) {
  const sql::DatabaseUrl url = database_url(state);
  return migrate::connector_of(url.provider()).look(url);
}

migrate::Status status_of(const detail::AppState& state, migrate::Database& database) {
  return migrate::status(compiled_in(state), database, state.clock);
}

void log_warnings(const detail::AppState& state, const migrate::Status& status) {
  for (const std::string& warning : migrate::warnings(status)) state.log.warn(warning);
}

/// The migration that failed and keeps `deploy` from going on; empty without one.
std::string needs_resolving(const migrate::Status& status) {
  if (!status.failed.empty()) return status.failed.front();
  return status.failed_of_others.empty() || status.pending.empty() ? "" : status.failed_of_others.front();
}

/// What a database in memory gets: it is new, so all of them, and it needs no history.
void run_scripts(const detail::AppState& state) {
  const std::unique_ptr<migrate::Database> database = open(state.ephemeral->url());
  migrate::run_scripts(compiled_in(state), *database, "P3018", "failed");
}

}  // namespace

Task<> apply_migrations(detail::AppState& state) {
  if (!state.client || state.migrations.empty()) co_return;
  if (detail::is_in_memory(state.settings)) {
    run_scripts(state);
    co_return;
  }
  const std::unique_ptr<migrate::Database> database = open_database(state);
  const migrate::Status status = status_of(state, *database);
  log_warnings(state, status);
  if (status.ready()) co_return;  // what failed of a newer version, which deploy refuses, is not in the way
  for (const std::string& name : migrate::deploy(compiled_in(state), *database, state.clock)) {
    state.log.info("migration applied", {{"migration", name}});
  }
}

void warn_of_migrations(const detail::AppState& state) {
  if (!state.waits_for_migrations()) return;
  const migrate::Status status = status_of(state, *look_into_database(state));
  log_warnings(state, status);
  if (status.ready()) return;
  if (const std::string failed = needs_resolving(status); !failed.empty()) {
    state.log.warn(
        "a migration has failed: the application is not ready before it is marked, by `migrate resolve "
        "--rolled-back " +
        failed + "`, and `migrate deploy` was run");
  } else {
    state.log.warn("migrations are pending: the application is not ready before `migrate deploy` was run");
  }
}

int migrate_deploy(detail::AppState& state) {
  const std::unique_ptr<migrate::Database> database = open_database(state);
  for (const std::string& warning : migrate::warnings(status_of(state, *database))) {
    std::fprintf(stderr, "warning: %s\n", warning.c_str());
  }
  const std::vector<std::string> applied = migrate::deploy(compiled_in(state), *database, state.clock);
  for (const std::string& name : applied) std::printf("applied %s\n", name.c_str());
  if (applied.empty()) std::printf("No pending migrations to apply.\n");
  return 0;
}

int migrate_status(detail::AppState& state) {
  const std::unique_ptr<migrate::Database> database = look_into_database(state);
  const migrate::Status status = status_of(state, *database);
  const sql::DatabaseUrl url = database_url(state);
  std::printf("Database %s%s\n%s\n", url.redacted().c_str(), exists(url) ? "" : " (not there yet)",
              migrate::render(status).c_str());
  return status.up_to_date() ? 0 : 1;
}

int migrate_resolve(detail::AppState& state, const Resolution& resolution) {
  const sql::DatabaseUrl url = database_url(state);
  if (!exists(url)) throw Invalid{"P1003", "There is no database at " + url.redacted() + "."};
  const std::unique_ptr<migrate::Database> database = open(url);
  if (!resolution.applied.empty()) {
    migrate::mark_applied(resolution.applied, compiled_in(state), *database, state.clock);
    std::printf("Migration %s marked as applied.\n", resolution.applied.c_str());
  } else {
    migrate::mark_rolled_back(resolution.rolled_back, *database, state.clock);
    std::printf("Migration %s marked as rolled back.\n", resolution.rolled_back.c_str());
  }
  return 0;
}

namespace detail {

bool AppState::waits_for_migrations() const {
  return settings.migrate == Migrate::command && client && !migrations.empty() && !is_in_memory(settings);
}

std::string_view state_of_migrations(const AppState* app) {
  const std::unique_ptr<migrate::Database> database = look_into_database(*app);
  const migrate::Status status = status_of(*app, *database);
  if (status.ready()) return "ok";
  return needs_resolving(status).empty() ? "pending" : "failed";
}

}  // namespace detail

}  // namespace tenon::app
