#pragma once

#include <tenon/async/timer.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/pool.hpp>
#include <tenon/sql/postgres/session.hpp>

namespace tenon::sql::postgres {

/// A transaction on a connection of its own, until commit, roll-back, time-out or destruction. Its BEGIN leaves with
/// the first statement. A statement that runs at the time-out is cancelled.
class PostgresTransaction final : public OpenTransaction, private async::Timer {
 public:
  PostgresTransaction(Lease lease, async::Loop& loop, async::Duration timeout);

  Task<> read(Work& work) override;
  Task<> write(Work& work) override;
  Task<> commit() override;
  Task<> roll_back() override;

 private:
  enum class State { open, expired, lost, ended };

  void on_timer() override;
  void check_open() const;
  Task<> run_until_end(Task<> statements);
  Task<> run_in_savepoint(Work& work);

  const async::Time end_;
  Lease lease_;
  PostgresSession session_;
  State state_ = State::open;
  bool running_ = false;
};

}  // namespace tenon::sql::postgres
