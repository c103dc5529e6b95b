#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <tenon/async/address.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/base/log.hpp>
#include <tenon/base/metrics.hpp>
#include <tenon/http/forwarded.hpp>
#include <tenon/http/server_settings.hpp>
#include <tenon/http/service.hpp>

namespace tenon::async {
class Loop;
}

namespace tenon::http {

struct ServerOptions {
  ServerSettings settings = {};
  std::optional<async::TlsServerOptions> tls = {};  ///< without it, and without the next: plain HTTP
  /// Instead of it, what was read already; as for reload_tls().
  std::shared_ptr<const async::TlsServer> tls_server = {};
  TrustedProxies proxies = {};  ///< who may tell for whom a request is made
  log::Logger log = {};         ///< failures of handlers and refused requests
};

/// What a server has done and is doing, added up over its loops.
struct ServerStats {
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_refused = 0;  ///< beyond the limit
  std::uint64_t connections_evicted = 0;  ///< ended to make room for others
  std::uint64_t connections_open = 0;
  std::uint64_t requests = 0;          ///< answered
  std::uint64_t requests_active = 0;   ///< whose handler runs, or whose answer streams
  std::uint64_t requests_refused = 0;  ///< 400, 408, 413 … by the codec, before any handler
  std::uint64_t body_bytes = 0;        ///< of request bodies, which ServerSettings::body_memory limits
  std::uint64_t unsent_bytes = 0;      ///< of answers, which ServerSettings::send_memory limits
};

/// Serves HTTP/1.1 and HTTP/1.0 on the loops that it is given, each with a listener of its own (SO_REUSEPORT). A
/// request stays on the loop that accepted its connection; loops share nothing but the service and the settings.
///
///     Loop loop;
///     Server server{Service{router}};
///     server.listen(loop, Address::ip("0.0.0.0", 8080));
///     loop.run();
///
/// Of each connection, the answers to all requests that came in one read leave in one write. Requests of a connection
/// are answered one after the other, in their order.
///
/// Threads: listen(), serve() and what they start belong to the loop's thread; the other functions may be called from
/// any. Lifetime: destroy it before its loops, while they do not run (with one loop, on that loop's thread); what is
/// open then is cut.
class Server {
 public:
  /// Throws Invalid for settings out of bounds and for certificates that cannot be read.
  explicit Server(Service service, ServerOptions options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Accepts connections on this loop. May be called for several loops and several addresses; with port 0 the first
  /// call takes a free one, which the later ones share. Throws Unavailable ("listen_failed").
  void listen(async::Loop& loop, const async::Address& address);

  /// The port of the first TCP address; 0 before listen().
  std::uint16_t port() const noexcept;

  /// ServerSettings::connection_limit, or less where the process may not open as many files more (RLIMIT_NOFILE less
  /// what was open at the last listen() and a reserve of 8 to 256).
  std::uint32_t connection_limit() const noexcept;

  /// Serves a connection that was accepted elsewhere (a descriptor handed over, a test's double). On the loop's thread.
  void serve(async::Loop& loop, std::unique_ptr<async::Transport> connection, const Peer& peer = {});

  /// Ends without failing a request: takes what the kernel has accepted already and stops listening; answers the
  /// requests in flight, and those that come within the next second, with `Connection: close`; closes what is idle.
  /// True when all connections ended within `limit`; otherwise the rest is cut: its handlers are cancelled, and have
  /// another second to clean up. A loop that is stuck is not waited for.
  async::Task<bool> drain(async::Duration limit);

  /// Cuts all connections and cancels their handlers: for a drain that nobody wants to wait for any longer.
  void cut();

  /// New connections use the new certificate; throws and keeps the old one when it cannot be read. Throws Internal
  /// ("no_tls") for a server without TLS.
  void reload_tls(const async::TlsServerOptions& options);
  /// The same with what was read already, by blocking() for example. Its ALPN protocol is "http/1.1".
  void reload_tls(std::shared_ptr<const async::TlsServer> tls);

  ServerStats stats() const noexcept;
  /// Reports the stats at each scrape: `http_connections_open`, `http_connections_total`,
  /// `http_connections_refused_total`, `http_connections_evicted_total`, `http_requests_in_flight`,
  /// `http_requests_refused_total`, `http_body_bytes`, `http_unsent_bytes`. The server must outlive the registration.
  metrics::Registration collect(metrics::Registry& registry) const;

 private:
  class State;
  async::Task<bool> drain_shards(async::Duration limit);

  std::unique_ptr<State> state_;
};

}  // namespace tenon::http
