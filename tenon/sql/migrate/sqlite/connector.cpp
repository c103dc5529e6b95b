#include <tenon/sql/migrate/sqlite/connector.hpp>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/diff.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>
#include <tenon/sql/migrate/sqlite/render.hpp>
#include <tenon/sql/migrate/sqlite/structure.hpp>
#include <tenon/sql/migrate/sqlite/try_out.hpp>
#include <tenon/sql/migrate/sqlite/unreadable.hpp>
#include <tenon/sql/sqlite/database_file.hpp>

namespace tenon::sql::migrate::sqlite {

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

std::unique_ptr<Database> SqliteConnector::open(const DatabaseUrl& url) const {
  sql::sqlite::require_file(url);
  return url.is_ephemeral() ? open_in_memory() : open_file(url.path());
}

std::unique_ptr<Database> SqliteConnector::look(const DatabaseUrl& url) const {
  if (exists(url)) return open_file(url.path());
  if (url.is_ephemeral()) return open_in_memory();
  const fs::path path = fs::absolute(url.path());
  std::error_code error;
  if (!fs::is_directory(path.parent_path(), error)) {
    throw Unavailable{"P1003", "There is no database at " + path.string() + ", nor its folder."};
  }
  return open_in_memory();
}

bool SqliteConnector::exists(const DatabaseUrl& url) const {
  sql::sqlite::require_file(url);
  return !url.is_ephemeral() && is_there(url.path());
}

std::unique_ptr<Database> SqliteConnector::make_shadow(Database*) const { return open_in_memory(); }

Structure SqliteConnector::introspect(Database& database, const std::vector<std::string>&) const {
  return sqlite::introspect(database);
}

Structure SqliteConnector::structure_of(const schema::Schema& schema) const { return sqlite::structure_of(schema); }

Difference SqliteConnector::diff(Structure before, Structure after) const {
  return sqlite::diff(std::move(before), std::move(after));
}

std::string SqliteConnector::script_of(const Difference& difference) const { return render(difference); }

std::vector<DataLoss> SqliteConnector::try_out(const std::string& script, Database& shadow) const {
  return sqlite::try_out(script, shadow);
}

std::vector<DataLoss> SqliteConnector::unreadable_values(const schema::Schema& schema, const Difference& difference,
                                                         Database& database) const {
  return sqlite::unreadable_values(schema, difference, database);
}

}  // namespace tenon::sql::migrate::sqlite
