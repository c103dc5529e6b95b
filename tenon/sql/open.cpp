#include <tenon/sql/open.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/database_file.hpp>
#include <tenon/sql/sqlite/engine.hpp>

namespace tenon::sql {

std::shared_ptr<Engine> open(const DatabaseUrl& url, OpenOptions options) {
  require_engine(url);
  return std::make_shared<sqlite::SqliteEngine>(sqlite::DatabaseFile::of_url(url), options.sqlite,
                                                std::move(options.log));
}

std::shared_ptr<Engine> open(std::string_view url, OpenOptions options) {
  return open(DatabaseUrl::parse(url), std::move(options));
}

void require_engine(const DatabaseUrl& url) {
  if (url.provider() == schema::Provider::sqlite) return;
  throw Invalid("bad_database_url", "\"" + url.redacted() +
                                        "\" cannot be opened: PostgreSQL is not supported yet; an " +
                                        "SQLite database is \"file:shop.db\".");
}

}  // namespace tenon::sql
