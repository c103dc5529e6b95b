#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <tenon/base/log.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/connection.hpp>
#include <tenon/sql/sqlite/file_watch.hpp>
#include <tenon/sql/sqlite/ticket.hpp>
#include <tenon/sql/sqlite/trouble.hpp>

namespace tenon::sql::sqlite {

class WriterThread;

/// The one place where a database file is written: a queue, and a thread of its own that takes what is queued and
/// commits it in groups. Each write of a group has a savepoint, hence its own success or failure; the group shares the
/// commit, which costs more than the writes. When it must be durable (Durability::full), that is an fdatasync for all
/// of them.
///
/// A transaction whose body is a coroutine on a loop is given the connection: its statements run there, without a
/// thread switch each. Meanwhile the writer waits. Finished transactions join the group like other writes, unless one
/// waited for something else than the database: the next group then commits before it lends the connection again.
///
/// Before each group it makes sure that the file at the path is still the one that it has open (FileWatch), else
/// nothing is written.
///
/// Who waits for a write waits for its commit, and a write that was begun is waited for even when the deadline passes
/// or the task is cancelled: Timeout and Cancelled mean that nothing was written.
class Writer {
 public:
  /// `others_wrote` is called on the writer's thread when other programs have committed since its last group.
  Writer(const std::string& path, const SqliteOptions& options, log::Logger log,
         std::function<void()> others_wrote = {});
  /// Writes what is queued, then ends. No transaction may be open.
  ~Writer();

  Task<> write(Work& work);
  Task<> run_script(std::string script);
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options);
  /// Throws what keeps the database from being written: the file is looked at, whether the lock can be had, and after a
  /// failure whether it can be written again. A writer that is busy for a second is taken for one that writes.
  Task<> check();

  /// Whether other programs have committed since its own last commit, as the connection sees it. From any thread; true
  /// once for each such state. An own commit that is just being made may be taken for one.
  bool others_committed(Connection& connection) noexcept;

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
  /// For reads, from any thread: throws when the file was overwritten, and they would mix two databases.
  void require_no_mixture() const {
    if (file_watch_.is_overwritten()) trouble_.rethrow();
  }
  /// A write on the loop of a transaction has failed.
  void note(const std::exception_ptr& failure) { trouble_.note(failure); }

 private:
  friend class WriterThread;

  Task<> settle(std::shared_ptr<Ticket> ticket);
  bool withdraw(Ticket& ticket);
  void abandon(Ticket& ticket);

  const std::string& path_;
  Connection connection_;
  FileWatch file_watch_;
  log::Logger log_;
  Trouble trouble_;
  const std::function<void()> others_wrote_;
  const std::size_t limit_;
  const bool read_only_;
  const async::Duration work_limit_;  // of a statement on the writer's thread
  const async::Duration loan_limit_;  // of one on the loop of a transaction
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint32_t> seen_commits_{
      0};  // Connection::commits() at the last own one, or where others were told of

  std::mutex mutex_;
  std::condition_variable wake_;    // the thread: there is something to do
  std::condition_variable change_;  // a ticket has left `running`, or the connection came back
  std::deque<std::shared_ptr<Ticket>> queue_;
  bool stopping_ = false;
  std::unique_ptr<WriterThread> thread_;
};

}  // namespace tenon::sql::sqlite
