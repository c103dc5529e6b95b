#include <tenon/sql/migrate/deploy.hpp>

#include <algorithm>
#include <iterator>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/database_lock.hpp>
#include <tenon/sql/migrate/history.hpp>

namespace tenon::sql::migrate {
namespace {

void open_history(History& history, Database& database) {
  if (history.exists()) return;
  if (!database.is_empty()) {
    throw Conflict{
        "P3005",
        "The database schema is not empty: it has tables, but no history of migrations. Take the tables as a "
        "first migration (a baseline: migrate resolve --applied NAME), or begin with an empty database."};
  }
  history.create();
}

/// One of another version of the program can only be marked as rolled back by this one.
std::string way_out(const std::string& name, std::span<const Migration> migrations) {
  const std::string rolled_back = "(migrate resolve --rolled-back " + name + ")";
  const bool is_known = std::any_of(migrations.begin(), migrations.end(),
                                    [&](const Migration& migration) { return migration.name == name; });
  if (!is_known) return "It is not among the migrations here; mark it as rolled back " + rolled_back + ".";
  return "Mark it as rolled back to have it applied again " + rolled_back +
         ", or as applied if its work is done (--applied).";
}

void refuse_failed(const std::vector<AppliedMigration>& rows, std::span<const Migration> migrations) {
  for (const AppliedMigration& row : rows) {
    if (row.state != RowState::failed) continue;
    std::string when = row.started_at ? " at " + to_string(*row.started_at) : "";
    throw Conflict{"P3009", "The migration `" + row.name + "`, begun" + when +
                                ", has failed, so no other is applied. " + way_out(row.name, migrations) +
                                " Its error: " + row.logs};
  }
}

/// Where the history cannot be written, either, the script's error still has to be told.
std::string write_down(const AppliedMigration& row, const Error& error, History& history) {
  try {
    history.fail(row, error.detail());
  } catch (const Error& other) {
    return " It could not be written into the history: " + other.detail() + ".";
  }
  return " No other is applied until it is marked as rolled back (or as applied, if you did its work by hand): migrate "
         "resolve --rolled-back " +
         row.name;
}

/// The script and its row of the history are one transaction: a crash in between leaves both undone.
void apply(const Migration& migration, std::span<const Migration> later, History& history, Database& database) {
  const AppliedMigration row = history.plan(migration);
  try {
    database.execute(migration.script, {[&] { history.begin(row); }, [&] { history.finish(row); }, scripts_of(later)});
  } catch (const Unavailable&) {
    throw;
  } catch (const Error& error) {
    const std::string next = write_down(row, error, history);
    throw Invalid{"P3018", "The migration `" + migration.name + "` failed: " + error.detail() + next};
  }
}

}  // namespace

void run_scripts(std::span<const Migration> migrations, Database& database, const std::string& code,
                 std::string_view failed) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    try {
      database.execute(migrations[i].script, {{}, {}, scripts_of(migrations.subspan(i + 1))});
    } catch (const Error& error) {
      throw Invalid{code, "The migration `" + migrations[i].name + "` " + std::string{failed} + ": " + error.detail()};
    }
  }
}

std::vector<std::string> deploy(std::span<const Migration> migrations, Database& database, const Clock& clock) {
  std::vector<std::string> applied;
  if (migrations.empty()) return applied;
  const DatabaseLock lock{database};
  History history{database, clock};
  open_history(history, database);
  std::vector<AppliedMigration> rows = history.rows();
  refuse_failed(rows, migrations);
  std::vector<Migration> pending;
  std::copy_if(migrations.begin(), migrations.end(), std::back_inserter(pending),
               [&](const Migration& migration) { return !is_recorded(rows, migration.name); });
  for (std::size_t i = 0; i < pending.size(); ++i) {
    apply(pending[i], std::span{pending}.subspan(i + 1), history, database);
    applied.push_back(pending[i].name);
  }
  return applied;
}

}  // namespace tenon::sql::migrate
