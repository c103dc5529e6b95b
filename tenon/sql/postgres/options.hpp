#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <tenon/async/timer.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/secret.hpp>
#include <tenon/sql/database_url.hpp>

namespace tenon::sql {

/// Where a server of PostgreSQL is.
struct PostgresServer {
  std::string host;  ///< a name, an address, or the folder of a Unix socket ("/run/postgresql", "@abstract")
  std::uint16_t port = 5432;
  Secret password = {};

  bool is_unix() const noexcept { return host.starts_with('/') || host.starts_with('@'); }
  bool operator==(const PostgresServer& other) const noexcept { return host == other.host && port == other.port; }
};

/// Settings of the PostgreSQL client.
///
///     auto options = PostgresOptions::parse(DatabaseUrl::parse("postgresql://shop@db/shop?sslmode=verify-full"),
///                                           Environment::of_process());
struct PostgresOptions {
  /// How TLS is used. `allow` and `prefer` protect against nobody who can change what is sent.
  enum class SslMode : std::uint8_t {
    disable,
    allow,        ///< where the server does not let us in without it
    prefer,       ///< where the server has it
    require,      ///< always; the certificate is not looked at, unless there is an sslrootcert, as with verify_ca
    verify_ca,    ///< and the certificate is one of a trusted authority
    verify_full,  ///< and for the host's name: what a server on another machine needs
  };
  /// What a server must be for us to stay (target_session_attrs).
  enum class Target : std::uint8_t { any, read_write, read_only, primary, standby, prefer_standby };
  /// Whether a login by password must hold on its TLS connection alone (SCRAM-SHA-256-PLUS).
  enum class ChannelBinding : std::uint8_t { disable, prefer, require };

  std::vector<PostgresServer> servers;  ///< tried in this order; at least one
  std::string user;
  std::string database;
  std::string schema;  ///< the first of the search path; empty: the server's choice
  std::string application_name;
  std::string command_line;  ///< parameter `options`: "-c statement_timeout=5s"

  SslMode ssl_mode = SslMode::prefer;
  std::string ssl_authorities;  ///< PEM file; empty: the system's
  std::string ssl_certificate;  ///< ours, PEM file; with it ssl_key
  std::string ssl_key;
  ChannelBinding channel_binding = ChannelBinding::prefer;
  Target target = Target::any;

  /// For one server, all of the login included. Nothing: only the caller's deadline counts.
  std::optional<async::Duration> connect_timeout = std::chrono::seconds{5};
  /// Connections of the process; nothing: as many as its loops need.
  std::optional<std::size_t> connection_limit;
  /// How long to wait for one of them. Nothing: only the caller's deadline counts.
  std::optional<async::Duration> pool_timeout = std::chrono::seconds{10};
  /// Prepared statements a connection; 0: none is kept.
  std::size_t statement_cache = 500;
  /// A PgBouncer in its transaction mode is in between: nothing may be kept from one transaction to the next. No
  /// statement is, and `schema` does not become the session's search path.
  bool pgbouncer = false;

  /// Of a URL, what it does not say of a service (`service`, PGSERVICE), and of the environment as libpq does: PGHOST,
  /// PGPORT, PGUSER, PGPASSWORD, PGPASSFILE, PGDATABASE, PGAPPNAME, PGOPTIONS, PGSSLMODE, PGSSLROOTCERT, PGSSLCERT,
  /// PGSSLKEY, PGCHANNELBINDING, PGTARGETSESSIONATTRS, PGCONNECT_TIMEOUT.
  ///
  /// | parameter | |
  /// | --- | --- |
  /// | `host`, `port` | several with commas, also before the `/`: `db-1:5432,db-2:5432`; a folder for a Unix socket |
  /// | `user`, `password`, `dbname` | as in `user:password@host/dbname`, whose place they take |
  /// | `passfile` | else PGPASSFILE, else `~/.pgpass`: where a password is looked up that is given nowhere |
  /// | `service` | a section of PGSERVICEFILE, else of `~/.pg_service.conf` |
  /// | `schema`, `application_name`, `options` | of the session |
  /// | `sslmode` | `disable`, `allow`, `prefer`, `require`, `verify-ca`, `verify-full` |
  /// | `sslrootcert` | a PEM file, or `system`; else `~/.postgresql/root.crt`, else the system's |
  /// | `sslcert`, `sslkey` | PEM files; else `~/.postgresql/postgresql.crt` and `.key` |
  /// | `sslaccept` | Prisma's: `strict` makes verify-full of prefer and require |
  /// | `channel_binding` | `disable`, `prefer`, `require` |
  /// | `target_session_attrs` | `any`, `read-write`, `read-only`, `primary`, `standby`, `prefer-standby` |
  /// | `connect_timeout`, `pool_timeout` | seconds; 0: no limit |
  /// | `connection_limit`, `statement_cache_size` | numbers |
  /// | `pgbouncer` | `true` or `false` |
  ///
  /// Throws Invalid "bad_database_url", which names the parameter, for one that is unknown, given twice or without
  /// sense, for a file that cannot be read, and for one with a password or a key that others may read, which is not
  /// used. Reads files: for the start of a program.
  static PostgresOptions parse(const DatabaseUrl& url, const Environment& environment);
};

}  // namespace tenon::sql
