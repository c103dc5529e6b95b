#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/schema/schema.hpp>
#include <tenon/sql/migrate/connector.hpp>
#include <tenon/sql/migrate/data_loss.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/diff.hpp>
#include <tenon/sql/migrate/folder.hpp>

namespace tenon::sql::migrate {

/// What the next migration would be.
struct Plan {
  Difference difference;         ///< from the migrations' end to the schema
  std::string script;            ///< its migration.sql
  std::vector<DataLoss> losses;  ///< what it would do to the rows that are there

  bool empty() const noexcept { return difference.empty(); }
  bool is_executable() const noexcept;
};

/// `migrate dev`, step by step, so that the command can ask in between:
///
///     Development dev{schema, folder, database, connector, clock};
///     if (auto reasons = dev.reasons_to_reset(); !reasons.empty()) …   // the database went another way: reset it
///     dev.apply_pending();
///     Plan plan = dev.plan();                                          // show plan.losses, ask
///     if (!plan.empty()) dev.create("add price", plan);
///
/// All of it throws P3006 (Invalid) if a migration of the folder does not run on an empty database, and P3019 for a
/// folder of another engine.
class Development {
 public:
  Development(const schema::Schema& schema, const Folder& folder, Database& database, const Connector& connector,
              const Clock& clock)
      : schema_(schema), folder_(folder), database_(database), connector_(connector), clock_(clock) {}

  /// Why the database can no longer be brought forward by migrations: an applied migration was edited or is missing,
  /// one failed, or the tables were changed by hand. Empty if all is well.
  std::vector<std::string> reasons_to_reset();

  /// Applies what is in the folder and not in the history; gives the names.
  std::vector<std::string> apply_pending();

  /// The next migration and what it does: to the rows, to views and triggers, and to values that the schema's client
  /// could not read any more. The latter are found also where no table changes: an enum that lost a value. Rows that
  /// the migrations themselves insert count too: a migration that fails on them would fail on every new database.
  Plan plan();

  /// Writes the plan into the folder and applies it. Throws Conflict "unexecutable_migration" if rows stand against it.
  Migration create(std::string_view name, const Plan& plan);
  /// Writes it only (`--create-only`); an empty plan gives an empty migration to be filled by hand.
  Migration create_only(std::string_view name, const Plan& plan);

 private:
  /// A shadow database with these migrations.
  std::unique_ptr<Database> replay(const std::vector<Migration>& migrations);
  Structure introspect(Database& database) const;

  const schema::Schema& schema_;
  const Folder& folder_;
  Database& database_;
  const Connector& connector_;
  const Clock& clock_;
};

/// Applies migrations to an empty database. Throws Invalid "P3006".
void replay(std::span<const Migration> migrations, Database& shadow);

}  // namespace tenon::sql::migrate
