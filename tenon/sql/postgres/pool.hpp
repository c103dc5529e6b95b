#pragma once

#include <array>
#include <cstddef>
#include <exception>
#include <memory>
#include <vector>

#include <tenon/async/event.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/semaphore.hpp>
#include <tenon/async/task.hpp>
#include <tenon/base/log.hpp>
#include <tenon/sql/postgres/connector.hpp>
#include <tenon/sql/postgres/ignored_failures.hpp>
#include <tenon/sql/postgres/link.hpp>

namespace tenon::sql::postgres {

class Pool;

/// A connection of a pool for one transaction. Given back when destroyed: what is still open on it is rolled back.
class [[nodiscard]] Lease {
 public:
  Lease() noexcept = default;
  Lease(Lease&& other) noexcept = default;
  Lease& operator=(Lease&& other) noexcept;
  ~Lease() { give_back(); }

  Link& link() noexcept { return *link_; }

 private:
  friend class Pool;
  Lease(Pool& pool, std::shared_ptr<Link> link, async::Permit permit) noexcept
      : pool_(&pool), link_(std::move(link)), permit_(std::move(permit)) {}
  void give_back() noexcept;

  Pool* pool_ = nullptr;
  std::shared_ptr<Link> link_;
  async::Permit permit_;
};

/// The connections of one loop: a few that statements share which commit by themselves, and others that transactions
/// have for themselves, one after the other. On the loop's thread; leases end before it.
class Pool {
 public:
  struct Limits {
    std::size_t shared = 2;
    std::size_t leased = 8;
  };

  Pool(async::Loop& loop, const Connector& connector, Limits limits, log::Logger log);

  /// The connection for a statement that commits by itself: the first on which not much waits and something moves.
  /// Opens one where there is none. Throws as Connector::connect(), also when another caller's attempt has just failed.
  Task<std::shared_ptr<Link>> shared();
  /// Waits for one of the others. Throws as shared(), and as every wait.
  Task<Lease> lease();

 private:
  friend class Lease;

  struct Lane {
    std::shared_ptr<Link> link;
    bool connecting = false;
    async::Event connected;  // or failed
    std::exception_ptr failure;
    async::Time failed_at{};
  };

  Lane& lane();
  /// Its last attempt has failed, so short a time ago that another one would be in vain.
  bool has_just_failed(const Lane& lane) const noexcept;
  Task<> connect(Lane& lane);
  void take_back(std::shared_ptr<Link> link, async::Permit permit) noexcept;
  Task<> roll_back(std::shared_ptr<Link> link, async::Permit permit);

  async::Loop& loop_;
  const Connector& connector_;
  log::Logger log_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  async::Semaphore leases_;
  std::vector<std::shared_ptr<Link>> idle_;
  IgnoredFailures ignored_;
  async::Scope scope_;
};

}  // namespace tenon::sql::postgres
