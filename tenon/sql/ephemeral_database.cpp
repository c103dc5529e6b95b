#include <tenon/sql/ephemeral_database.hpp>

#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/database_file.hpp>

namespace tenon::sql {

EphemeralDatabase::EphemeralDatabase(const DatabaseUrl& url) : url_(url) {
  if (!url.is_ephemeral()) throw Invalid("bad_database_url", "\"" + url.redacted() + "\" names a database that stays.");
  auto file = std::make_shared<const sqlite::DatabaseFile>(sqlite::DatabaseFile::temporary());
  url_ = DatabaseUrl::of_file(file->path());
  place_ = std::move(file);
}

}  // namespace tenon::sql
