#include <tenon/sql/migrate/status.hpp>

#include <algorithm>

#include <tenon/sql/migrate/history.hpp>

namespace tenon::sql::migrate {
namespace {

std::string listed(std::string_view heading, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string out = std::string{heading} + "\n";
  for (const std::string& name : names) out += "  " + name + "\n";
  return out;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "`" : ", `") + name + "`";
  return out;
}

/// Where there is nothing that could be applied or missing.
std::string first_steps(const Status& status) {
  if (status.managed) return "There are none yet: `tenon migrate dev` writes the first one.\n";
  return "To take its tables as the first migration, write what makes them to migrations/0_init/migration.sql\n"
         "(`tenon migrate diff --from-empty --to-schema`), then: migrate resolve --applied 0_init\n";
}

std::string next_steps(const Status& status) {
  std::string out;
  if (!status.failed.empty()) {
    out +=
        "Nothing more is applied until they are marked:\n"
        "  as rolled back, to be applied again: migrate resolve --rolled-back \"" +
        status.failed.front() + "\"\n  as applied, if you did their work by hand: migrate resolve --applied \"" +
        status.failed.front() + "\"\n";
  } else if (!status.failed_of_others.empty()) {
    out += "Nothing more is applied until it is marked as rolled back: migrate resolve --rolled-back \"" +
           status.failed_of_others.front() + "\"\n";
  }
  if (!status.managed && status.found > 0) {
    out += "To take the tables that are there as the first migration: migrate resolve --applied \"" +
           status.pending.front() + "\"\n";
  } else if (!status.pending.empty()) {
    out += "`tenon migrate dev` applies them in development, `migrate deploy` in production.\n";
  }
  return out;
}

}  // namespace

bool Status::database_is_newer() const noexcept {
  return pending.empty() && !missing.empty() &&
         std::all_of(missing.begin(), missing.end(), [&](const std::string& name) { return name > last_common; });
}

Status status(std::span<const Migration> migrations, Database& database, const Clock& clock) {
  Status out;
  History history{database, clock};
  out.found = migrations.size();
  out.managed = history.exists() || database.is_empty();
  std::vector<AppliedMigration> rows = history.rows();
  for (const Migration& migration : migrations) {
    if (is_recorded(rows, migration.name)) {
      out.last_common = migration.name;
    } else {
      out.pending.push_back(migration.name);
    }
  }
  for (const AppliedMigration& row : rows) {
    if (row.state == RowState::rolled_back) continue;
    const auto migration =
        std::find_if(migrations.begin(), migrations.end(), [&](const Migration& one) { return one.name == row.name; });
    const bool is_found = migration != migrations.end();
    if (row.state == RowState::failed) {
      (is_found ? out.failed : out.failed_of_others).push_back(row.name);
    } else if (!is_found) {
      out.missing.push_back(row.name);
    } else if (!matches_checksum(row.checksum, migration->script)) {
      out.edited.push_back(row.name);
    }
  }
  return out;
}

std::vector<std::string> warnings(const Status& status) {
  std::vector<std::string> out;
  out.reserve(status.edited.size() + status.failed_of_others.size() + 1);
  for (const std::string& name : status.edited) {
    out.push_back("The migration `" + name + "` was modified after it was applied.");
  }
  for (const std::string& name : status.failed_of_others) {
    out.push_back("The migration `" + name + "`, which is missing from the local migrations, has failed.");
  }
  if (status.missing.empty()) return out;
  out.push_back("The following migration(s) are applied to the database but missing from the local migrations: " +
                joined(status.missing) +
                (status.database_is_newer() ? ". The database is newer than these migrations." : "."));
  return out;
}

std::string render(const Status& status) {
  std::string out = status.found == 1 ? "1 migration found\n" : std::to_string(status.found) + " migrations found\n";
  if (!status.managed) out += "The database has tables but no history of migrations.\n";
  for (const std::string& warning : warnings(status)) out += warning + "\n";
  if (status.diverged()) {
    out += status.last_common.empty() ? "Your local migration history and the database have no migration in common.\n"
                                      : "The last common migration is: " + status.last_common + "\n";
  }
  out += listed("The following migration(s) have failed:", status.failed);
  out += listed("The following migration(s) have not yet been applied:", status.pending);
  out += next_steps(status);
  if (status.has_none()) {
    out += first_steps(status);
  } else if (status.up_to_date()) {
    out += "The database schema is up to date.\n";
  }
  return out;
}

}  // namespace tenon::sql::migrate
