#include "workplace.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string_view>

#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/schema/database_url.hpp>

#include "files.hpp"

namespace tenon::cli {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const schema::Schema& schema) {
  return fs::path(schema.sources.at(schema.datasource->span.file).name).parent_path();
}

/// The path of a relative `file:` URL, without parameters.
std::optional<fs::path> relative_path(std::string_view url) {
  if (!url.starts_with("file:")) return std::nullopt;
  url.remove_prefix(5);
  const fs::path path = url.substr(0, url.find('?'));
  if (path.empty() || path.is_absolute() || path == ":memory:") return std::nullopt;
  return path;
}

std::string beside_schema(const schema::Schema& schema, const std::string& url) {
  const auto path = relative_path(url);
  if (!path) return url;
  return "file:" + (folder_of(schema) / *path).lexically_normal().string() + url.substr(5 + path->string().size());
}

std::string of_variable(const schema::Schema& schema, const std::string& url) {
  const auto here = relative_path(url);
  if (!here) return url;
  const fs::path beside = folder_of(schema) / *here;
  const bool same_folder = fs::equivalent(fs::path(".") / folder_of(schema), ".");
  if (same_folder || !fs::exists(beside)) return url;
  if (fs::exists(*here)) {
    throw Conflict{"two_databases", "There is a database at " + here->string() + " and one at " + beside.string() +
                                        ", beside the schema. Say which one is meant: --url file:PATH."};
  }
  return beside_schema(schema, url);
}

std::string variable(const Environment& environment, const std::string& name) {
  const auto value = environment.find(name);
  if (value && !value->empty()) return std::string(*value);
  throw Invalid{"P1012", "The schema takes its database from the variable " + name + ", which is not set."};
}

std::string checked(const schema::Schema& schema, std::string url, const std::string& from) {
  if (schema::is_url_of(schema.provider(), url)) return url;
  throw Invalid{"P1012", from + " names no database of the provider \"" +
                             std::string(schema::to_string(schema.provider())) + "\", whose URLs begin with " +
                             std::string(schema::url_beginnings(schema.provider())) + "."};
}

std::string migrations_of(const PlaceOptions& options) {
  if (!options.migrations.empty()) return options.migrations;
  const fs::path path(options.schema);
  return ((fs::is_directory(path) ? path : path.parent_path()) / "migrations").string();
}

}  // namespace

void PlaceOptions::add_to(CLI::App& command) {
  command.add_option("--schema", schema, "The schema: a .prisma file, or a folder of them")->capture_default_str();
  command.add_option("--migrations", migrations, "The folder of the migrations (default: beside the schema)");
  command.add_option("--url", url, "The database (default: the schema's, else DATABASE_URL): file:shop.db");
}

std::string database_url(const schema::Schema& schema, const std::string& given) {
  if (!given.empty()) return checked(schema, given, "--url");
  const Environment environment = Environment::load();
  if (schema.datasource && schema.datasource->url) {
    const schema::TextOrEnvironment& url = *schema.datasource->url;
    if (!url.from_environment) return beside_schema(schema, url.value);
    return checked(schema, of_variable(schema, variable(environment, url.value)), "The variable " + url.value);
  }
  const std::string url(environment.find("DATABASE_URL").value_or(""));
  if (url.empty()) throw Invalid{"no_database", "Say which database: set DATABASE_URL or give --url."};
  return checked(schema, url, "The variable DATABASE_URL");
}

Workplace::Workplace(const PlaceOptions& options)
    : schema(read_schema(options.schema)),
      connector(sql::migrate::connector_of(schema.provider())),
      folder(migrations_of(options)),
      url(database_url(schema, options.url)) {
  folder.check_provider(schema.provider());
}

}  // namespace tenon::cli
