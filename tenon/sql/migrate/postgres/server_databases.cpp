#include <tenon/sql/migrate/postgres/server_databases.hpp>

#include <optional>
#include <string>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/sql/detail/quoted.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using sql::detail::quoted_name;
using sql::postgres::LoginError;

bool is_missing(const LoginError& error) { return error.diagnostic() && error.diagnostic()->is("3D000"); }

/// Null where the server has no such database.
std::unique_ptr<Server> connect(const PostgresOptions& options) {
  try {
    return std::make_unique<Server>(options);
  } catch (const LoginError& error) {
    if (!is_missing(error)) throw;
  }
  return nullptr;
}

/// The same for the database that every server has.
PostgresOptions maintenance(PostgresOptions options) {
  options.database = "postgres";
  options.schema.clear();
  return options;
}

void create(const PostgresOptions& options) {
  Server server{maintenance(options)};
  const Server::Answer answer = server.ask("CREATE DATABASE " + quoted_name(options.database));
  if (!answer.error) return;
  // Somebody else was quicker.
  if (answer.error->is("42P04") || answer.error->is("23505")) return;
  throw Unavailable{"database_unavailable",
                    "The database \"" + options.database + "\" cannot be created: " + answer.error->message + "."};
}

void create_schema(Server& server) {
  const std::string& name = server.options().schema;
  if (name.empty()) return;
  const std::optional<std::string> value{name};
  const Server::Answer found = server.ask("SELECT 1 FROM pg_namespace WHERE nspname = $1", {&value, 1});
  if (found.error) throw_statement_failure(*found.error);
  if (!found.rows.empty()) return;
  const Server::Answer made = server.ask("CREATE SCHEMA IF NOT EXISTS " + quoted_name(name));
  if (!made.error || made.error->is("42P06") || made.error->is("23505")) return;
  throw Unavailable{"database_unavailable",
                    "The schema \"" + name + "\" cannot be created: " + made.error->message + "."};
}

class ShadowDatabase final : public PostgresDatabase {
 public:
  ShadowDatabase(std::unique_ptr<Server> server, PostgresOptions beside)
      : PostgresDatabase(std::move(server)), beside_(std::move(beside)) {}

  ~ShadowDatabase() override {
    const std::string name = options().database;
    disconnect();
    drop(name, beside_);
  }

  static void drop(const std::string& name, const PostgresOptions& beside) noexcept {
    try {
      Server{beside}.ask("DROP DATABASE IF EXISTS " + quoted_name(name) + " WITH (FORCE)");
    } catch (...) {
      // the server is gone; its name says what it was for
    }
  }

 private:
  PostgresOptions beside_;
};

}  // namespace

bool database_exists(const PostgresOptions& options) { return connect(options) != nullptr; }

std::unique_ptr<PostgresDatabase> open_database(const PostgresOptions& options) {
  std::unique_ptr<Server> server = connect(options);
  if (!server) {
    create(options);
    server = std::make_unique<Server>(options);
  }
  create_schema(*server);
  return std::make_unique<PostgresDatabase>(std::move(server));
}

std::unique_ptr<PostgresDatabase> look_at_database(const PostgresOptions& options) {
  if (std::unique_ptr<Server> server = connect(options)) return std::make_unique<PostgresDatabase>(std::move(server));
  // A schema that no database has stands for the empty one.
  PostgresOptions elsewhere = maintenance(options);
  elsewhere.schema = "tenon_absent_" + Uuid::v4().to_string();
  elsewhere.command_line += " -c default_transaction_read_only=on";
  try {
    return std::make_unique<PostgresDatabase>(std::make_unique<Server>(elsewhere));
  } catch (const LoginError& error) {
    throw Unavailable{"P1003", "There is no database \"" + options.database + "\". " + error.detail()};
  }
}

std::unique_ptr<PostgresDatabase> make_shadow_database(const PostgresOptions& options) {
  PostgresOptions shadow = options;
  shadow.database = "tenon_migrate_shadow_db_" + Uuid::v4().to_string();
  const Server::Answer answer = Server{options}.ask("CREATE DATABASE " + quoted_name(shadow.database));
  if (answer.error) {
    throw Unavailable{
        "P3014", "The shadow database, on which migrations are tried, cannot be created: " + answer.error->message +
                     ". Let the user create databases: ALTER ROLE " + quoted_name(options.user) + " CREATEDB."};
  }
  try {
    auto server = std::make_unique<Server>(shadow);
    create_schema(*server);
    return std::make_unique<ShadowDatabase>(std::move(server), options);
  } catch (...) {
    ShadowDatabase::drop(shadow.database, options);
    throw;
  }
}

}  // namespace tenon::sql::migrate::postgres
