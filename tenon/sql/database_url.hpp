#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tenon/schema/types.hpp>

namespace tenon::sql {

/// The URL of a database.
///
/// | | |
/// | --- | --- |
/// | `file:shop.db`, `file:/var/lib/shop.db`, `file:///var/lib/shop.db`, the same with `sqlite:` | a file of SQLite |
/// | `file::memory:` | a database in memory, gone when it is closed |
/// | `postgresql://user:password@host/database`, `postgres://…` | a database on a server |
///
/// In the path of a file `%`, `?`, `#` and what else a URL cannot hold are percent-encoded; there is no fragment.
///
/// Parameters may follow. For a file these are the ones that Prisma reads, `connection_limit`, `pool_timeout`,
/// `socket_timeout`, `max_connection_lifetime` and `max_idle_connection_lifetime`: whole numbers, which have no effect,
/// so that a URL of a Prisma project can be used as it is. All others are refused, SQLite's own (`mode`, `cache`,
/// `immutable`) among them.
///
///     const DatabaseUrl url = DatabaseUrl::parse("file:my%20shop.db");
///     url.provider();   // schema::Provider::sqlite
///     url.path();       // "my shop.db"
class DatabaseUrl {
 public:
  /// Throws Invalid "bad_database_url" with what would be right; the message holds no password and no value of a
  /// parameter.
  static DatabaseUrl parse(std::string_view text);
  /// That of a file of SQLite: path() gives what was passed, for any path. Throws Invalid "bad_database_url" for one
  /// that is empty or has a NUL.
  static DatabaseUrl of_file(std::string_view path);
  static DatabaseUrl in_memory();

  /// sqlite or postgresql.
  schema::Provider provider() const noexcept { return provider_; }
  /// As it was given, with the password.
  const std::string& text() const noexcept { return text_; }
  /// For messages and logs: without user, password and the parameters, each of which may hold a secret.
  std::string redacted() const;

  /// Whether the database is gone when it is closed.
  bool is_ephemeral() const noexcept { return ephemeral_; }
  /// The file, decoded; empty for a database in memory and for one on a server.
  const std::string& path() const noexcept { return path_; }
  /// What follows `?`, decoded, in its order.
  const std::vector<std::pair<std::string, std::string>>& parameters() const noexcept { return parameters_; }

  /// The same parameters for another file. Throws as of_file(), and Invalid "bad_database_url" for one on a server.
  DatabaseUrl with_path(std::string_view path) const;

 private:
  DatabaseUrl() = default;
  void read_file(std::string_view place);
  void read_server(std::string_view place);
  void read_parameters(std::string_view query);
  void check_parameters_of_file() const;

  std::string text_;
  schema::Provider provider_ = schema::Provider::none;
  bool ephemeral_ = false;
  std::string path_;
  std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace tenon::sql
