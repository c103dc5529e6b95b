#include <tenon/sql/migrate/deploy.hpp>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/introspect.hpp>

namespace tenon::sql::migrate {
namespace {

class Lock {
 public:
  explicit Lock(Database& database) : database_(database) { database_.lock(); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() { database_.unlock(); }

 private:
  Database& database_;
};

void open_history(History& history, Database& database) {
  if (history.exists()) return;
  if (!introspect(database).tables.empty()) {
    throw Conflict{"P3005",
                   "The database has tables but no history of migrations. Take the tables that are there as a first "
                   "migration (a baseline), or begin with an empty database."};
  }
  history.create();
}

void refuse_failed(const std::vector<AppliedMigration>& rows) {
  for (const AppliedMigration& row : rows) {
    if (row.state != RowState::failed) continue;
    std::string when = row.started_at ? " at " + to_string(*row.started_at) : "";
    throw Conflict{"P3009", "The migration `" + row.name + "`, begun" + when +
                                ", has failed, so none is applied. Put the database right, then mark it as applied or "
                                "as rolled back. Its error: " +
                                row.logs};
  }
}

void apply(const Migration& migration, History& history, Database& database) {
  std::string id = history.begin(migration);
  try {
    database.execute(migration.script);
  } catch (const Error& error) {
    history.fail(id, error.detail());
    throw Invalid{"P3018", "The migration `" + migration.name + "` failed: " + error.detail() +
                               ". What stands before that statement is done."};
  }
  history.finish(id);
}

}  // namespace

void refuse_failed(Database& database, const Clock& clock) { refuse_failed(History{database, clock}.rows()); }

std::vector<std::string> deploy(std::span<const Migration> migrations, Database& database, const Clock& clock) {
  std::vector<std::string> applied;
  if (migrations.empty()) return applied;
  Lock lock{database};
  History history{database, clock};
  open_history(history, database);
  std::vector<AppliedMigration> rows = history.rows();
  refuse_failed(rows);
  for (const Migration& migration : migrations) {
    if (is_recorded(rows, migration.name)) continue;
    apply(migration, history, database);
    applied.push_back(migration.name);
  }
  return applied;
}

}  // namespace tenon::sql::migrate
