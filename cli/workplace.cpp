#include "workplace.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <utility>

#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/datasource.hpp>
#include <tenon/sql/migrate/connectors.hpp>

#include "files.hpp"

namespace tenon::cli {
namespace {

namespace fs = std::filesystem;

std::string migrations_of(const PlaceOptions& options) {
  if (!options.migrations.empty()) return options.migrations;
  const fs::path path(options.schema);
  std::error_code error;
  return ((fs::is_directory(path, error) ? path : path.parent_path()) / "migrations").string();
}

/// What the application of a schema is called if it was made by `tenon new`.
std::string program_of(const schema::Schema& schema) {
  const std::string name = schema.sources.size() == 1 ? fs::path(schema.sources[0].name).stem().string() : "schema";
  return name == "schema" ? "<program>" : name;
}

}  // namespace

void PlaceOptions::add_to(CLI::App& command) {
  command.add_option("--schema", schema, "The schema: a .prisma file, or a folder of them")->capture_default_str();
  command.add_option("--migrations", migrations, "The folder of the migrations (default: beside the schema)");
  command.add_option("--url", url, "The database (default: DATABASE_URL, else the schema's): file:shop.db");
}

sql::DatabaseUrl database_url(const schema::Schema& schema, const std::string& given, std::string_view option) {
  const sql::Datasource datasource = sql::datasource_of(schema);
  if (!given.empty()) return sql::check_url(datasource, given, option);
  if (auto url = sql::database_url(datasource, Environment::load(), option)) return *std::move(url);
  throw Invalid{"no_database", "Say which database: give " + std::string(option) +
                                   " or set DATABASE_URL. Without it an application opens file:" + program_of(schema) +
                                   ".db."};
}

Workplace::Workplace(const PlaceOptions& options)
    : schema(read_schema(options.schema)),
      connector(sql::migrate::connector_of(schema.provider())),
      folder(migrations_of(options)),
      url(database_url(schema, options.url, "--url")) {
  folder.check_provider(schema.provider());
}

}  // namespace tenon::cli
