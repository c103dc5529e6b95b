#pragma once

#include <memory>

#include <tenon/async/timer.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/session.hpp>
#include <tenon/sql/sqlite/ticket.hpp>
#include <tenon/sql/sqlite/writer.hpp>

namespace tenon::sql::sqlite {

/// A transaction on the loop of its coroutine, which holds the writer's connection until commit, roll-back, time-out or
/// destruction.
class LeasedTransaction final : public OpenTransaction, private async::Timer {
 public:
  LeasedTransaction(Writer& writer, std::shared_ptr<Ticket> ticket, std::unique_ptr<Writer::Submission> submission,
                    async::Loop& loop, async::Duration timeout);
  ~LeasedTransaction() override;

  Task<> read(Work& work) override;
  Task<> write(Work& work) override;
  Task<> commit() override;
  Task<> roll_back() override;

 private:
  enum class State { open, expired, lost, ended };

  void on_timer() override;
  void check_open() const;
  void undo() noexcept;
  void give_back(Ticket::Return outcome);

  Writer& writer_;
  std::shared_ptr<Ticket> ticket_;
  std::unique_ptr<Writer::Submission> submission_;
  async::Loop& loop_;
  const async::Time begun_;
  SqliteSession session_;
  State state_ = State::open;
  bool given_back_ = false;
};

}  // namespace tenon::sql::sqlite
