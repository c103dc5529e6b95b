#include <tenon/sql/postgres/pool.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

#include <tenon/async/context.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/postgres/session.hpp>

namespace tenon::sql::postgres {
namespace {

using namespace std::chrono_literals;

/// As many may wait on a connection before another one is opened, or nothing may have moved on it for so long.
constexpr std::size_t many_waiting = 32;
constexpr async::Duration stall_time = 5ms;
/// So long a failure is that of those who come next: a server that is down is not asked by every request.
constexpr async::Duration failure_holds = 100ms;
constexpr async::Duration roll_back_time = 5s;

}  // namespace

Lease& Lease::operator=(Lease&& other) noexcept {
  if (this != &other) {
    give_back();
    pool_ = other.pool_;
    link_ = std::move(other.link_);
    permit_ = std::move(other.permit_);
  }
  return *this;
}

void Lease::give_back() noexcept {
  if (link_) pool_->take_back(std::move(link_), std::move(permit_));
}

Pool::Pool(async::Loop& loop, const Connector& connector, Limits limits, log::Logger log)
    : loop_(loop),
      connector_(connector),
      log_(std::move(log)),
      leases_(limits.leased),
      scope_(loop, async::no_deadline, &ignored_) {
  for (std::size_t i = 0; i < std::max<std::size_t>(limits.shared, 1); ++i) lanes_.push_back(std::make_unique<Lane>());
}

bool Pool::has_just_failed(const Lane& lane) const noexcept {
  return lane.failure && loop_.now() - lane.failed_at <= failure_holds;
}

/// A lane without a connection is taken where no other one moves, or has room.
Pool::Lane& Pool::lane() {
  Lane* least = nullptr;
  Lane* closed = nullptr;
  for (const auto& each : lanes_) {
    if (!each->link || each->link->lost()) {
      if (!closed) closed = each.get();
      continue;
    }
    const bool moves = !each->link->stalled(stall_time);
    if (moves && each->link->waiting() < many_waiting) return *each;
    if (!least || each->link->waiting() < least->link->waiting()) least = each.get();
  }
  if (closed && (!least || !has_just_failed(*closed))) return *closed;
  return least ? *least : *lanes_.front();
}

Task<std::shared_ptr<Link>> Pool::shared() {
  Lane& chosen = lane();
  if (!chosen.link || chosen.link->lost()) {
    if (!chosen.connecting) {
      if (has_just_failed(chosen)) std::rethrow_exception(chosen.failure);
      chosen.connecting = true;
      chosen.connected.reset();
      scope_.spawn(connect(chosen));
    }
    co_await chosen.connected.wait();
    if (!chosen.link) std::rethrow_exception(chosen.failure);
  }
  co_return chosen.link;
}

Task<> Pool::connect(Lane& lane) {
  lane.failure = nullptr;
  lane.link = nullptr;
  try {
    lane.link = co_await Link::open(loop_, connector_, log_);
  } catch (...) {
    lane.failure = std::current_exception();
    lane.failed_at = loop_.now();
  }
  lane.connecting = false;
  lane.connected.set();
}

Task<Lease> Pool::lease() {
  async::Permit permit = co_await leases_.acquire();
  while (!idle_.empty()) {
    std::shared_ptr<Link> link = std::move(idle_.back());
    idle_.pop_back();
    if (!link->lost()) co_return Lease(*this, std::move(link), std::move(permit));
  }
  std::shared_ptr<Link> link = co_await Link::open(loop_, connector_, log_);
  co_return Lease(*this, std::move(link), std::move(permit));
}

void Pool::take_back(std::shared_ptr<Link> link, async::Permit permit) noexcept {
  if (link->lost()) return;
  const Pipeline& pipeline = link->connection().pipeline();
  if (pipeline.idle() && pipeline.status() == TransactionStatus::idle) {
    idle_.push_back(std::move(link));
  } else {
    scope_.spawn(roll_back(std::move(link), std::move(permit)));
  }
}

Task<> Pool::roll_back(std::shared_ptr<Link> link, async::Permit permit) {
  async::Context cleanup(loop_, loop_.now() + roll_back_time);
  PostgresSession session(*link, Unit::transaction);
  co_await session.command("ROLLBACK").in(cleanup);
  if (!link->lost()) idle_.push_back(std::move(link));
  permit.release();
}

}  // namespace tenon::sql::postgres
