#include <tenon/http/detail/shard.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/http/problem.hpp>

namespace tenon::http::detail {

namespace {

using namespace std::chrono_literals;

/// Exchanges kept for later; as many requests can be in flight without allocating.
constexpr std::size_t kept_exchanges = 64;
/// Connections beyond the limit that are told so, rather than just closed.
constexpr std::uint32_t refused_politely = 256;
/// What the kernel has accepted for a listener is in its queue; an event for it is seen within this time.
constexpr async::Duration accept_rest_time = 2ms;
/// How long handlers that were cancelled at the end of a drain may take to clean up.
constexpr async::Duration cut_time = 1s;
/// A body that does not come for so long is dropped for another one.
constexpr async::Duration body_stall_time = 1s;
/// A client that takes nothing for so long is cut for the memory that its answer takes.
constexpr async::Duration send_stall_time = 1s;
/// What happens because memory is exhausted is logged once in this time.
constexpr async::Duration tell_time = 1s;
/// So many connections are chosen at a time that may be ended for new ones: looking at all of them takes long.
constexpr std::size_t most_candidates = 64;
/// How long a shard may take to find one for a connection of another shard.
constexpr async::Duration room_time = 100ms;
/// When there was none among so many, nobody looks again for a while.
constexpr std::size_t many_connections = 1000;
constexpr async::Duration choose_time = 20ms;
/// Clients that come all the time do not keep a server from closing.
constexpr async::Duration accept_rest_limit = 100ms;

Peer peer_of(const async::Address& address, bool tls) {
  Peer peer;
  peer.port = address.port();
  peer.tls = tls;
  if (!address.is_unix()) peer.address = IpAddress::parse(address.host()).value_or(IpAddress{});
  return peer;
}

}  // namespace

std::unique_ptr<Shard> make_shard(async::Loop& loop, ServerCore& core) { return std::make_unique<Shard>(loop, core); }

Shard::Shard(async::Loop& loop, ServerCore& core)
    : Timer(loop),
      loop_(loop),
      core_(core),
      ending_(loop, async::no_deadline, this),
      accepting_(loop, async::no_deadline, this) {}

Shard::~Shard() {
  while (!connections_.empty()) destroy(connections_.front());
}

async::Address Shard::listen(const async::Address& address) {
  const async::ListenOptions options{.reuse_port = !address.is_unix()};
  listeners_.push_back(std::make_unique<async::Listener>(loop_, address, options));
  accepting_.spawn(accept(*listeners_.back()));
  return listeners_.back()->address();
}

async::Task<> Shard::accept(async::Listener& listener) {
  for (;;) take(co_await listener.accept());
}

/// Accepts what clients believe to be open already.
async::Task<> Shard::accept_rest(async::Listener& listener) {
  async::Context& context = co_await async::current_context();
  const async::Time limit = loop_.clock() + accept_rest_limit;
  try {
    while (loop_.clock() < limit) {
      async::Context soon{context, loop_.clock() + accept_rest_time};
      take(co_await listener.accept().in(soon));
    }
  } catch (const Timeout&) {  // the rest is over
  }
}

/// A connection for which there is no memory is closed; the next one may find some.
void Shard::take(async::Accepted accepted) noexcept {
  try {
    const std::shared_ptr<const async::TlsServer> tls = core_.tls.get();
    const Peer peer = peer_of(accepted.peer, tls != nullptr);
    std::unique_ptr<async::Transport> transport = async::socket_transport(std::move(accepted.socket));
    adopt(tls ? tls->accept(std::move(transport)) : std::move(transport), peer);
  } catch (...) {
    on_failure(std::current_exception());
  }
}

void Shard::adopt(std::unique_ptr<async::Transport> transport, const Peer& peer) {
  const std::uint32_t open = core_.connections.fetch_add(1, std::memory_order_relaxed);
  const std::uint32_t limit = core_.connection_limit.load(std::memory_order_relaxed);
  stats_.accepted.add();
  if (open >= limit + refused_politely) {
    stats_.refused.add();
    core_.connections.fetch_sub(1, std::memory_order_relaxed);
  } else if (open < limit || make_room()) {
    admit(std::move(transport), peer, false);
  } else if (core_.shards.size() > 1) {
    accepting_.spawn(ask_others_for_room(std::move(transport), peer));
  } else {
    admit(std::move(transport), peer, true);
  }
}

async::Task<> Shard::ask_others_for_room(std::unique_ptr<async::Transport> transport, Peer peer) {
  bool room = false;
  async::Context& context = co_await async::current_context();
  std::vector<Shard*> others;
  core_.shards.for_each([&](Shard& shard) {
    if (&shard != this) others.push_back(&shard);
  });
  for (Shard* const other : others) {
    if (room) break;
    try {
      async::Context soon{context, loop_.clock() + room_time};
      room = co_await ask_for_room(*other, loop_).in(soon);
    } catch (const Error&) {             // it is busy, or gone
    } catch (const async::Cancelled&) {  // this one ends
    }
  }
  admit(std::move(transport), peer, !room);
}

async::Task<bool> Shard::ask_for_room(Shard& other, async::Loop& own) {
  async::Completion<bool> made{own};
  other.loop().post([&other, setter = made.setter()]() mutable {
    try {
      setter.set(other.make_room());
    } catch (...) {
      setter.fail(std::current_exception());
    }
  });
  co_return co_await made;
}

void Shard::admit(std::unique_ptr<async::Transport> transport, const Peer& peer, bool refused) {
  Connection* connection = nullptr;
  try {
    connection = std::make_unique<Connection>(*this, std::move(transport), peer).release();
  } catch (...) {
    core_.connections.fetch_sub(1, std::memory_order_relaxed);
    throw;
  }
  connections_.push_back(*connection);
  stats_.open.add();
  if (refused) {
    stats_.refused.add();
    connection->refuse({Status::service_unavailable, "too_many_connections", "The server has too many connections."});
  } else if (draining_) {
    connection->drain();
  }
}

/// Ends the connection that has been idle for the longest time; where none is, one whose client is at work but does
/// nothing.
bool Shard::make_room() {
  for (bool chosen = false;;) {
    if (candidates_.empty()) {
      if (chosen || loop_.now() < choose_again_) return false;
      chosen = true;
      choose_candidates();
    }
    while (!candidates_.empty()) {
      const Candidate candidate = candidates_.back();
      candidates_.pop_back();
      if (candidate.connection->idleness() == candidate.idleness && candidate.connection->give_way()) {
        stats_.evicted.add();
        return true;
      }
    }
  }
}

void Shard::choose_candidates() {
  std::size_t seen = 0;
  for (Connection* connection = connections_.first(); connection; connection = connections_.after(*connection)) {
    ++seen;
    if (const auto idleness = connection->idleness())
      candidates_.push_back({connection, *idleness, candidates_.size()});
  }
  const auto better = [](const Candidate& one, const Candidate& other) {
    if (one.idleness.at_work != other.idleness.at_work) return !one.idleness.at_work;
    if (one.idleness.since != other.idleness.since) return one.idleness.since < other.idleness.since;
    return one.place < other.place;
  };
  const std::size_t wanted = std::min(candidates_.size(), most_candidates);
  std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(wanted), candidates_.end(),
                    better);
  candidates_.resize(wanted);
  if (wanted == 0 && seen >= many_connections) choose_again_ = loop_.now() + choose_time;
  std::reverse(candidates_.begin(), candidates_.end());
}

