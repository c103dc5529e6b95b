#include <tenon/http/server.hpp>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include <tenon/async/completion.hpp>
#include <tenon/async/context.hpp>
#include <tenon/async/fd.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/descriptors.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/detail/shard.hpp>

namespace tenon::http {

namespace {

/// How much longer than its limit a drain is waited for: what is cut may clean up for a second. A loop that has not
/// answered then is stuck.
constexpr async::Duration drain_margin = std::chrono::seconds{2};

std::shared_ptr<const async::TlsServer> read_tls(async::TlsServerOptions options) {
  if (options.alpn.empty()) options.alpn = {"http/1.1"};
  return std::make_shared<const async::TlsServer>(options);
}

}  // namespace

class Server::State {
 public:
  State(Service service, ServerOptions options)
      : core_{std::move(service), options.settings, std::move(options.proxies), std::move(options.log)} {
    check(core_.settings);
    fit_connections();
    if (options.tls) options.tls_server = read_tls(*std::move(options.tls));
    set_tls(std::move(options.tls_server));
  }

  void set_tls(std::shared_ptr<const async::TlsServer> tls) { core_.tls.set(std::move(tls)); }
  void require_tls() const {
    if (!core_.tls.get()) throw Internal{"no_tls", "The server was made without TLS."};
  }

  void listen(async::Loop& loop, const async::Address& address) {
    detail::Shard& shard = shard_of(loop);
    const std::lock_guard lock{mutex_};
    const bool any_port = !address.is_unix() && address.port() == 0;
    const async::Address bound =
        shard.listen(any_port && port_ != 0 ? async::Address::ip(address.host(), port_) : address);
    if (port_ == 0 && !bound.is_unix()) port_ = bound.port();
    fit_connections();
  }

  detail::Shard& shard_of(async::Loop& loop) { return core_.shards.get(loop); }

  std::uint32_t connection_limit() const noexcept { return core_.connection_limit.load(std::memory_order_relaxed); }

  std::uint16_t port() const {
    const std::lock_guard lock{mutex_};
    return port_;
  }

  /// The stats that the loops share.
  ServerStats memory() const noexcept {
    return {.body_bytes = core_.body_bytes.load(std::memory_order_relaxed),
            .unsent_bytes = core_.unsent_bytes.load(std::memory_order_relaxed)};
  }
  const async::PerLoop<detail::Shard>& shards() const noexcept { return core_.shards; }

 private:
  /// A connection that the system has no descriptor for cannot be told so. What is open now may stay so, and files,
  /// further readers of databases and connections that are refused need some more.
  void fit_connections() noexcept {
    constexpr std::size_t least_reserved = 8;
    constexpr std::size_t most_reserved = 256;
    const std::size_t descriptors = async::fd_limit();
    const std::size_t connections = core_.connections.load(std::memory_order_relaxed);
    const std::size_t open = open_descriptors().value_or(descriptors / 8);
    const std::size_t others = open - std::min(open, connections);
    const std::size_t left = descriptors - std::min(descriptors, others);
    const std::size_t reserved = std::clamp(left / 8, least_reserved, most_reserved);
    const std::size_t fitting = left > reserved ? left - reserved : 1;
    const std::size_t limit = std::min<std::size_t>(core_.settings.connection_limit, fitting);
    core_.connection_limit.store(static_cast<std::uint32_t>(limit), std::memory_order_relaxed);
  }

  detail::ServerCore core_;
  mutable std::mutex mutex_;  // guards the port
  std::uint16_t port_ = 0;
};

Server::Server(Service service, ServerOptions options)
    : state_(std::make_unique<State>(std::move(service), std::move(options))) {}
Server::~Server() = default;

void Server::listen(async::Loop& loop, const async::Address& address) { state_->listen(loop, address); }

std::uint16_t Server::port() const noexcept { return state_->port(); }
std::uint32_t Server::connection_limit() const noexcept { return state_->connection_limit(); }

void Server::serve(async::Loop& loop, std::unique_ptr<async::Transport> connection, const Peer& peer) {
  state_->shard_of(loop).adopt(std::move(connection), peer);
}

/// All shards stop listening before the first one sends its clients away, so that none of them comes back to a shard
/// that is about to close.
async::Task<bool> Server::drain(async::Duration limit) {
  async::Context& outer = co_await async::current_context();
  async::Context limited{outer, outer.loop().now() + limit + drain_margin};
  try {
    co_return co_await drain_shards(limit).in(limited);
  } catch (const Timeout&) {
    outer.check();
  }
  co_return false;
}

async::Task<bool> Server::drain_shards(async::Duration limit) {
  async::Loop& own = (co_await async::current_context()).loop();  // which may not run yet
  std::vector<std::unique_ptr<async::Completion<void>>> stopped;
  state_->shards().for_each([&](detail::Shard& shard) {
    stopped.push_back(std::make_unique<async::Completion<void>>(own));
    shard.loop().post(
        [&shard, setter = stopped.back()->setter()]() mutable { shard.stop_listening(std::move(setter)); });
  });
  for (const auto& shard : stopped) co_await *shard;

  std::vector<std::unique_ptr<async::Completion<bool>>> drained;
  state_->shards().for_each([&](detail::Shard& shard) {
    drained.push_back(std::make_unique<async::Completion<bool>>(own));
    shard.loop().post(
        [&shard, limit, setter = drained.back()->setter()]() mutable { shard.drain(limit, std::move(setter)); });
  });
  bool all = true;
  for (const auto& shard : drained) {
    const bool in_time = co_await *shard;
    all = all && in_time;
  }
  co_return all;
}

void Server::cut() {
  state_->shards().for_each([](detail::Shard& shard) { shard.loop().post([&shard] { shard.cut(); }); });
}

void Server::reload_tls(const async::TlsServerOptions& options) {
  state_->require_tls();
  state_->set_tls(read_tls(options));
}

void Server::reload_tls(std::shared_ptr<const async::TlsServer> tls) {
  state_->require_tls();
  state_->set_tls(std::move(tls));
}

metrics::Registration Server::collect(metrics::Registry& registry) const {
  return registry.collect([this](metrics::Samples& out) {
    const ServerStats now = stats();
    const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
    out.gauge("http_connections_open", "Connections of clients.", number(now.connections_open));
    out.counter("http_connections_total", "Connections accepted.", number(now.connections_accepted));
    out.counter("http_connections_refused_total", "Connections beyond the limit.", number(now.connections_refused));
    out.counter("http_connections_evicted_total", "Connections ended to make room for others.",
                number(now.connections_evicted));
    out.gauge("http_requests_in_flight", "Requests that are worked on.", number(now.requests_active));
    out.counter("http_requests_refused_total", "Requests refused as malformed, too large or too slow.",
                number(now.requests_refused));
    out.gauge("http_body_bytes", "Memory that request bodies take, of HTTP_BODY_MEMORY.", number(now.body_bytes));
    out.gauge("http_unsent_bytes", "Memory of answers that clients have not taken, of HTTP_SEND_MEMORY.",
              number(now.unsent_bytes));
  });
}

ServerStats Server::stats() const noexcept {
  ServerStats sum = state_->memory();
  state_->shards().for_each([&sum](detail::Shard& shard) {
    const detail::ShardStats& stats = shard.stats();
    sum.connections_accepted += stats.accepted.get();
    sum.connections_refused += stats.refused.get();
    sum.connections_evicted += stats.evicted.get();
    sum.connections_open += stats.open.get();
    sum.requests += stats.requests.get();
    sum.requests_active += stats.active.get();
    sum.requests_refused += stats.rejected.get();
  });
  return sum;
}

}  // namespace tenon::http
