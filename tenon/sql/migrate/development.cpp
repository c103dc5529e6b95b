#include <tenon/sql/migrate/development.hpp>

#include <algorithm>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/detail/breakage.hpp>
#include <tenon/sql/migrate/detail/schema_copy.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/render.hpp>
#include <tenon/sql/migrate/unreadable.hpp>

namespace tenon::sql::migrate {
namespace {

const Migration* find(const std::vector<Migration>& migrations, std::string_view name) {
  auto at = std::find_if(migrations.begin(), migrations.end(),
                         [&](const Migration& migration) { return migration.name == name; });
  return at == migrations.end() ? nullptr : &*at;
}

/// Why the script does not run; empty if it does.
std::string failure(const std::string& script, Database& database) {
  try {
    database.execute(script);
  } catch (const Invalid& error) {
    return error.detail();
  }
  return {};
}

/// Runs the script twice. Without rows: what views and triggers do not survive it; SQLite tells only whoever uses them.
/// And on the rows that the migrations themselves made, as every new database will.
std::vector<DataLoss> try_out(const std::string& script, Database& shadow, Database& bare) {
  detail::copy_schema(shadow, bare);
  const detail::Breakage before = detail::find_breakage(bare);
  const std::string without_rows = failure(script, bare);
  std::vector<DataLoss> out;
  for (std::string& text : detail::new_breakage(before, detail::find_breakage(bare))) {
    out.push_back({LossKind::warning, std::move(text)});
  }
  const std::string with_rows = failure(script, shadow);
  if (!without_rows.empty()) {
    out.push_back({LossKind::unexecutable, "On a new database this migration fails: " + without_rows});
  } else if (!with_rows.empty()) {
    out.push_back(
        {LossKind::unexecutable,
         "On a new database this migration fails, because of rows that earlier migrations put there: " + with_rows});
  }
  return out;
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
  std::unique_ptr<Database> shadow = connector_.make_shadow();
  migrate::replay(migrations, *shadow);
  return shadow;
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
  Difference drift = connector_.diff(connector_.introspect(*replay(applied)), connector_.introspect(database_));
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
  plan.difference = connector_.diff(connector_.introspect(*shadow), connector_.structure_of(schema_));
  plan.script = migration_script(plan.difference);
  plan.losses = losses(plan.difference, database_);
  if (!plan.empty()) append(plan.losses, try_out(plan.script, *shadow, *connector_.make_shadow()));
  append(plan.losses, unreadable_values(schema_, plan.difference, database_));
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
