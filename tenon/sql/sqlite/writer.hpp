#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <tenon/base/log.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/connection.hpp>
#include <tenon/sql/sqlite/ticket.hpp>

namespace tenon::sql::sqlite {

class WriterThread;

/// The one place where a database file is written: a queue, and a thread of its own that takes what is queued and commits
/// it in groups. Each write of a group has a savepoint, hence its own success or failure; the group shares the commit,
/// which costs more than the writes. When it must be durable (Durability::full), that is an fdatasync for all of them.
///
/// A transaction whose body is a coroutine on a loop is given the connection: its statements run there, without a thread
/// switch each. Meanwhile the writer waits. Finished transactions join the group like other writes, unless one waited for
/// something else than the database: the next group then commits before it lends the connection again.
///
/// Who waits for a write waits for its commit, and a write that was begun is waited for even when the deadline passes or
/// the task is cancelled: Timeout and Cancelled mean that nothing was written.
class Writer {
 public:
  Writer(const std::string& path, const SqliteOptions& options, log::Logger log);
  /// Writes what is queued, then ends. No transaction may be open.
  ~Writer();

  Task<> write(Work& work);
  Task<> run_script(std::string script);
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options);

  /// How often it has committed.
  const std::atomic<std::uint64_t>& commits() const noexcept { return commits_; }

  /// A handle on a ticket in a coroutine's frame: when the frame goes away, the writer is done with what lies in it.
  class Submission {
   public:
    /// Throws Unavailable "database_overloaded" when the queue is full.
    Submission(Writer& writer, std::shared_ptr<Ticket> ticket);
    Submission(const Submission&) = delete;
    Submission& operator=(const Submission&) = delete;
    ~Submission() { writer_.abandon(*ticket_); }

   private:
    Writer& writer_;
    std::shared_ptr<Ticket> ticket_;
  };

  /// For a transaction that has the connection: gives it back. Nothing of the loop touches it afterwards.
  void give_back(Ticket& ticket, Ticket::Return outcome, bool waited);
  Connection& connection() noexcept { return connection_; }

 private:
  friend class WriterThread;

  Task<> settle(std::shared_ptr<Ticket> ticket);
  bool withdraw(Ticket& ticket);
  void abandon(Ticket& ticket);

  Connection connection_;
  log::Logger log_;
  const std::size_t limit_;
  const async::Duration work_limit_;  // of a statement on the writer's thread
  const async::Duration loan_limit_;  // of one on the loop of a transaction
  std::atomic<std::uint64_t> commits_{0};

  std::mutex mutex_;
  std::condition_variable wake_;    // the thread: there is something to do
  std::condition_variable change_;  // a ticket has left `running`, or the connection came back
  std::deque<std::shared_ptr<Ticket>> queue_;
  bool stopping_ = false;
  std::unique_ptr<WriterThread> thread_;
};

}  // namespace tenon::sql::sqlite
