#include <tenon/sql/migrate/connectors.hpp>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/postgres/connector.hpp>
#include <tenon/sql/migrate/sqlite/connector.hpp>

namespace tenon::sql::migrate {

const Connector& connector_of(schema::Provider provider) {
  static const sqlite::SqliteConnector sqlite;
  static const postgres::PostgresConnector postgres;
  switch (provider) {
    case schema::Provider::sqlite: return sqlite;
    case schema::Provider::postgresql: return postgres;
    default: break;
  }
  throw Invalid{"unsupported_provider",
                provider == schema::Provider::none
                    ? "The schema says nothing of its engine: give it a datasource with `provider = \"sqlite\"` or "
                      "`\"postgresql\"`."
                    : "Migrations are made for SQLite and PostgreSQL; the schema is for another engine."};
}

const Connector& any_connector() { return connector_of(schema::Provider::sqlite); }

std::string render_create(const schema::Schema& schema) {
  const Connector& connector = connector_of(schema.provider());
  return connector.script_of(connector.diff({}, connector.structure_of(schema)));
}

}  // namespace tenon::sql::migrate
