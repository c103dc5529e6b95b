#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::sqlite {

/// Where a database lies. One made by temporary() is deleted with this object.
class DatabaseFile {
 public:
  /// From `file:path`, `file:///absolute/path`, `sqlite:path` or `file::memory:`, parameters behind `?` left aside.
  /// Throws Invalid "bad_database_url".
  static DatabaseFile of_url(std::string_view url);
  /// A new file in shared memory (/dev/shm, else TMPDIR): as fast as SQLite's own in-memory databases, but with the
  /// WAL and the locks of a real one, and with room for many connections. Throws Unavailable "database_unavailable".
  static DatabaseFile temporary();

  DatabaseFile(DatabaseFile&& other) noexcept;
  DatabaseFile& operator=(DatabaseFile&&) = delete;
  ~DatabaseFile();

  const std::string& path() const noexcept { return path_; }

 private:
  explicit DatabaseFile(std::string path, bool temporary) noexcept;

  std::string path_;
  bool temporary_;
};

}  // namespace tenon::sql::sqlite