bool Shard::hold_body(std::size_t bytes) noexcept {
  const std::size_t limit = core_.settings.body_memory;
  for (;;) {
    if (core_.body_bytes.fetch_add(bytes, std::memory_order_relaxed) + bytes <= limit) return true;
    let_go_of_body(bytes);
    if (!drop_waiting_body() && !cut_for_body()) return false;
  }
}

bool Shard::drop_waiting_body() noexcept {
  BodyReceiver* const longest = waiting_bodies_.first();
  if (!longest || loop_.now() - longest->waiting_since() < body_stall_time) return false;
  longest->unlink();
  longest->give_way();
  return true;
}

bool Shard::cut_for_body() noexcept {
  while (BodyReceiver* const longest = kept_bodies_.first()) {
    Connection& connection = longest->connection();
    if (loop_.now() - connection.last_taken() < send_stall_time) return false;
    if (connection.has_taken()) continue;
    longest->let_go();
    stats_.evicted.add();
    connection.cut();  // its task ends in this turn
    return true;
  }
  return false;
}

/// One that owes much already has been there before.
void Shard::waits_for_body(BodyReceiver& receiver) noexcept {
  receiver.unlink();
  if (loop_.now() - receiver.waiting_since() < body_stall_time) {
    waiting_bodies_.push_back(receiver);
  } else {
    waiting_bodies_.push_front(receiver);
  }
}

void Shard::let_go_of_body(std::size_t bytes) noexcept { core_.body_bytes.fetch_sub(bytes, std::memory_order_relaxed); }

void Shard::count_unsent(Connection& connection, std::size_t before, std::size_t now) noexcept {
  using Node = async::detail::ListNode<StalledTag>;
  if (now == 0) {
    connection.Node::unlink();
  } else if (!connection.Node::linked()) {
    stalled_.push_back(connection);
  }
  const std::size_t all = core_.unsent_bytes.fetch_add(now - before, std::memory_order_relaxed) + now - before;
  if (all <= core_.settings.send_memory || now <= before) return;
  lacks_send_memory_ = true;
  if (!Runnable::linked()) loop_.enqueue(*this);
}

