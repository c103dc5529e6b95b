#include <tenon/sql/postgres/connector.hpp>

#include <exception>
#include <utility>

#include <tenon/async/connect.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/postgres/session_role.hpp>

namespace tenon::sql::postgres {
namespace {

using Encryption = Destination::Encryption;
using SslMode = PostgresOptions::SslMode;
using Demand = PostgresOptions::Target;

std::shared_ptr<const async::TlsClient> tls_of(const PostgresOptions& options) {
  if (options.ssl_mode == SslMode::disable) return nullptr;
  async::TlsClientOptions tls;
  tls.verify = options.ssl_mode == SslMode::verify_ca || options.ssl_mode == SslMode::verify_full;
  tls.verify_host = options.ssl_mode == SslMode::verify_full;
  if (tls.verify) tls.authorities = options.ssl_authorities;
  tls.certificate = options.ssl_certificate;
  tls.private_key = options.ssl_key;
  return std::make_shared<const async::TlsClient>(tls);
}

Encryption first_try(SslMode mode) noexcept {
  switch (mode) {
    case SslMode::disable:
    case SslMode::allow: return Encryption::never;
    case SslMode::prefer: return Encryption::where_offered;
    case SslMode::require:
    case SslMode::verify_ca:
    case SslMode::verify_full: break;
  }
  return Encryption::always;
}

/// In SQL.
std::string identifier_of(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

/// Whether it is worth trying the other way: the rules of access (pg_hba.conf) have no line for us, or TLS itself has
/// failed where it is not demanded.
bool may_change(SslMode mode, const LoginError& error) {
  using Stage = LoginError::Stage;
  const bool no_rule = error.diagnostic() && error.diagnostic()->is("28000");
  switch (mode) {
    case SslMode::allow: return error.stage() == Stage::plain && no_rule;
    case SslMode::prefer: return error.stage() == Stage::handshake || (error.stage() == Stage::encrypted && no_rule);
    default: return false;
  }
}

}  // namespace

Connector::Connector(PostgresOptions options) : options_(std::move(options)), tls_(tls_of(options_)) {}

Task<std::unique_ptr<Connection>> Connector::connect(async::Loop& loop, ConnectionEvents& events) const {
  if (options_.target == Demand::prefer_standby) {
    try {
      co_return co_await connect_to_any(loop, events, Demand::standby);
    } catch (const Unavailable&) {
      // no standby is there
    } catch (const Timeout&) {
      // nor answers one
    }
    co_return co_await connect_to_any(loop, events, Demand::any);
  }
  co_return co_await connect_to_any(loop, events, options_.target);
}

Task<std::unique_ptr<Connection>> Connector::connect_to_any(async::Loop& loop, ConnectionEvents& events,
                                                            Demand target) const {
  std::exception_ptr failure;
  for (const PostgresServer& server : options_.servers) {
    try {
      Task<std::unique_ptr<Connection>> attempt = connect_to(loop, events, server);
      // Not by a conditional expression: g++ 12 destroys twice what it has awaited.
      if (options_.connect_timeout) attempt = async::with_deadline(*options_.connect_timeout, std::move(attempt));
      std::unique_ptr<Connection> connection = co_await std::move(attempt);
      if (target == Demand::any || co_await is_of_role(*connection, target)) co_return connection;
      connection->close();
      throw Unavailable("database_unavailable",
                        "The server " + server.host + " is not what target_session_attrs demands.");
    } catch (const Unavailable&) {
      failure = std::current_exception();
    } catch (const Timeout&) {
      failure = std::current_exception();
    }
  }
  std::rethrow_exception(failure);
}

Task<std::unique_ptr<Connection>> Connector::connect_to(async::Loop& loop, ConnectionEvents& events,
                                                        const PostgresServer& server) const {
  if (server.is_unix()) {
    std::string path = server.host + "/.s.PGSQL." + std::to_string(server.port);
    if (path[0] == '@') path[0] = '\0';
    co_return co_await log_in(loop, events, destination_of(server, async::Address::unix_path(path)));
  }
  const std::vector<async::Address> addresses = co_await async::resolve(server.host, server.port);
  for (std::size_t i = 0;; ++i) {
    try {
      co_return co_await log_in(loop, events, destination_of(server, addresses.at(i)));
    } catch (const LoginError&) {
      throw;  // the server is there
    } catch (const Unavailable&) {
      if (i + 1 == addresses.size()) throw;
    }
  }
}

Task<std::unique_ptr<Connection>> Connector::log_in(async::Loop& loop, ConnectionEvents& events,
                                                    Destination destination) const {
  const bool is_unix = destination.address.is_unix();
  if (is_unix) destination.encryption = Encryption::never;
  try {
    co_return co_await Connection::open(loop, destination, events);
  } catch (const LoginError& error) {
    if (is_unix || !may_change(options_.ssl_mode, error)) throw;
  }
  destination.encryption = options_.ssl_mode == SslMode::allow ? Encryption::always : Encryption::never;
  co_return co_await Connection::open(loop, std::move(destination), events);
}

Destination Connector::destination_of(const PostgresServer& server, const async::Address& address) const {
  Destination destination;
  destination.address = address;
  destination.host = server.host;
  destination.encryption = first_try(options_.ssl_mode);
  destination.tls = tls_;
  destination.login.user = options_.user;
  destination.login.database = options_.database;
  destination.login.password = server.password;
  destination.login.channel_binding = options_.channel_binding;
  auto& parameters = destination.login.parameters;
  if (!options_.application_name.empty()) parameters.emplace_back("application_name", options_.application_name);
  if (!options_.command_line.empty()) parameters.emplace_back("options", options_.command_line);
  if (!options_.schema.empty() && !options_.pgbouncer)
    parameters.emplace_back("search_path", identifier_of(options_.schema));
  destination.pipeline.statement_cache = options_.pgbouncer ? 0 : options_.statement_cache;
  return destination;
}

}  // namespace tenon::sql::postgres
