#include <tenon/sql/datasource.hpp>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/schema/database_url.hpp>

namespace tenon::sql {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view usual_variable = "DATABASE_URL";

/// The path of a file that is named from some folder.
std::optional<fs::path> relative_path(const DatabaseUrl& url) {
  fs::path path = url.path();
  if (path.empty() || path.is_absolute()) return std::nullopt;
  return path;
}

/// The same file, named from the working directory.
DatabaseUrl beside_schema(const Datasource& datasource, const fs::path& path, const DatabaseUrl& url) {
  return url.with_path((fs::path(datasource.folder) / path).lexically_normal().string());
}

DatabaseUrl of_schema(const Datasource& datasource, const DatabaseUrl& url) {
  const auto path = relative_path(url);
  if (!path) return url;
  std::error_code error;
  if (!datasource.folder.empty() && !fs::is_directory(datasource.folder, error)) {
    throw Invalid{"no_database", "The schema has its database at " + url.redacted() + ", beside itself in " +
                                     datasource.folder + ", and there is no such folder. Set DATABASE_URL."};
  }
  return beside_schema(datasource, *path, url);
}

DatabaseUrl of_variable(const Datasource& datasource, const DatabaseUrl& url) {
  const auto here = relative_path(url);
  if (!here) return url;
  const fs::path beside = fs::path(datasource.folder) / *here;
  std::error_code error;
  const bool same_folder = fs::equivalent(fs::path(".") / datasource.folder, ".", error);
  if (same_folder || !fs::exists(beside, error)) return url;
  if (fs::exists(*here, error)) {
    throw Conflict{"two_databases", "There is a database at " + here->string() + " and one at " + beside.string() +
                                        ", beside the schema. Say which one is meant, by an absolute path in " +
                                        datasource.url->value + "."};
  }
  return beside_schema(datasource, *here, url);
}

std::optional<std::string> value_of(const Environment& environment, std::string_view variable) {
  const auto value = environment.find(variable);
  if (!value || value->empty()) return std::nullopt;
  return std::string(*value);
}

bool names_variable(const Datasource& datasource) { return datasource.url && datasource.url->from_environment; }

[[noreturn]] void refuse_url(std::string_view from, const std::string& code, const std::string& why) {
  const std::string source{from};
  throw Invalid{code, source + ": " + why, {{source, code, why}}};
}

DatabaseUrl parse_url(schema::Provider provider, std::string_view url, std::string_view from) {
  try {
    return DatabaseUrl::parse(url);
  } catch (const Invalid& error) {
    std::string why = error.detail();
    if (!schema::is_url_of(provider, url)) {
      why += " The provider of the schema is \"" + std::string(schema::to_string(provider)) + "\".";
    }
    refuse_url(from, error.code(), why);
  }
}

}  // namespace

Datasource datasource_of(const schema::Schema& schema) {
  if (!schema.datasource) return {};
  const schema::Source& source = schema.sources.at(schema.datasource->span.file);
  return {schema.datasource->provider, schema.datasource->url, fs::path(source.name).parent_path().string()};
}

std::string_view variable_of(const Datasource& datasource) noexcept {
  return names_variable(datasource) ? std::string_view(datasource.url->value) : usual_variable;
}

DatabaseUrl check_url(const Datasource& datasource, std::string_view url, std::string_view from) {
  DatabaseUrl parsed = parse_url(datasource.provider, url, from);
  if (datasource.provider == schema::Provider::none || datasource.provider == parsed.provider()) return parsed;
  const std::string provider{schema::to_string(datasource.provider)};
  refuse_url(from, "P1012",
             "\"" + parsed.redacted() + "\" is for the provider \"" +
                 std::string(schema::to_string(parsed.provider())) + "\", but the provider of the schema is \"" +
                 provider + "\", whose URLs begin with " + std::string(schema::url_beginnings(datasource.provider)) +
                 ".");
}

std::string source_of(const Datasource& datasource, const Environment& environment) {
  if (names_variable(datasource) && value_of(environment, datasource.url->value)) return datasource.url->value;
  if (value_of(environment, usual_variable) || !datasource.url) return std::string(usual_variable);
  return names_variable(datasource) ? datasource.url->value : "url of the schema";
}

std::optional<DatabaseUrl> database_url(const Datasource& datasource, const Environment& environment,
                                        std::string_view option) {
  const std::string source = source_of(datasource, environment);
  if (names_variable(datasource)) {
    const std::string& variable = datasource.url->value;
    if (const auto url = value_of(environment, variable)) {
      return of_variable(datasource, check_url(datasource, *url, source));
    }
  }
  if (const auto url = value_of(environment, usual_variable)) return check_url(datasource, *url, source);
  if (!datasource.url) return std::nullopt;
  if (!names_variable(datasource)) {
    return of_schema(datasource, check_url(datasource, datasource.url->value, source));
  }
  throw Invalid{"P1012", "The schema takes its database from the variable " + datasource.url->value +
                             ", which is not set. Set it, or DATABASE_URL" +
                             (option.empty() ? "." : ", or give " + std::string(option) + ".")};
}

}  // namespace tenon::sql
