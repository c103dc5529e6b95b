#include <unistd.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <tenon/base/clock.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/development.hpp>
#include <tenon/sql/migrate/folder.hpp>
#include <tenon/sql/migrate/sqlite_database.hpp>
#include <tenon/sql/migrate/status.hpp>
#include <tenon/sql/sqlite/database_file.hpp>

#include "command.hpp"
#include "files.hpp"

namespace tenon::cli {
namespace {

namespace migrate = sql::migrate;

struct Options {
  std::string schema = "schema.prisma";
  std::string migrations;
  std::string url;
  std::string name;
  bool create_only = false;
  bool accept_data_loss = false;
};

/// What every command works on.
struct Workplace {
  explicit Workplace(const Options& options)
      : schema(read_schema(options.schema)), folder(migrations_of(options)), database(open(options)) {
    folder.check_provider(schema.provider());
  }

  static std::string migrations_of(const Options& options) {
    if (!options.migrations.empty()) return options.migrations;
    const std::filesystem::path path(options.schema);
    return ((std::filesystem::is_directory(path) ? path : path.parent_path()) / "migrations").string();
  }

  static std::unique_ptr<migrate::Database> open(const Options& options) {
    std::string url = options.url;
    if (url.empty()) {
      const Environment environment = Environment::load();
      url = environment.find("DATABASE_URL").value_or("");
    }
    if (url.empty()) throw Invalid{"no_database", "Say which database: set DATABASE_URL or give --url."};
    return migrate::open_sqlite(sql::sqlite::DatabaseFile::of_url(url).path());
  }

  schema::Schema schema;
  migrate::Folder folder;
  std::unique_ptr<migrate::Database> database;
  SystemClock clock;
};

void print_names(const char* what, const std::vector<std::string>& names) {
  for (const std::string& name : names) std::printf("%s %s\n", what, name.c_str());
}

/// Asks on a terminal; without one the answer is no.
bool confirmed(const char* question) {
  if (isatty(STDIN_FILENO) == 0) return false;
  std::printf("%s [y/N] ", question);
  std::fflush(stdout);
  const int answer = std::getchar();
  return answer == 'y' || answer == 'Y';
}

void deploy(const Options& options) {
  Workplace place(options);
  const auto applied = migrate::deploy(place.folder.migrations(), *place.database, place.clock);
  print_names("applied", applied);
  if (applied.empty()) std::printf("No pending migrations to apply.\n");
}

void status(const Options& options) {
  Workplace place(options);
  const migrate::Status status = migrate::status(place.folder.migrations(), *place.database, place.clock);
  std::printf("%s\n", migrate::render(status).c_str());
  if (!status.up_to_date()) throw CLI::RuntimeError(1);
}

void dev(const Options& options) {
  Workplace place(options);
  migrate::SqliteShadows shadows;
  migrate::Development development(place.schema, place.folder, *place.database, shadows, place.clock);
  if (const auto reasons = development.reasons_to_reset(); !reasons.empty()) {
    for (const std::string& reason : reasons) std::fprintf(stderr, "%s\n", reason.c_str());
    throw Conflict{"reset_needed",
                   "Migrations cannot bring this database forward any more. Remove the file and begin anew, or undo "
                   "what is named above."};
  }
  print_names("applied", development.apply_pending());
  const migrate::Plan plan = development.plan();
  if (plan.empty() && !options.create_only) {
    std::printf("Already in sync, no schema change or pending migration was found.\n");
    return;
  }
  for (const migrate::DataLoss& loss : plan.losses) std::printf("! %s\n", loss.text.c_str());
  if (!plan.losses.empty() && !options.accept_data_loss && !options.create_only &&
      !confirmed("Data may be lost. Go on?")) {
    throw Conflict{"data_loss", "Nothing was changed. Give --accept-data-loss to go on without being asked."};
  }
  const migrate::Migration made =
      options.create_only ? development.create_only(options.name, plan) : development.create(options.name, plan);
  std::printf("%s %s/migration.sql\n", options.create_only ? "wrote" : "wrote and applied",
              (std::filesystem::path(place.folder.path()) / made.name).string().c_str());
}

void add_common(CLI::App& command, Options& options) {
  command.add_option("--schema", options.schema, "The schema: a .prisma file, or a folder of them")
      ->capture_default_str();
  command.add_option("--migrations", options.migrations, "The folder of the migrations (default: beside the schema)");
  command.add_option("--url", options.url, "The database (default: DATABASE_URL): file:shop.db");
}

}  // namespace

void add_migrate(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* group = program.add_subcommand("migrate", "Bring a database's tables forward, in Prisma's layout");
  group->require_subcommand(1);

  CLI::App* dev_command = group->add_subcommand("dev", "Write and apply the migration to what the schema says now");
  add_common(*dev_command, *options);
  dev_command->add_option("--name", options->name, "What the migration does: \"add price\"");
  dev_command->add_flag("--create-only", options->create_only, "Write it, and do not apply it");
  dev_command->add_flag("--accept-data-loss", options->accept_data_loss, "Do not ask");
  dev_command->callback([options] { dev(*options); });

  CLI::App* deploy_command = group->add_subcommand("deploy", "Apply pending migrations");
  add_common(*deploy_command, *options);
  deploy_command->callback([options] { deploy(*options); });

  CLI::App* status_command = group->add_subcommand("status", "Say which are pending; exit code 1 if any is");
  add_common(*status_command, *options);
  status_command->callback([options] { status(*options); });
}

}  // namespace tenon::cli
