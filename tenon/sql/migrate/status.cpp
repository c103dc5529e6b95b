#include <tenon/sql/migrate/status.hpp>

#include <algorithm>

#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/introspect.hpp>

namespace tenon::sql::migrate {
namespace {

std::string listed(std::string_view heading, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string out = std::string{heading} + "\n";
  for (const std::string& name : names) out += "  " + name + "\n";
  return out;
}

}  // namespace

Status status(std::span<const Migration> migrations, Database& database, const Clock& clock) {
  Status out;
  History history{database, clock};
  out.found = migrations.size();
  out.managed = history.exists() || introspect(database).tables.empty();
  std::vector<AppliedMigration> rows = history.rows();
  for (const Migration& migration : migrations) {
    if (is_recorded(rows, migration.name)) {
      out.last_common = migration.name;
    } else {
      out.pending.push_back(migration.name);
    }
  }
  for (const AppliedMigration& row : rows) {
    if (row.state == RowState::failed) out.failed.push_back(row.name);
    bool there = std::any_of(migrations.begin(), migrations.end(),
                             [&](const Migration& migration) { return migration.name == row.name; });
    if (row.state != RowState::rolled_back && !there) out.missing.push_back(row.name);
  }
  return out;
}

std::string render(const Status& status) {
  std::string out = status.found == 1 ? "1 migration found.\n" : std::to_string(status.found) + " migrations found.\n";
  if (!status.managed) out += "The database has tables but no history of migrations.\n";
  out += listed("Failed:", status.failed);
  if (!status.failed.empty()) out += "Nothing more is applied until they are marked as applied or rolled back.\n";
  if (status.diverged()) {
    out += status.last_common.empty() ? "Folder and database have no migration in common.\n"
                                      : "Folder and database part after " + status.last_common + ".\n";
    out += listed("In the database only:", status.missing);
  }
  out += listed("Not yet applied:", status.pending);
  if (!status.pending.empty())
    out += "`tenon migrate dev` applies them in development, `migrate deploy` in production.\n";
  if (status.up_to_date()) out += "The database is up to date.\n";
  return out;
}

}  // namespace tenon::sql::migrate
