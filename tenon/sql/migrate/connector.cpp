#include <tenon/sql/migrate/connector.hpp>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/introspect.hpp>
#include <tenon/sql/migrate/render.hpp>
#include <tenon/sql/migrate/sqlite_database.hpp>
#include <tenon/sql/sqlite/database_file.hpp>

namespace tenon::sql::migrate {

namespace fs = std::filesystem;

namespace {

/// A file that cannot be looked at is not one that is absent.
bool is_there(const fs::path& path) {
  std::error_code error;
  const bool found = fs::exists(path, error);
  if (error) throw Unavailable{"database_unavailable", path.string() + " cannot be reached: " + error.message() + "."};
  return found;
}

}  // namespace

std::unique_ptr<Database> SqliteConnector::open(std::string_view url) const {
  return open_sqlite(sqlite::DatabaseFile::of_url(url).path());
}

std::unique_ptr<Database> SqliteConnector::look(std::string_view url) const {
  const sqlite::DatabaseFile file = sqlite::DatabaseFile::of_url(url);
  const fs::path path = fs::absolute(file.path());
  if (is_there(path)) return open_sqlite(path.string());
  std::error_code error;
  if (!fs::is_directory(path.parent_path(), error)) {
    throw Unavailable{"P1003", "There is no database at " + path.string() + ", nor its folder."};
  }
  return make_shadow();
}

bool SqliteConnector::exists(std::string_view url) const { return is_there(sqlite::DatabaseFile::of_url(url).path()); }

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
