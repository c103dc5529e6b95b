#include <tenon/sql/sqlite/database_file.hpp>

#include <unistd.h>

#include <cstdlib>
#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {

std::string file_name(const std::string& path) {
  return path.starts_with(':') || path.starts_with("file:") ? "./" + path : path;
}

void require_file(const DatabaseUrl& url) {
  if (url.provider() == schema::Provider::sqlite) return;
  throw Invalid("bad_database_url",
                "\"" + url.redacted() + "\" names no SQLite database; one that does is \"file:shop.db\".");
}

DatabaseFile::DatabaseFile(std::string path, bool temporary) noexcept : path_(std::move(path)), temporary_(temporary) {}

DatabaseFile::DatabaseFile(DatabaseFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, false)) {}

DatabaseFile::~DatabaseFile() {
  if (!temporary_) return;
  for (const char* suffix : {"", "-wal", "-shm"}) unlink((path_ + suffix).c_str());
}

DatabaseFile DatabaseFile::of_url(const DatabaseUrl& url) {
  require_file(url);
  return url.is_ephemeral() ? temporary() : DatabaseFile(file_name(url.path()), false);
}

DatabaseFile DatabaseFile::temporary() {
  const char* folder = std::getenv("TMPDIR");
  std::string path = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : folder ? folder : "/tmp";
  path += "/tenon-XXXXXX.db";
  const int file = mkstemps(path.data(), 3);
  if (file < 0) throw Unavailable("database_unavailable", "No temporary database can be made in " + path + ".");
  close(file);
  return DatabaseFile(std::move(path), true);
}

}  // namespace tenon::sql::sqlite
