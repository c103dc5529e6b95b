#pragma once

#include <tenon/sql/migrate/connector.hpp>

namespace tenon::sql::migrate::postgres {

/// What a URL does not say is taken of the environment, as PostgresOptions::parse() does. A shadow database needs the
/// right to create databases.
class PostgresConnector final : public Connector {
 public:
  std::unique_ptr<Database> open(const DatabaseUrl& url) const override;
  std::unique_ptr<Database> look(const DatabaseUrl& url) const override;
  bool exists(const DatabaseUrl& url) const override;
  /// Throws Invalid "no_database" for null.
  std::unique_ptr<Database> make_shadow(Database* server) const override;
  Structure introspect(Database& database, const std::vector<std::string>& schemas) const override;
  Structure structure_of(const schema::Schema& schema) const override;
  Difference diff(Structure before, Structure after) const override;
  std::string script_of(const Difference& difference) const override;
  std::vector<DataLoss> try_out(const std::string& script, Database& shadow) const override;
  std::vector<DataLoss> unreadable_values(const schema::Schema& schema, const Difference& difference,
                                          Database& database) const override;
};

}  // namespace tenon::sql::migrate::postgres
