#include <tenon/app/commands/migrate.hpp>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/detail/database_component.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/resolve.hpp>
#include <tenon/sql/migrate/status.hpp>

namespace tenon::app::detail {
namespace {

namespace migrate = sql::migrate;

std::vector<migrate::Migration> compiled_in(const DatabaseComponent& database) {
  std::vector<migrate::Migration> migrations;
  migrations.reserve(database.migrations().size());
  for (const Migration& migration : database.migrations()) {
    migrations.push_back({std::string(migration.name), std::string(migration.script)});
  }
  return migrations;
}

sql::DatabaseUrl database_url(const DatabaseComponent& database) {
  if (!database.client()) throw Invalid{"no_database", "This application has no database."};
  sql::DatabaseUrl url = database.url();
  if (url.is_ephemeral()) throw Invalid{"no_database", "A database in memory has no history of migrations."};
  return url;
}

std::unique_ptr<migrate::Database> open(const sql::DatabaseUrl& url) {
  return migrate::connector_of(url.provider()).open(url);
}

bool exists(const sql::DatabaseUrl& url) { return migrate::connector_of(url.provider()).exists(url); }

std::unique_ptr<migrate::Database> open_history(const DatabaseComponent& database) {
  return open(database_url(database));
}

std::unique_ptr<migrate::Database> look_into_history(const DatabaseComponent& database) {
  const sql::DatabaseUrl url = database_url(database);
  return migrate::connector_of(url.provider()).look(url);
}

migrate::Status status_of(const DatabaseComponent& database, migrate::Database& history) {
  return migrate::status(compiled_in(database), history, database.app().clock);
}

void log_warnings(const DatabaseComponent& database, const migrate::Status& status) {
  for (const std::string& warning : migrate::warnings(status)) database.app().log.warn(warning);
}

/// The migration that failed and keeps `deploy` from going on; empty without one.
std::string needs_resolving(const migrate::Status& status) {
  if (!status.failed.empty()) return status.failed.front();
  return status.failed_of_others.empty() || status.pending.empty() ? "" : status.failed_of_others.front();
}

/// What a database in memory gets: it is new, so all of them, and it needs no history.
void run_scripts(const DatabaseComponent& database) {
  const std::unique_ptr<migrate::Database> history = open(database.ephemeral()->url());
  migrate::run_scripts(compiled_in(database), *history, "P3018", "failed");
}

int migrate_deploy(const DatabaseComponent& database) {
  const std::unique_ptr<migrate::Database> history = open_history(database);
  for (const std::string& warning : migrate::warnings(status_of(database, *history))) {
    std::fprintf(stderr, "warning: %s\n", warning.c_str());
  }
  const std::vector<std::string> applied = migrate::deploy(compiled_in(database), *history, database.app().clock);
  for (const std::string& name : applied) std::printf("applied %s\n", name.c_str());
  if (applied.empty()) std::printf("No pending migrations to apply.\n");
  return 0;
}

int migrate_resolve(const DatabaseComponent& database, const Arguments& given) {
  const std::optional<std::string_view> applied = given.find("--applied");
  const std::optional<std::string_view> rolled_back = given.find("--rolled-back");
  if (applied.has_value() == rolled_back.has_value()) {
    throw Invalid{"bad_command", "migrate resolve takes one of --applied and --rolled-back."};
  }
  const sql::DatabaseUrl url = database_url(database);
  if (!exists(url)) throw Invalid{"P1003", "There is no database at " + url.redacted() + "."};
  const std::unique_ptr<migrate::Database> history = open(url);
  if (applied) {
    migrate::mark_applied(*applied, compiled_in(database), *history, database.app().clock);
    std::printf("Migration %s marked as applied.\n", std::string(*applied).c_str());
  } else {
    migrate::mark_rolled_back(*rolled_back, *history, database.app().clock);
    std::printf("Migration %s marked as rolled back.\n", std::string(*rolled_back).c_str());
  }
  return 0;
}

}  // namespace

void apply_migrations(const DatabaseComponent& database) {
  if (!database.client() || database.migrations().empty()) return;
  if (database.ephemeral()) {
    run_scripts(database);
    return;
  }
  const std::unique_ptr<migrate::Database> history = open_history(database);
  const migrate::Status status = status_of(database, *history);
  log_warnings(database, status);
  if (status.ready()) return;  // what failed of a newer version, which deploy refuses, is not in the way
  for (const std::string& name : migrate::deploy(compiled_in(database), *history, database.app().clock)) {
    database.app().log.info("migration applied", {{"migration", name}});
  }
}

void warn_of_migrations(const DatabaseComponent& database) {
  if (!database.waits_for_migrations()) return;
  const migrate::Status status = status_of(database, *look_into_history(database));
  log_warnings(database, status);
  if (status.ready()) return;
  if (const std::string failed = needs_resolving(status); !failed.empty()) {
    database.app().log.warn(
        "a migration has failed: the application is not ready before it is marked, by `migrate resolve "
        "--rolled-back " +
        failed + "`, and `migrate deploy` was run");
  } else {
    database.app().log.warn("migrations are pending: the application is not ready before `migrate deploy` was run");
  }
}

int migrate_status(const DatabaseComponent& database) {
  const std::unique_ptr<migrate::Database> history = look_into_history(database);
  const migrate::Status status = status_of(database, *history);
  const sql::DatabaseUrl url = database_url(database);
  std::printf("Database %s%s\n%s\n", url.redacted().c_str(), exists(url) ? "" : " (not there yet)",
              migrate::render(status).c_str());
  return status.up_to_date() ? 0 : 1;
}

Command migrate_command(const DatabaseComponent& database) {
  Command deploy{.name = "deploy", .summary = "Apply pending migrations"};
  deploy.run = [&database](const Arguments&) { return migrate_deploy(database); };
  Command status{.name = "status",
                 .summary = "Show which migrations are pending, failed, modified or missing",
                 .needs = Command::Needs::settings};
  status.run = [&database](const Arguments&) { return migrate_status(database); };
  Command resolve{.name = "resolve",
                  .summary = "Mark a migration in the history, without running it",
                  .arguments = {{"--applied", "Its work is done: by hand, or before there were migrations"},
                                {"--rolled-back", "It failed and is undone: deploy runs it again"}},
                  .needs = Command::Needs::settings};
  resolve.run = [&database](const Arguments& given) { return migrate_resolve(database, given); };
  return {.name = "migrate",
          .summary = "Change the database's tables",
          .commands = {std::move(deploy), std::move(status), std::move(resolve)}};
}

std::string_view state_of_migrations(const DatabaseComponent* database) {
  const std::unique_ptr<migrate::Database> history = look_into_history(*database);
  const migrate::Status status = status_of(*database, *history);
  if (status.ready()) return "ok";
  return needs_resolving(status).empty() ? "pending" : "failed";
}

}  // namespace tenon::app::detail
