#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include <tenon/async/loop.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/base/log.hpp>
#include <tenon/sql/postgres/connector.hpp>

namespace tenon::sql::postgres {

/// A connection of a pool, and what the pool knows of it. On its loop's thread.
class Link final : private ConnectionEvents {
 public:
  /// Throws as Connector::connect().
  static Task<std::shared_ptr<Link>> open(async::Loop& loop, const Connector& connector, log::Logger log);

  Connection& connection() noexcept { return *connection_; }
  bool lost() const noexcept { return !connection_ || connection_->lost(); }

  /// Requests that wait for their answers here.
  std::size_t waiting() const noexcept { return waiting_; }
  /// Some wait, and none has been answered for so long.
  bool stalled(async::Duration limit) const noexcept { return waiting_ != 0 && loop_.now() - progress_ > limit; }
  /// For the time that a request waits here.
  class Wait {
   public:
    explicit Wait(Link& link) noexcept : link_(link) { link_.count(+1); }
    ~Wait() { link_.count(-1); }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

   private:
    Link& link_;
  };

  /// What the server has said of a statement's parameters and results; null where it has not been asked.
  PreparedStatements::Statement description(std::uint64_t hash, std::string_view text) const;
  void remember(std::uint64_t hash, PreparedStatements::Statement statement);

 private:
  Link(async::Loop& loop, log::Logger log) noexcept : loop_(loop), log_(std::move(log)) {}

  void count(int change) noexcept;
  void on_notice(const Diagnostic& notice) override;
  void on_lost(const std::string& reason) override;

  async::Loop& loop_;
  log::Logger log_;
  std::unordered_map<std::uint64_t, PreparedStatements::Statement> descriptions_;
  std::size_t waiting_ = 0;
  async::Time progress_{};
  std::unique_ptr<Connection> connection_;
};

}  // namespace tenon::sql::postgres
