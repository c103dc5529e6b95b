#include <tenon/sql/migrate/connector.hpp>

#include <filesystem>
#include <string>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/introspect.hpp>
#include <tenon/sql/migrate/render.hpp>
#include <tenon/sql/migrate/sqlite_database.hpp>
#include <tenon/sql/sqlite/database_file.hpp>

namespace tenon::sql::migrate {

namespace fs = std::filesystem;

std::unique_ptr<Database> SqliteConnector::open(std::string_view url) const {
  return open_sqlite(sqlite::DatabaseFile::of_url(url).path());
}

std::unique_ptr<Database> SqliteConnector::look(std::string_view url) const {
  const sqlite::DatabaseFile file = sqlite::DatabaseFile::of_url(url);
  const fs::path path = fs::absolute(file.path());
  std::error_code error;
  if (fs::exists(path, error)) return open_sqlite(path.string());
  if (!fs::is_directory(path.parent_path(), error)) {
    throw Unavailable{"P1003", "There is no database at " + path.string() + ", nor its folder."};
  }
  return make_shadow();
}

bool SqliteConnector::exists(std::string_view url) const {
  std::error_code error;
  return fs::exists(sqlite::DatabaseFile::of_url(url).path(), error);
}

std::unique_ptr<Database> SqliteConnector::make_shadow() const { return open_sqlite(":memory:"); }

Structure SqliteConnector::introspect(Database& database) const { return migrate::introspect(database); }

Structure SqliteConnector::structure_of(const schema::Schema& schema) const { return migrate::structure_of(schema); }

Difference SqliteConnector::diff(Structure before, Structure after) const {
  return migrate::diff(std::move(before), std::move(after));
}

std::string SqliteConnector::script_of(const Difference& difference) const { return render(difference); }

const Connector& connector_of(schema::Provider provider) {
  static const SqliteConnector sqlite;
  if (provider == schema::Provider::sqlite) return sqlite;
  throw Invalid{"unsupported_provider",
                provider == schema::Provider::none
                    ? "The schema says nothing of its engine: give it a datasource with `provider = \"sqlite\"`."
                    : "Migrations are made for SQLite only; the schema is for another engine."};
}

}  // namespace tenon::sql::migrate
