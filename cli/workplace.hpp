#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <tenon/base/clock.hpp>
#include <tenon/schema/schema.hpp>
#include <tenon/sql/database_url.hpp>
#include <tenon/sql/migrate/connector.hpp>
#include <tenon/sql/migrate/folder.hpp>

namespace CLI {
class App;
}

namespace tenon::cli {

/// Which schema, migrations and database a command works on.
struct PlaceOptions {
  std::string schema = "schema.prisma";
  std::string migrations;
  std::string url;

  void add_to(CLI::App& command);
};

/// The URL of the database: what `option` was given, else the one that the application opens, too
/// (tenon/sql/datasource.hpp). Throws as that does, and Invalid "no_database" without any.
sql::DatabaseUrl database_url(const schema::Schema& schema, const std::string& given, std::string_view option);

/// What the commands on one database have in common.
struct Workplace {
  explicit Workplace(const PlaceOptions& options);

  /// The database for writing, made if it is not there, and for looking only.
  std::unique_ptr<sql::migrate::Database> open() const { return connector.open(url); }
  std::unique_ptr<sql::migrate::Database> look() const { return connector.look(url); }

  schema::Schema schema;
  const sql::migrate::Connector& connector;
  sql::migrate::Folder folder;
  sql::DatabaseUrl url;
  SystemClock clock;
};

}  // namespace tenon::cli
