#pragma once

#include <string>

#include <tenon/sql/database_url.hpp>

namespace tenon::sql::sqlite {

/// What SQLite is told to open the file: some names, as ":memory:", mean something else to it.
std::string file_name(const std::string& path);

/// Throws Invalid "bad_database_url" for the URL of another provider.
void require_file(const DatabaseUrl& url);

/// Where a database lies. One made by temporary() is deleted with this object.
class DatabaseFile {
 public:
  /// The file of a URL, temporary() for one in memory; parameters are left aside. Throws Invalid "bad_database_url" for
  /// another provider.
  static DatabaseFile of_url(const DatabaseUrl& url);
  /// A new file in shared memory (/dev/shm, else TMPDIR): as fast as SQLite's own in-memory databases, but with the
  /// WAL and the locks of a real one, and with room for many connections. Throws Unavailable "database_unavailable".
  static DatabaseFile temporary();

  DatabaseFile(DatabaseFile&& other) noexcept;
  DatabaseFile& operator=(DatabaseFile&&) = delete;
  ~DatabaseFile();

  /// As file_name().
  const std::string& path() const noexcept { return path_; }

 private:
  explicit DatabaseFile(std::string path, bool temporary) noexcept;

  std::string path_;
  bool temporary_;
};

}  // namespace tenon::sql::sqlite
