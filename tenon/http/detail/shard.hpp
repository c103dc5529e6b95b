#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include <tenon/async/completion.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/listener.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/base/log.hpp>
#include <tenon/http/date_cache.hpp>
#include <tenon/http/detail/connection.hpp>
#include <tenon/http/detail/request_id_source.hpp>
#include <tenon/http/forwarded.hpp>
#include <tenon/http/server_settings.hpp>
#include <tenon/http/service.hpp>

namespace tenon::http::detail {

/// A number that one thread writes and any thread reads.
class Tally {
 public:
  void add(std::uint64_t amount = 1) noexcept { store(get() + amount); }
  void subtract(std::uint64_t amount = 1) noexcept { store(get() - amount); }
  std::uint64_t get() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  void store(std::uint64_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
  std::atomic<std::uint64_t> value_{0};
};

/// The certificate in use, which may be changed while connections are accepted. Empty without TLS.
class TlsSlot {
 public:
  std::shared_ptr<const async::TlsServer> get() const {
    const std::lock_guard lock{mutex_};
    return server_;
  }
  void set(std::shared_ptr<const async::TlsServer> server) {
    const std::lock_guard lock{mutex_};
    server_.swap(server);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const async::TlsServer> server_;
};

/// What a shard has done; see ServerStats.
struct ShardStats {
  Tally accepted, refused, open, requests, active, rejected;
};

/// What the shards of one server share.
struct ServerCore {
  Service service;
  ServerSettings settings;
  TrustedProxies proxies;
  log::Logger log;
  TlsSlot tls{};
  std::atomic<std::uint32_t> connections{0};
};

/// The part of a server that lives on one loop: listeners, connections, and what the connections share. All of it belongs
/// to the loop's thread but for `stats`.
class Shard final : private async::FailureHandler {
 public:
  Shard(async::Loop& loop, ServerCore& core);
  ~Shard();

  async::Address listen(const async::Address& address);
  void adopt(std::unique_ptr<async::Transport> transport, const Peer& peer);
  /// Takes what the kernel has accepted, then stops listening.
  void stop_listening(async::Setter<void> stopped);
  /// Sets `drained` when all connections have ended, to whether they ended by themselves before `limit` had passed.
  void drain(async::Duration limit, async::Setter<bool> drained);
  /// Ends all connections at once; their handlers are cancelled.
  void cut() noexcept;

  // For the connections.

  async::Loop& loop() const noexcept { return loop_; }
  ServerCore& core() noexcept { return core_; }
  ShardStats& stats() noexcept { return stats_; }
  RequestIdSource& ids() noexcept { return ids_; }
  std::string_view date() noexcept;
  std::unique_ptr<Exchange> acquire();
  void release(std::unique_ptr<Exchange> exchange) noexcept;
  /// Where bytes go that nobody wants.
  Buffer& scrap() noexcept { return scrap_; }
  void destroy(Connection& connection) noexcept;

 private:
  using Connections = async::detail::List<Connection, ConnectionTag>;

  async::Task<> accept(async::Listener& listener);
  async::Task<> accept_rest(async::Listener& listener);
  async::Task<bool> emptied(async::Context& limited);
  async::Task<> until_empty();
  async::Task<> close_listeners(async::Setter<void> stopped);
  async::Task<> end_connections(async::Duration limit, async::Setter<bool> drained);
  void take(async::Accepted accepted) noexcept;
  void on_failure(std::exception_ptr failure) noexcept override;

  async::Loop& loop_;
  ServerCore& core_;
  ShardStats stats_;
  RequestIdSource ids_;
  DateCache date_;
  std::string_view date_text_;
  async::Time date_until_{};                          // from then on it is another
  std::vector<std::unique_ptr<Exchange>> exchanges_;  // free ones
  Buffer scrap_;
  std::vector<std::unique_ptr<async::Listener>> listeners_;
  Connections connections_;
  async::Event empty_;
  bool draining_ = false;
  bool cut_ = false;  // connections were
  async::Scope ending_;
  async::Scope accepting_;
};

inline async::Loop& Connection::loop() const noexcept { return shard_.loop(); }
inline const ServerSettings& Connection::settings() const noexcept { return shard_.core().settings; }

}  // namespace tenon::http::detail
