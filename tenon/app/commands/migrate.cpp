#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tenon/app/commands/commands.hpp>
#include <tenon/app/detail/setting_mistakes.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/sqlite_database.hpp>
#include <tenon/sql/migrate/status.hpp>
#include <tenon/sql/sqlite/database_file.hpp>

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

std::string database_path(const detail::AppState& state) {
  if (!state.client) throw Invalid{"no_database", "This application has no database."};
  if (detail::is_in_memory(state.settings)) {
    throw Invalid{"no_database", "A database in memory has no history of migrations."};
  }
  return sql::sqlite::DatabaseFile::of_url(state.settings.database_url).path();
}

std::unique_ptr<migrate::Database> open_database(const detail::AppState& state) {
  return migrate::open_sqlite(database_path(state));
}

/// The same for looking only: a file that is not there yet is not made, an empty database stands for it.
std::unique_ptr<migrate::Database> look_into_database(const detail::AppState& state) {
  const std::filesystem::path path = std::filesystem::absolute(database_path(state));
  const bool could_be_made = !std::filesystem::exists(path) && std::filesystem::is_directory(path.parent_path());
  return migrate::open_sqlite(could_be_made ? ":memory:" : path.string());
}

/// What a database in memory gets: it is new, so all of them, and it needs no history.
Task<> run_scripts(detail::AppState& state) {
  for (const Migration& migration : state.migrations) co_await state.engine->execute_script(migration.script);
}

}  // namespace

Task<> apply_migrations(detail::AppState& state) {
  if (!state.client || state.migrations.empty()) co_return;
  if (detail::is_in_memory(state.settings)) {
    co_await run_scripts(state);
    co_return;
  }
  const std::unique_ptr<migrate::Database> database = open_database(state);
  for (const std::string& name : migrate::deploy(compiled_in(state), *database, state.clock)) {
    state.log.info("migration applied", {{"migration", name}});
  }
}

int migrate_deploy(detail::AppState& state) {
  const std::unique_ptr<migrate::Database> database = open_database(state);
  const std::vector<std::string> applied = migrate::deploy(compiled_in(state), *database, state.clock);
  for (const std::string& name : applied) std::printf("applied %s\n", name.c_str());
  if (applied.empty()) std::printf("No pending migrations to apply.\n");
  return 0;
}

int migrate_status(detail::AppState& state) {
  const std::unique_ptr<migrate::Database> database = look_into_database(state);
  const migrate::Status status = migrate::status(compiled_in(state), *database, state.clock);
  std::printf("%s\n", migrate::render(status).c_str());
  return status.up_to_date() ? 0 : 1;
}

namespace detail {

bool AppState::waits_for_migrations() const {
  return settings.migrate == Migrate::command && client && !migrations.empty() && !is_in_memory(settings);
}

bool is_migrated(const AppState* app) {
  const std::unique_ptr<migrate::Database> database = look_into_database(*app);
  return migrate::status(compiled_in(*app), *database, app->clock).up_to_date();
}

}  // namespace detail

}  // namespace tenon::app
