#include <tenon/sql/migrate/development.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/introspect.hpp>
#include <tenon/sql/migrate/render.hpp>
#include <tenon/sql/migrate/sqlite_database.hpp>

namespace tenon::sql::migrate {
namespace {

const Migration* find(const std::vector<Migration>& migrations, std::string_view name) {
  auto at = std::find_if(migrations.begin(), migrations.end(),
                         [&](const Migration& migration) { return migration.name == name; });
  return at == migrations.end() ? nullptr : &*at;
}

}  // namespace

std::unique_ptr<Database> SqliteShadows::make() { return open_sqlite(":memory:"); }

bool Plan::is_executable() const noexcept {
  return std::none_of(losses.begin(), losses.end(),
                      [](const DataLoss& loss) { return loss.kind == LossKind::unexecutable; });
}

Structure Development::replay(const std::vector<Migration>& migrations) {
  folder_.check_provider(schema_.provider());
  std::unique_ptr<Database> shadow = shadows_.make();
  for (const Migration& migration : migrations) {
    try {
      shadow->execute(migration.script);
    } catch (const Error& error) {
      throw Invalid{
          "P3006", "The migration `" + migration.name + "` does not run on an empty database: " + error.detail() + "."};
    }
  }
  return introspect(*shadow);
}

std::vector<std::string> Development::reasons_to_reset() {
  std::vector<std::string> reasons;
  std::vector<Migration> migrations = folder_.migrations();
  std::vector<Migration> applied;
  replay(migrations);
  for (const AppliedMigration& row : History{database_, clock_}.rows()) {
    if (row.state == RowState::rolled_back) continue;
    const Migration* migration = find(migrations, row.name);
    if (row.state == RowState::failed) {
      reasons.push_back("The migration `" + row.name + "` failed.");
    } else if (migration == nullptr) {
      reasons.push_back("The migration `" + row.name + "` was applied, but is missing in " + folder_.path() + ".");
    } else {
      applied.push_back(*migration);
      if (matches_checksum(row.checksum, migration->script)) continue;
      reasons.push_back("The migration `" + row.name + "` was edited after it was applied.");
    }
  }
  Difference drift = diff(replay(applied), introspect(database_));
  if (!drift.empty()) reasons.push_back("The tables are not what the migrations made:\n" + summarize(drift));
  return reasons;
}

std::vector<std::string> Development::apply_pending() {
  folder_.check_provider(schema_.provider());
  return deploy(folder_.migrations(), database_, clock_);
}

Plan Development::plan() {
  if (schema_.provider() != schema::Provider::sqlite) {
    throw Invalid{"unsupported_provider", "Migrations are made for SQLite only; the schema is for another engine."};
  }
  Plan plan;
  plan.difference = diff(replay(folder_.migrations()), structure_of(schema_));
  plan.script = migration_script(plan.difference);
  plan.losses = losses(plan.difference, database_);
  return plan;
}

Migration Development::create_only(std::string_view name, const Plan& plan) {
  folder_.check_provider(schema_.provider());
  return folder_.add(name, plan.script, schema_.provider(), clock_);
}

Migration Development::create(std::string_view name, const Plan& plan) {
  for (const DataLoss& loss : plan.losses) {
    if (loss.kind != LossKind::unexecutable) continue;
    throw Conflict{"unexecutable_migration",
                   loss.text + " Make the migration without applying it (--create-only), and edit it."};
  }
  Migration migration = create_only(name, plan);
  deploy(folder_.migrations(), database_, clock_);
  return migration;
}

}  // namespace tenon::sql::migrate
