#include <tenon/sql/migrate/postgres/connector.hpp>

#include <string>
#include <utility>

#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/postgres/catalog.hpp>
#include <tenon/sql/migrate/postgres/diff.hpp>
#include <tenon/sql/migrate/postgres/render.hpp>
#include <tenon/sql/migrate/postgres/server_databases.hpp>
#include <tenon/sql/migrate/postgres/structure.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

PostgresOptions options_of(const DatabaseUrl& url) {
  if (url.provider() != schema::Provider::postgresql) {
    throw Invalid{"bad_database_url", "\"" + url.redacted() + "\" is not a database of PostgreSQL."};
  }
  return PostgresOptions::parse(url, Environment::of_process());
}

}  // namespace

std::unique_ptr<Database> PostgresConnector::open(const DatabaseUrl& url) const {
  return open_database(options_of(url));
}

std::unique_ptr<Database> PostgresConnector::look(const DatabaseUrl& url) const {
  return look_at_database(options_of(url));
}

bool PostgresConnector::exists(const DatabaseUrl& url) const { return database_exists(options_of(url)); }

std::unique_ptr<Database> PostgresConnector::make_shadow(Database* server) const {
  const auto* const database = dynamic_cast<const PostgresDatabase*>(server);
  if (!database) {
    throw Invalid{"no_database", "Migrations for PostgreSQL are tried on a server, and no database on one is given."};
  }
  return make_shadow_database(database->options());
}

/// In one transaction, so that all answers are of the same moment.
Structure PostgresConnector::introspect(Database& database, const std::vector<std::string>& schemas) const {
  CatalogRows rows;
  database.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    for (const std::string& statement : catalog_statements(schemas)) rows.push_back(database.query(statement));
  } catch (...) {
    database.query("ROLLBACK");
    throw;
  }
  database.query("COMMIT");
  return read_catalog(rows, schemas);
}

Structure PostgresConnector::structure_of(const schema::Schema& schema) const { return postgres::structure_of(schema); }

Difference PostgresConnector::diff(Structure before, Structure after) const {
  return postgres::diff(std::move(before), std::move(after));
}

std::string PostgresConnector::script_of(const Difference& difference) const { return render(difference); }

std::vector<DataLoss> PostgresConnector::try_out(const std::string& script, Database& shadow) const {
  try {
    shadow.execute(script);
  } catch (const Invalid& error) {
    return {{LossKind::unexecutable,
             "On a new database, with the rows that earlier migrations put there, this migration fails: " +
                 error.detail()}};
  }
  return {};
}

/// PostgreSQL converts the values of a column whose type changes, or refuses to.
std::vector<DataLoss> PostgresConnector::unreadable_values(const schema::Schema&, const Difference&, Database&) const {
  return {};
}

}  // namespace tenon::sql::migrate::postgres
