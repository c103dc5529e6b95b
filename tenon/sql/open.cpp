#include <tenon/sql/open.hpp>

#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/engine.hpp>

namespace tenon::sql {

std::shared_ptr<Engine> open(std::string_view url, OpenOptions options) {
  if (url.starts_with("postgres:") || url.starts_with("postgresql:")) {
    throw Invalid("bad_database_url", "PostgreSQL is not supported yet; a SQLite database is \"file:shop.db\".");
  }
  return std::make_shared<sqlite::SqliteEngine>(sqlite::DatabaseFile::of_url(url), options);
}

}  // namespace tenon::sql
