#pragma once

#include <memory>
#include <string>

#include <tenon/base/clock.hpp>
#include <tenon/schema/schema.hpp>
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

/// The URL of the database: `--url`, else the schema's `datasource url` (as Prisma 6 has it), else DATABASE_URL (as
/// Prisma 7 has it outside of the schema).
///
/// A path in the schema is relative to the schema's folder. So was, for Prisma 6, one in a variable that the schema
/// names; for Prisma 7 and for a running application it is relative to the working directory. Where the two differ, the
/// database that exists is meant. Throws Invalid "P1012" for a variable that is not set and for a URL that the provider
/// contradicts, "no_database" without any, and Conflict "two_databases" where both files exist.
std::string database_url(const schema::Schema& schema, const std::string& given);

/// What the commands on one database have in common.
struct Workplace {
  explicit Workplace(const PlaceOptions& options);

  /// The database for writing, made if it is not there, and for looking only.
  std::unique_ptr<sql::migrate::Database> open() const { return connector.open(url); }
  std::unique_ptr<sql::migrate::Database> look() const { return connector.look(url); }

  schema::Schema schema;
  const sql::migrate::Connector& connector;
  sql::migrate::Folder folder;
  std::string url;
  SystemClock clock;
};

}  // namespace tenon::cli
