#include <unistd.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/development.hpp>
#include <tenon/sql/migrate/resolve.hpp>
#include <tenon/sql/migrate/status.hpp>

#include "command.hpp"
#include "workplace.hpp"

namespace tenon::cli {
namespace {

namespace migrate = sql::migrate;

struct MigrateOptions {
  PlaceOptions place;
  std::string name;
  std::string applied;
  std::string rolled_back;
  bool create_only = false;
  bool accept_data_loss = false;
};

void print_names(const char* what, const std::vector<std::string>& names) {
  for (const std::string& name : names) std::printf("%s %s\n", what, name.c_str());
}

/// The line that is typed on a terminal; empty without one.
std::string ask(const char* question) {
  std::string line;
  if (isatty(STDIN_FILENO) == 0) return line;
  std::printf("%s ", question);
  std::fflush(stdout);
  for (int letter = std::getchar(); letter != EOF && letter != '\n'; letter = std::getchar()) {
    line += static_cast<char>(letter);
  }
  return line;
}

/// Asks on a terminal; without one the answer is no.
bool confirmed(const char* question) {
  const std::string answer = ask(question);
  return answer.starts_with('y') || answer.starts_with('Y');
}

void deploy(const MigrateOptions& options) {
  const Workplace place(options.place);
  const std::vector<migrate::Migration> migrations = place.folder.migrations();
  const std::unique_ptr<migrate::Database> database = place.open();
  for (const std::string& warning : migrate::warnings(migrate::status(migrations, *database, place.clock))) {
    std::fprintf(stderr, "warning: %s\n", warning.c_str());
  }
  const auto applied = migrate::deploy(migrations, *database, place.clock);
  print_names("applied", applied);
  if (applied.empty()) std::printf("No pending migrations to apply.\n");
}

void status(const MigrateOptions& options) {
  const Workplace place(options.place);
  const std::unique_ptr<migrate::Database> database = place.look();
  const migrate::Status status = migrate::status(place.folder.migrations(), *database, place.clock);
  std::printf("Database %s%s\n%s", place.url.redacted().c_str(),
              place.connector.exists(place.url) ? "" : " (not there yet)", migrate::render(status).c_str());
  if (!status.up_to_date()) throw CLI::RuntimeError(1);
}

void resolve(const MigrateOptions& options) {
  if (options.applied.empty() == options.rolled_back.empty()) {
    throw Invalid{"bad_command", options.applied.empty()
                                     ? "Say which: migrate resolve --applied NAME, or --rolled-back NAME."
                                     : "Pass either --applied or --rolled-back, not both."};
  }
  const Workplace place(options.place);
  if (!place.connector.exists(place.url))
    throw Invalid{"P1003", "There is no database at " + place.url.redacted() + "."};
  const std::unique_ptr<migrate::Database> database = place.open();
  if (options.applied.empty()) {
    migrate::mark_rolled_back(options.rolled_back, *database, place.clock);
    std::printf("Migration %s marked as rolled back.\n", options.rolled_back.c_str());
    return;
  }
  migrate::mark_applied(options.applied, place.folder.migrations(), *database, place.clock);
  std::printf("Migration %s marked as applied.\n", options.applied.c_str());
}

/// Tables that no migration made have a way in.
void require_history(const Workplace& place, migrate::Database& database, const std::string& schema) {
  const migrate::Status status = migrate::status(place.folder.migrations(), database, place.clock);
  if (status.managed) return;
  std::string steps;
  if (status.found == 0) {
    steps = "\n  tenon migrate diff --from-empty --to-schema " + schema + " --script -o " + place.folder.path() +
            "/0_init/migration.sql";
  }
  steps += "\n  tenon migrate resolve --schema " + schema + " --applied " +
           (status.found == 0 ? "0_init" : status.pending.front());
  throw Conflict{"P3005", "The database " + place.url.redacted() +
                              " has tables but no history of migrations. To take them as the first "
                              "migration:" +
                              steps};
}

void require_same_course(migrate::Development& development, const sql::DatabaseUrl& url) {
  const std::vector<std::string> reasons = development.reasons_to_reset();
  if (reasons.empty()) return;
  for (const std::string& reason : reasons) std::fprintf(stderr, "%s\n", reason.c_str());
  throw Conflict{"reset_needed", "Migrations cannot bring the database " + url.redacted() +
                                     " forward any more. Begin with a new database, or undo what is listed above."};
}

/// Asks on a terminal, as Prisma does; without one the migration has no name.
std::string migration_name(const MigrateOptions& options) {
  std::string name = options.name.empty() ? ask("Name of the migration:") : options.name;
  if (name.empty()) std::fprintf(stderr, "No --name was given: the migration's folder is named by its time alone.\n");
  return name;
}

void dev(const MigrateOptions& options) {
  const Workplace place(options.place);
  const std::unique_ptr<migrate::Database> database = place.open();
  require_history(place, *database, options.place.schema);
  migrate::Development development(place.schema, place.folder, *database, place.connector, place.clock);
  require_same_course(development, place.url);
  print_names("applied", development.apply_pending());
  const migrate::Plan plan = development.plan();
  for (const migrate::DataLoss& loss : plan.losses) std::printf("! %s\n", loss.text.c_str());
  if (!options.create_only && !plan.is_executable()) {
    throw Conflict{"unexecutable_migration",
                   "No migration was written. Give --create-only to write it without applying it, and edit it."};
  }
  if (plan.empty() && !options.create_only) {
    std::printf("Already in sync, no schema change or pending migration was found.\n");
    return;
  }
  if (!plan.losses.empty() && !options.accept_data_loss && !options.create_only &&
      !confirmed("Data may be lost. Go on? [y/N]")) {
    throw Conflict{"data_loss", "Nothing was changed. Give --accept-data-loss to go on without being asked."};
  }
  const std::string name = migration_name(options);
  const migrate::Migration made =
      options.create_only ? development.create_only(name, plan) : development.create(name, plan);
  std::printf("%s %s/migration.sql\n", options.create_only ? "wrote" : "wrote and applied",
              (std::filesystem::path(place.folder.path()) / made.name).string().c_str());
}

void add_resolve(CLI::App& group, const std::shared_ptr<MigrateOptions>& options) {
  CLI::App* command = group.add_subcommand("resolve", "Mark a migration in the history, without running it");
  options->place.add_to(*command);
  command->add_option("--applied", options->applied, "Its work is done: by hand, or before there were migrations");
  command->add_option("--rolled-back", options->rolled_back, "It failed and is undone: deploy runs it again");
  command->callback([options] { resolve(*options); });
}

}  // namespace

void add_migrate(CLI::App& program) {
  auto options = std::make_shared<MigrateOptions>();
  CLI::App* group = program.add_subcommand("migrate", "Bring a database's tables forward, in Prisma's layout");
  require_command(*group);

  CLI::App* dev_command = group->add_subcommand("dev", "Write and apply the migration to what the schema says now");
  options->place.add_to(*dev_command);
  dev_command->add_option("--name", options->name, "What the migration does: \"add price\"; asked for on a terminal");
  dev_command->add_flag("--create-only", options->create_only, "Write it, and do not apply it");
  dev_command->add_flag("--accept-data-loss", options->accept_data_loss, "Do not ask");
  dev_command->callback([options] { dev(*options); });

  CLI::App* deploy_command = group->add_subcommand("deploy", "Apply pending migrations");
  options->place.add_to(*deploy_command);
  deploy_command->callback([options] { deploy(*options); });

  CLI::App* status_command =
      group->add_subcommand("status", "Say which are pending, failed, modified or missing; exit code 1 if any is");
  options->place.add_to(*status_command);
  status_command->callback([options] { status(*options); });

  add_resolve(*group, options);
  add_migrate_diff(*group);
}

}  // namespace tenon::cli
