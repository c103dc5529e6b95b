#include <tenon/sql/sqlite/database_file.hpp>

#include <unistd.h>

#include <cstdlib>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/base/text/percent.hpp>
#include <tenon/base/text/redact.hpp>

namespace tenon::sql::sqlite {
namespace {

[[noreturn]] void throw_bad_url(std::string_view url) {
  throw Invalid("bad_database_url",
                "\"" + text::redact_url(url) + "\" names no SQLite database; one that does is \"file:shop.db\".");
}

}  // namespace

DatabaseFile::DatabaseFile(std::string path, bool temporary) noexcept : path_(std::move(path)), temporary_(temporary) {}

DatabaseFile::DatabaseFile(DatabaseFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, false)) {}

DatabaseFile::~DatabaseFile() {
  if (!temporary_) return;
  for (const char* suffix : {"", "-wal", "-shm"}) unlink((path_ + suffix).c_str());
}

DatabaseFile DatabaseFile::of_url(std::string_view url) {
  std::string_view path = url;
  if (path.starts_with("file:")) {
    path.remove_prefix(5);
  } else if (path.starts_with("sqlite:")) {
    path.remove_prefix(7);
  } else {
    throw_bad_url(url);
  }
  path = path.substr(0, path.find('?'));
  if (path == ":memory:") return temporary();
  if (path.starts_with("///")) path.remove_prefix(2);
  if (path.empty() || path.starts_with("//")) throw_bad_url(url);
  const auto decoded = text::percent_decode(path);
  if (!decoded || decoded->find('\0') != std::string::npos) throw_bad_url(url);
  return DatabaseFile(*decoded, false);
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
