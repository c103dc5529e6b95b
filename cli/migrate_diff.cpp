#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/datasource.hpp>
#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/development.hpp>
#include <tenon/sql/migrate/folder.hpp>
#include <tenon/sql/migrate/summary.hpp>

#include "command.hpp"
#include "files.hpp"
#include "workplace.hpp"

namespace tenon::cli {
namespace {

namespace migrate = sql::migrate;
using schema::Provider;

/// One of the two things that are compared: exactly one of its members is given.
struct Side {
  bool empty = false;
  std::string schema;
  std::string migrations;
  std::string url;
  std::string datasource;
  bool config = false;

  int given() const {
    return int{empty} + int{!schema.empty()} + int{!migrations.empty()} + int{!url.empty()} + int{!datasource.empty()} +
           int{config};
  }

  void add_to(CLI::App& command, const std::string& which) {
    command.add_flag("--" + which + "-empty", empty, "Nothing");
    command.add_option("--" + which + "-schema,--" + which + "-schema-datamodel", schema, "What a schema says");
    command.add_option("--" + which + "-migrations", migrations, "What the migrations of a folder make");
    command.add_option("--" + which + "-url", url, "What is in a database: file:shop.db");
    command.add_option("--" + which + "-schema-datasource", datasource, "What is in the database that a schema names");
    command.add_flag("--" + which + "-config-datasource", config,
                     "What is in the database of --schema, or DATABASE_URL");
  }
};

struct DiffOptions {
  Side from;
  Side to;
  std::string schema = "schema.prisma";
  std::string output;
  bool script = false;
  bool exit_code = false;
};

/// A side, read as far as it can be without knowing the engine.
struct Reading {
  Reading(const Side& side, const std::string& which, const std::string& default_schema) : side_(side) {
    const std::string option = "--" + which + "-";
    if (!side.schema.empty()) schema_ = read_schema(side.schema, option + "schema");
    if (side.config) schema_ = read_schema(default_schema, "--schema");
    if (!side.datasource.empty()) schema_ = read_schema(side.datasource, option + "schema-datasource");
    if (side.config || !side.datasource.empty()) url_ = database_url(*schema_, "", option + "url");
    if (!side.url.empty()) url_ = sql::check_url({}, side.url, option + "url");
  }

  Provider provider() const {
    if (schema_) return schema_->provider();
    if (!side_.migrations.empty()) return migrate::Folder{side_.migrations}.provider();
    return url_ ? url_->provider() : Provider::none;
  }

  migrate::Structure structure(const migrate::Connector& connector) const {
    if (url_) return connector.introspect(*connector.look(*url_), schemas());
    if (schema_) return connector.structure_of(*schema_);
    if (side_.migrations.empty()) return {};
    const std::unique_ptr<migrate::Database> shadow = connector.make_shadow(nullptr);
    migrate::replay(migrate::Folder{side_.migrations}.migrations(), *shadow);
    return connector.introspect(*shadow, schemas());
  }

 private:
  std::vector<std::string> schemas() const {
    return schema_ && schema_->datasource ? schema_->datasource->schemas : std::vector<std::string>{};
  }

  const Side& side_;
  std::optional<schema::Schema> schema_;
  std::optional<sql::DatabaseUrl> url_;
};

const migrate::Connector& connector_for(const Reading& from, const Reading& to) {
  const Provider one = from.provider();
  const Provider other = to.provider();
  if (one != Provider::none && other != Provider::none && one != other) {
    throw Conflict{"P3019", "One side is for `" + std::string(schema::to_string(one)) + "`, the other for `" +
                                std::string(schema::to_string(other)) + "`."};
  }
  if (one == Provider::none && other == Provider::none) return migrate::any_connector();
  return migrate::connector_of(one == Provider::none ? other : one);
}

void require_one(const Side& side, const char* name) {
  if (side.given() == 1) return;
  throw Invalid{"bad_command", std::to_string(side.given()) + " `--" + name +
                                   "-...` parameter(s) provided. 1 must be provided: --" + name + "-empty, --" + name +
                                   "-schema FILE, --" + name + "-migrations FOLDER, --" + name + "-url URL or --" +
                                   name + "-config-datasource."};
}

void run(const DiffOptions& options) {
  require_one(options.from, "from");
  require_one(options.to, "to");
  const Reading from(options.from, "from", options.schema);
  const Reading to(options.to, "to", options.schema);
  const migrate::Connector& connector = connector_for(from, to);
  const migrate::Difference difference = connector.diff(from.structure(connector), to.structure(connector));
  std::string text = options.script ? connector.script_of(difference) : migrate::summarize(difference);
  if (text.empty()) text = std::string(migrate::empty_migration) + "\n";
  if (options.output.empty()) {
    std::fputs(text.c_str(), stdout);
  } else {
    write_file(options.output, text);
  }
  if (options.exit_code && !difference.empty()) throw CLI::RuntimeError(2);
}

}  // namespace

void add_migrate_diff(CLI::App& group) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* command = group.add_subcommand("diff", "What lies between two schemas, migration folders or databases");
  options->from.add_to(*command, "from");
  options->to.add_to(*command, "to");
  command->add_option("--schema", options->schema, "The schema of --from-config-datasource and --to-config-datasource")
      ->capture_default_str();
  command->add_flag("--script", options->script, "As SQL, not as a summary");
  command->add_flag("--exit-code", options->exit_code, "End with 2 if they differ, 0 if not, 1 after an error");
  command->add_option("-o,--output", options->output, "Write it to a file");
  command->callback([options] { run(*options); });
}

}  // namespace tenon::cli
