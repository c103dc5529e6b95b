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
#include <tenon/async/per_loop.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/timer.hpp>
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
  Tally accepted, refused, evicted, open, requests, active, rejected;
};

class Shard;
struct ServerCore;
std::unique_ptr<Shard> make_shard(async::Loop& loop, ServerCore& core);

/// What the shards of one server share.
struct ServerCore {
  Service service;
  ServerSettings settings;
  TrustedProxies proxies;
  log::Logger log;
  TlsSlot tls{};
  std::atomic<std::uint32_t> connections{0};
  std::atomic<std::uint32_t> connection_limit{0};  // of the settings, or what descriptors allow
  std::atomic<std::size_t> body_bytes{0};          // ServerSettings::body_memory
  std::atomic<std::size_t> unsent_bytes{0};        // ServerSettings::send_memory
  async::PerLoop<Shard> shards{[this](async::Loop& loop) { return make_shard(loop, *this); }};
};

/// The part of a server that lives on one loop: listeners, connections, and what the connections share. All of it
/// belongs to the loop's thread but for `stats`.
///
/// What clients may keep in memory is limited for the whole server, but only this shard's own bodies and answers give
/// way to each other: the kernel spreads the connections evenly.
class Shard final : private async::FailureHandler, private async::Runnable, private async::Timer {
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

  /// Connections that have had their turn and have more to do.
  std::uint32_t holding() const noexcept { return holding_; }
  void count_holding(bool more) noexcept { holding_ += more ? 1U : -1U; }

  /// Takes the bytes of a body into account. When there is no room, bodies that have not come for a while give way,
  /// then those of streams that have not been read for a while; false when that is not enough.
  bool hold_body(std::size_t bytes) noexcept;
  void let_go_of_body(std::size_t bytes) noexcept;
  void waits_for_body(BodyReceiver& receiver) noexcept;
  /// The connection streams an answer that its client does not take, and keeps a body meanwhile.
  void keeps_body(BodyReceiver& receiver) noexcept { kept_bodies_.push_back(receiver); }
  /// What the connection holds unsent because its client does not take it has changed. When all of them hold too much,
  /// those whose clients have taken nothing for a while are cut, soon, the longest time first.
  void count_unsent(Connection& connection, std::size_t before, std::size_t now) noexcept;
  /// Whether it is still too much: then large answers are refused, and streams keep little, so that clients who read on
  /// are not cut for those who come.
  bool lacks_send_memory() noexcept { return lacks_send_memory_ && (lacks_send_memory_ = send_memory_exhausted()); }
  /// What is answered instead of a large answer then.
  Response refuse_large_answer(const Request& request);

 private:
  using Connections = async::detail::List<Connection, ConnectionTag>;

  /// A connection that may be ended for another one, and what it was when it was chosen.
  struct Candidate {
    Connection* connection;
    Connection::Idleness idleness;
    std::size_t place;  ///< among all: of two the elder one is better
  };

  async::Task<> accept(async::Listener& listener);
  async::Task<> accept_rest(async::Listener& listener);
  async::Task<bool> emptied(async::Context& limited);
  async::Task<> until_empty();
  async::Task<> close_listeners(async::Setter<void> stopped);
  async::Task<> end_connections(async::Duration limit, async::Setter<bool> drained);
  async::Task<> ask_others_for_room(std::unique_ptr<async::Transport> transport, Peer peer);
  static async::Task<bool> ask_for_room(Shard& other, async::Loop& own);
  void admit(std::unique_ptr<async::Transport> transport, const Peer& peer, bool refused);
  void take(async::Accepted accepted) noexcept;
  bool make_room();
  void choose_candidates();
  bool drop_waiting_body() noexcept;
  bool cut_for_body() noexcept;
  bool send_memory_exhausted() const noexcept {
    return core_.unsent_bytes.load(std::memory_order_relaxed) > core_.settings.send_memory;
  }
  void tell_of_send_memory() noexcept;
  void run() override;
  void on_timer() override { run(); }
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
  async::detail::List<Connection, StalledTag> stalled_;  // that which took something last is the last one
  async::detail::List<BodyReceiver, ReceiverTag> waiting_bodies_;
  async::detail::List<BodyReceiver, ReceiverTag> kept_bodies_;  // of connections in stalled_, in the same order
  std::vector<Candidate> candidates_;                           // the best one is the last one
  async::Time choose_again_{};
  std::uint32_t holding_ = 0;
  bool lacks_send_memory_ = false;
  async::Time tell_again_{};  // not before then of what happened because send memory was exhausted
  std::uint64_t cut_untold_ = 0;
  std::uint64_t refused_untold_ = 0;
  async::Event empty_;
  bool draining_ = false;
  bool cut_ = false;  // connections were
  async::Scope ending_;
  async::Scope accepting_;
};

inline async::Loop& Connection::loop() const noexcept { return shard_.loop(); }
inline const ServerSettings& Connection::settings() const noexcept { return shard_.core().settings; }

}  // namespace tenon::http::detail
