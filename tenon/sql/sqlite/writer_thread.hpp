#pragma once

#include <exception>
#include <memory>
#include <thread>
#include <vector>

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/sql/sqlite/session.hpp>
#include <tenon/sql/sqlite/ticket.hpp>

namespace tenon::sql::sqlite {

class Writer;

/// What the writer's thread does: see Writer.
class WriterThread {
 public:
  explicit WriterThread(Writer& writer);
  WriterThread(const WriterThread&) = delete;
  WriterThread& operator=(const WriterThread&) = delete;
  /// Waits for its end; the writer has been told to stop.
  ~WriterThread();

 private:
  using Shared = std::shared_ptr<Ticket>;

  void main();
  void write_group(std::vector<Shared>& batch);
  void serve(const Shared& ticket);

  // One ticket, within the open group.
  void do_work(const Shared& ticket);
  void do_alone(const Shared& ticket);
  void lend(const Shared& ticket);
  void run(Ticket& ticket);
  void run_script(const Shared& ticket);
  void check(const Shared& ticket);
  void end_lending(const Shared& ticket, Ticket::Return outcome);
  /// To be called when something failed: undoes back to the savepoint. False when SQLite has undone the whole group.
  bool roll_back_to_savepoint() noexcept;
  void roll_back() noexcept;

  // The file.
  void require_file(bool closely = false);
  bool has_room();
  void begin();
  void take_lock();
  void write_nothing();
  void note_commit(bool succeeded = true);

  // The group.
  void open_group();
  void commit_group();
  void fail_group(std::exception_ptr failure);
  void redo_group();
  bool group_is_old() const;

  // Tickets.
  bool set_stage(Ticket& ticket, Ticket::Stage from, Ticket::Stage to);
  void settle(const Shared& ticket, std::exception_ptr failure);
  void deliver();

  Writer& writer_;
  // Work is a task, and a task needs a context; on this thread nothing ever waits in it.
  async::Loop loop_;
  async::Context context_{loop_, async::no_deadline};
  SqliteSession session_;
  bool group_is_open_ = false;
  bool last_loan_waited_ = false;
  async::Time group_begun_{};
  std::vector<Shared> group_;    // done, but not committed
  std::vector<Shared> settled_;  // to be told to their loops
  std::thread thread_;
};

}  // namespace tenon::sql::sqlite