/// There is too much that clients do not take: those that have taken nothing for a while are cut. Where all of them
/// read on, it is looked at again when the first of them may have stopped.
void Shard::run() {
  while ((lacks_send_memory_ = send_memory_exhausted())) {
    Connection* const longest = stalled_.first();
    if (!longest) break;
    const async::Time stalled = longest->last_taken() + send_stall_time;
    if (stalled > loop_.now()) {
      Timer::arm(stalled);
      break;
    }
    if (longest->has_taken()) continue;
    stats_.evicted.add();
    ++cut_untold_;
    longest->cut();
  }
  tell_of_send_memory();
}

Response Shard::refuse_large_answer(const Request& request) {
  ++refused_untold_;
  tell_of_send_memory();
  Problem problem = problem_of(Status::service_unavailable, "too_many_answers",
                               "The server has no memory left for large answers at the moment.");
  problem.request_id = request.id();
  return to_response(problem).with(header::retry_after, "1");
}

void Shard::tell_of_send_memory() noexcept {
  if ((cut_untold_ == 0 && refused_untold_ == 0) || loop_.now() < tell_again_) return;
  tell_again_ = loop_.now() + tell_time;
  core_.log.warn("the memory for unsent answers is used up",
                 {{"cut", std::exchange(cut_untold_, 0)}, {"refused", std::exchange(refused_untold_, 0)}});
}

void Shard::destroy(Connection& connection) noexcept {
  std::erase_if(candidates_, [&](const Candidate& candidate) { return candidate.connection == &connection; });
  delete &connection;
  stats_.open.subtract();
  core_.connections.fetch_sub(1, std::memory_order_relaxed);
  if (connections_.empty()) empty_.pulse();
}

void Shard::stop_listening(async::Setter<void> stopped) { ending_.spawn(close_listeners(std::move(stopped))); }

async::Task<> Shard::close_listeners(async::Setter<void> stopped) {
  accepting_.cancel();
  co_await accepting_.join();
  for (const auto& listener : listeners_) {
    co_await accept_rest(*listener);
    listener->close();
  }
  co_await accepting_.join();  // those that came last, and ask other shards for room
  stopped.set();
}

void Shard::drain(async::Duration limit, async::Setter<bool> drained) {
  ending_.spawn(end_connections(limit, std::move(drained)));
}

async::Task<> Shard::end_connections(async::Duration limit, async::Setter<bool> drained) {
  async::Context limited{loop_, loop_.now() + limit};
  draining_ = true;
  for (Connection* connection = connections_.first(); connection;) {
    Connection* const next = connections_.after(*connection);
    connection->drain();
    connection = next;
  }
  const bool in_time = co_await emptied(limited);
  if (!in_time) {
    cut();
    async::Context grace{loop_, loop_.now() + cut_time};
    co_await emptied(grace);
    while (!connections_.empty()) destroy(connections_.front());
  }
  drained.set(!cut_);
}

void Shard::cut() noexcept {
  for (Connection* connection = connections_.first(); connection;) {
    Connection* const next = connections_.after(*connection);
    cut_ = true;
    connection->cut();
    connection = next;
  }
}

/// Whether all connections ended before the context's deadline.
async::Task<bool> Shard::emptied(async::Context& limited) {
  try {
    while (!connections_.empty()) co_await until_empty().in(limited);
  } catch (const Timeout&) {
    co_return false;
  }
  co_return true;
}

async::Task<> Shard::until_empty() { co_await empty_.wait(); }

void Shard::on_failure(std::exception_ptr failure) noexcept {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    core_.log.error("accepting connections failed", {{"error", error}});
  } catch (...) {
    core_.log.error("accepting connections failed");
  }
}

std::string_view Shard::date() noexcept {
  if (loop_.now() >= date_until_) {
    const Instant now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    date_text_ = date_.at(now);
    date_until_ = loop_.now() + (std::chrono::ceil<std::chrono::seconds>(now + 1us) - now);
  }
  return date_text_;
}

std::unique_ptr<Exchange> Shard::acquire() {
  if (!exchanges_.empty()) {
    std::unique_ptr<Exchange> exchange = std::move(exchanges_.back());
    exchanges_.pop_back();
    return exchange;
  }
  const ServerSettings& settings = core_.settings;
  return std::make_unique<Exchange>(loop_, HeadLimits{.target = static_cast<std::uint32_t>(settings.target_limit),
                                                      .bytes = static_cast<std::uint32_t>(settings.head_limit),
                                                      .fields = settings.field_limit});
}

void Shard::release(std::unique_ptr<Exchange> exchange) noexcept {
  if (exchanges_.size() >= kept_exchanges) return;
  exchange->reset();
  exchanges_.push_back(std::move(exchange));
}

}  // namespace tenon::http::detail
