#include <tenon/app/detail/database.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/open.hpp>

namespace tenon::app::detail {
namespace {

/// Whether the command only tells what the application is or lacks, for which nobody's database is made.
bool only_describes(const AppState& app) {
  static constexpr std::string_view commands[] = {"--help", "-h", "routes", "openapi", "check", "status", "resolve"};
  return std::any_of(app.arguments.begin(), app.arguments.end(), [](const std::string& argument) {
    return std::find(std::begin(commands), std::end(commands), argument) != std::end(commands);
  });
}

sql::SqliteOptions::Timestamps form_of(Timestamps timestamps) {
  using enum sql::SqliteOptions::Timestamps;
  switch (timestamps) {
    case Timestamps::automatic: break;
    case Timestamps::iso8601: return iso8601;
    case Timestamps::unix_milliseconds: return unix_milliseconds;
  }
  return automatic;
}

/// For `--help`: what is opened if no variable is set. A URL that cannot be used on this machine stands as it is
/// written.
std::string default_url(const AppState& app, const sql::Datasource& datasource) {
  if (!datasource.url) return sql::DatabaseUrl::of_file(app.program + ".db").text();
  if (datasource.url->from_environment) return "";
  try {
    return sql::database_url(datasource, Environment{})->text();
  } catch (const Invalid&) {
    return datasource.url->value;
  }
}

/// `--help` lists the variable of the schema, too.
void describe_variable(AppState& app, std::string_view variable) {
  if (variable == "DATABASE_URL") return;
  std::string unset;
  const settings::Row row{std::string(variable), "the database, as the schema names it; if not set, DATABASE_URL",
                          &unset, &settings::codec_of<std::string>};
  app.own_settings_help += settings::help({&row, 1});
}

/// Which database, and whether it can be one.
void choose_database(AppState& app, const sql::Datasource& datasource) {
  std::erase_if(app.mistakes, [](const FieldError& mistake) { return mistake.pointer == "DATABASE_URL"; });
  const sql::DatabaseUrl url =
      sql::database_url(datasource, app.environment).value_or(sql::DatabaseUrl::of_file(app.program + ".db"));
  sql::require_engine(url);
  app.settings.database_url = url.text();
}

std::shared_ptr<sql::Engine> open(AppState& app) {
  sql::OpenOptions options{.log = app.log};
  options.sqlite.timestamps = form_of(app.settings.database_timestamps);
  const sql::DatabaseUrl url = sql::DatabaseUrl::parse(app.settings.database_url);
  if (url.is_ephemeral()) app.ephemeral.emplace(url);
  return sql::open(app.ephemeral ? app.ephemeral->url() : url, std::move(options));
}

}  // namespace

std::shared_ptr<sql::Engine> open_database(AppState& app, const sql::Datasource& datasource) {
  app.default_database_url = default_url(app, datasource);
  describe_variable(app, sql::variable_of(datasource));
  try {
    choose_database(app, datasource);
    if (!only_describes(app) && app.mistakes.empty()) return open(app);
  } catch (const Error& error) {
    if (!app.owns_process) throw;
    app.mistakes.push_back({std::string(sql::variable_of(datasource)), error.code(), error.detail()});
  }
  return sql::open(sql::DatabaseUrl::in_memory(), {.log = app.log});
}

}  // namespace tenon::app::detail
