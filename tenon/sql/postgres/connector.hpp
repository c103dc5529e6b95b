#pragma once

#include <memory>

#include <tenon/async/loop.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/sql/postgres/connection.hpp>
#include <tenon/sql/postgres/options.hpp>

namespace tenon::sql::postgres {

/// Opens connections to the first server of the options that is there, lets us in and is what
/// `target_session_attrs` demands. Without TLS, with it, or with one after the other, as `sslmode` says; a Unix socket
/// never has TLS. May be used from several loops at once; outlives the tasks of connect().
class Connector {
 public:
  /// Reads certificates and keys. Throws Invalid ("tls_authorities", "tls_certificate", "tls_private_key").
  explicit Connector(PostgresOptions options);

  /// Throws what the last server that was tried ended with: Unavailable ("name_not_found", "connect_failed",
  /// "database_unavailable"), LoginError, or Timeout; each server has `connect_timeout`.
  Task<std::unique_ptr<Connection>> connect(async::Loop& loop, ConnectionEvents& events) const;

  const PostgresOptions& options() const noexcept { return options_; }

 private:
  Task<std::unique_ptr<Connection>> connect_to_any(async::Loop& loop, ConnectionEvents& events,
                                                   PostgresOptions::Target target) const;
  Task<std::unique_ptr<Connection>> connect_to(async::Loop& loop, ConnectionEvents& events,
                                               const PostgresServer& server) const;
  Task<std::unique_ptr<Connection>> log_in(async::Loop& loop, ConnectionEvents& events, Destination destination) const;
  Destination destination_of(const PostgresServer& server, const async::Address& address) const;

  PostgresOptions options_;
  std::shared_ptr<const async::TlsClient> tls_;  // null where it is never used
};

}  // namespace tenon::sql::postgres
