#include <tenon/sql/migrate/development.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/summary.hpp>

namespace tenon::sql::migrate {
namespace {

const Migration* find(const std::vector<Migration>& migrations, std::string_view name) {
  auto at = std::find_if(migrations.begin(), migrations.end(),
                         [&](const Migration& migration) { return migration.name == name; });
  return at == migrations.end() ? nullptr : &*at;
}

void append(std::vector<DataLoss>& losses, std::vector<DataLoss> more) {
  for (DataLoss& loss : more) losses.push_back(std::move(loss));
}

void require_executable(const Plan& plan) {
  for (const DataLoss& loss : plan.losses) {
    if (loss.kind != LossKind::unexecutable) continue;
    throw Conflict{"unexecutable_migration",
                   loss.text + " Make the migration without applying it (--create-only), and edit it."};
  }
}

}  // namespace

bool Plan::is_executable() const noexcept {
  return std::none_of(losses.begin(), losses.end(),
                      [](const DataLoss& loss) { return loss.kind == LossKind::unexecutable; });
}

void replay(std::span<const Migration> migrations, Database& shadow) {
  run_scripts(migrations, shadow, "P3006", "failed to apply cleanly to the shadow database");
}

std::unique_ptr<Database> Development::replay(const std::vector<Migration>& migrations) {
  folder_.check_provider(schema_.provider());
  std::unique_ptr<Database> shadow = connector_.make_shadow(&database_);
  migrate::replay(migrations, *shadow);
  return shadow;
}

Structure Development::introspect(Database& database) const {
  return connector_.introspect(database, schema_.datasource ? schema_.datasource->schemas : std::vector<std::string>{});
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
      reasons.push_back("The migration `" + row.name +
                        "` failed. When it is fixed, mark it: migrate resolve --rolled-back " + row.name);
    } else if (migration == nullptr) {
      reasons.push_back("The migration `" + row.name + "` was applied, but is missing in " + folder_.path() + ".");
    } else {
      applied.push_back(*migration);
      if (matches_checksum(row.checksum, migration->script)) continue;
      reasons.push_back("The migration `" + row.name + "` was modified after it was applied.");
    }
  }
  Difference drift = connector_.diff(introspect(*replay(applied)), introspect(database_));
  if (!drift.empty()) reasons.push_back("The tables are not what the migrations made:\n" + summarize(drift));
  return reasons;
}

std::vector<std::string> Development::apply_pending() {
  folder_.check_provider(schema_.provider());
  return deploy(folder_.migrations(), database_, clock_);
}

Plan Development::plan() {
  std::unique_ptr<Database> shadow = replay(folder_.migrations());
  Plan plan;
  plan.difference = connector_.diff(introspect(*shadow), connector_.structure_of(schema_));
  plan.script = migration_script(connector_.script_of(plan.difference), plan.difference);
  plan.losses = losses(plan.difference, database_);
  if (!plan.empty()) append(plan.losses, connector_.try_out(plan.script, *shadow));
  append(plan.losses, connector_.unreadable_values(schema_, plan.difference, database_));
  return plan;
}

Migration Development::create_only(std::string_view name, const Plan& plan) {
  folder_.check_provider(schema_.provider());
  // Somebody will write below an empty one, and not at the end of a comment.
  const bool is_empty = plan.script == empty_migration;
  return folder_.add(name, is_empty ? plan.script + "\n" : plan.script, schema_.provider(), clock_);
}

Migration Development::create(std::string_view name, const Plan& plan) {
  require_executable(plan);
  Migration migration = create_only(name, plan);
  deploy(folder_.migrations(), database_, clock_);
  return migration;
}

}  // namespace tenon::sql::migrate
