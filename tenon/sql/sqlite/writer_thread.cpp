#include <tenon/sql/sqlite/writer_thread.hpp>

#include <sys/statvfs.h>

#include <csignal>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <string>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/base/reported_error.hpp>
#include <tenon/sql/sqlite/writer.hpp>

namespace tenon::sql::sqlite {
namespace {

using Stage = Ticket::Stage;

/// Writes in one commit, and how long the first of them waits for the others.
constexpr std::size_t largest_group = 512;
constexpr auto longest_group = std::chrono::milliseconds{5};
/// Free bytes of a disk that is not full any more.
constexpr std::uint64_t least_room = std::uint64_t{1024} * 1024;

}  // namespace

WriterThread::WriterThread(Writer& writer)
    : writer_(writer), session_(writer.connection_), thread_([this] { main(); }) {}

WriterThread::~WriterThread() { thread_.join(); }

void WriterThread::main() {
  sigset_t all;  // signals are for the loops
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  std::vector<Shared> batch;
  for (;;) {
    {
      std::unique_lock lock(writer_.mutex_);
      writer_.wake_.wait(lock, [&] { return writer_.stopping_ || !writer_.queue_.empty(); });
      if (writer_.queue_.empty()) return;
      const auto end =
          writer_.queue_.begin() + static_cast<std::ptrdiff_t>(std::min(writer_.queue_.size(), largest_group));
      batch.assign(std::make_move_iterator(writer_.queue_.begin()), std::make_move_iterator(end));
      writer_.queue_.erase(writer_.queue_.begin(), end);
    }
    write_group(batch);
    batch.clear();
  }
}

void WriterThread::write_group(std::vector<Shared>& batch) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    try {
      serve(batch[i]);
    } catch (...) {  // the database cannot be written at all: as true for the rest of the batch
      const std::exception_ptr failure = std::current_exception();
      for (; i < batch.size(); ++i) {
        if (set_stage(*batch[i], Stage::queued, Stage::settled)) settle(batch[i], failure);
      }
    }
  }
  commit_group();
  deliver();
}

/// Throws when no transaction can be begun; the ticket is still queued then.
void WriterThread::serve(const Shared& ticket) {
  if (group_is_open_ && group_is_old()) {
    commit_group();
    deliver();
  }
  switch (ticket->kind) {
    case Ticket::Kind::script: return run_script(ticket);
    case Ticket::Kind::check: return check(ticket);
    case Ticket::Kind::work: open_group(); return do_work(ticket);
    case Ticket::Kind::transaction:
      if (last_loan_waited_) {
        commit_group();
        deliver();
      }
      open_group();
      return lend(ticket);
  }
}

void WriterThread::run(Ticket& ticket) {
  run_without_loop(*ticket.work, session_, context_);
  if (writer_.connection_.has_deferred_violations()) {
    throw Invalid("foreign_key_violation", "The write leaves keys without the rows that they refer to.");
  }
}

void WriterThread::do_work(const Shared& ticket) {
  if (!set_stage(*ticket, Stage::queued, Stage::running)) return;
  std::exception_ptr failure;
  try {
    writer_.connection_.run("SAVEPOINT ticket");
    run(*ticket);
    writer_.connection_.run("RELEASE ticket");
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) {
    set_stage(*ticket, Stage::running, Stage::ran);
    group_.push_back(ticket);
    return;
  }
  writer_.trouble_.note(failure);
  const bool group_lives = roll_back_to_savepoint();
  set_stage(*ticket, Stage::running, Stage::settled);
  settle(ticket, failure);
  if (!group_lives) redo_group();
}

/// A transaction of its own, for work whose group was undone because of another write.
void WriterThread::do_alone(const Shared& ticket) {
  if (!set_stage(*ticket, Stage::ran, Stage::running)) return;
  std::exception_ptr failure;
  try {
    begin();
    run(*ticket);
    writer_.connection_.run("COMMIT");
    note_commit();
  } catch (...) {
    failure = std::current_exception();
    writer_.trouble_.note(failure);
    roll_back();
  }
  set_stage(*ticket, Stage::running, Stage::settled);
  settle(ticket, failure);
}

void WriterThread::run_script(const Shared& ticket) {
  commit_group();
  if (!set_stage(*ticket, Stage::queued, Stage::running)) return;
  std::exception_ptr failure;
  try {
    require_file();
    writer_.connection_.run_script(ticket->script);
    writer_.file_watch_.accept();
  } catch (...) {
    failure = std::current_exception();
    writer_.trouble_.note(failure);
  }
  roll_back();
  note_commit(!failure);  // it may have committed before it failed
  set_stage(*ticket, Stage::running, Stage::settled);
  settle(ticket, failure);
}

void WriterThread::lend(const Shared& ticket) {
  if (!set_stage(*ticket, Stage::queued, Stage::leased)) return;
  try {
    writer_.connection_.run("SAVEPOINT ticket");
  } catch (...) {
    set_stage(*ticket, Stage::leased, Stage::settled);
    settle(ticket, std::current_exception());
    return;
  }
  Ticket::Return outcome = Ticket::Return::roll_back;
  writer_.connection_.limit(writer_.loan_limit_);
  if (ticket->remote.post([ticket] { ticket->deliver(); })) {
    std::unique_lock lock(writer_.mutex_);
    writer_.change_.wait(lock, [&] { return ticket->returned != Ticket::Return::none; });
    outcome = ticket->returned;
    last_loan_waited_ = ticket->waited;
  }
  writer_.connection_.limit(writer_.work_limit_);
  end_lending(ticket, outcome);
}

void WriterThread::end_lending(const Shared& ticket, Ticket::Return outcome) {
  Connection& connection = writer_.connection_;
  std::exception_ptr failure;
  if (!connection.in_transaction()) {
    failure = std::make_exception_ptr(Unavailable("transaction_lost", "The database rolled the transaction back."));
  } else if (outcome == Ticket::Return::commit) {
    try {
      if (connection.has_deferred_violations()) {
        throw Invalid("foreign_key_violation", "The transaction leaves keys without the rows that they refer to.");
      }
      connection.run("RELEASE ticket");
      set_stage(*ticket, Stage::leased, Stage::ran);
      group_.push_back(ticket);
      return;
    } catch (...) {
      failure = std::current_exception();
    }
  }
  const bool group_lives = roll_back_to_savepoint();
  set_stage(*ticket, Stage::leased, Stage::settled);
  if (outcome == Ticket::Return::commit) settle(ticket, failure);
  if (!group_lives) redo_group();
}

bool WriterThread::roll_back_to_savepoint() noexcept {
  try {
    if (!writer_.connection_.in_transaction()) return false;
    writer_.connection_.run("ROLLBACK TO ticket");
    writer_.connection_.run("RELEASE ticket");
    return true;
  } catch (const std::exception&) {
    roll_back();
    return false;
  }
}

void WriterThread::roll_back() noexcept {
  try {
    if (writer_.connection_.in_transaction()) writer_.connection_.run("ROLLBACK");
  } catch (const std::exception& error) {
    writer_.log_.error("a write could not be rolled back", {{"error", error.what()}});
  }
}

/// Throws when the file is not the one any more that the connection has open.
void WriterThread::require_file(bool closely) {
  if (const auto& matter = writer_.file_watch_.look(closely)) {
    throw ReportedUnavailable("database_replaced", *matter + " Nothing is written any more.");
  }
}

void WriterThread::open_group() {
  if (group_is_open_) return;
  try {
    require_file();
  } catch (...) {
    writer_.trouble_.note(std::current_exception());
    throw;
  }
  begin();
  group_is_open_ = true;
  group_begun_ = std::chrono::steady_clock::now();
  if (writer_.others_committed(writer_.connection_) && writer_.others_wrote_) writer_.others_wrote_();
}

/// After a commit of its own.
void WriterThread::note_commit(bool succeeded) {
  writer_.commits_.fetch_add(1, std::memory_order_release);
  writer_.seen_commits_.store(writer_.connection_.commits(), std::memory_order_release);
  writer_.file_watch_.note_commit();
  if (succeeded && writer_.trouble_.lasts() && has_room()) writer_.trouble_.pass();
}

/// For readiness: after a failure no writes may come that would show that it has passed, and none when another program
/// takes the lock and keeps it. Never `running`, which is waited for.
void WriterThread::check(const Shared& ticket) {
  commit_group();
  if (!set_stage(*ticket, Stage::queued, Stage::ran)) return;
  std::exception_ptr failure;
  try {
    require_file(true);
    if (writer_.read_only_) {
      writer_.trouble_.pass();
    } else if (writer_.trouble_.lasts()) {
      write_nothing();
    } else {
      take_lock();
    }
    writer_.trouble_.rethrow();
  } catch (...) {
    failure = std::current_exception();
    writer_.trouble_.note(failure);
    roll_back();
  }
  set_stage(*ticket, Stage::ran, Stage::settled);
  settle(ticket, failure);
}

/// Takes the lock of writers. Another program that keeps it keeps it from every write; a statement that is busy for
/// another reason fails alone.
void WriterThread::begin() {
  try {
    writer_.connection_.run("BEGIN IMMEDIATE");
  } catch (...) {
    if (writer_.trouble_.note(std::current_exception(), true)) writer_.trouble_.rethrow();
    throw;
  }
}

/// Whether it can be had; nothing is written.
void WriterThread::take_lock() {
  begin();
  writer_.connection_.run("ROLLBACK");
}

/// A commit that changes nothing, and needs the disk like any other one.
void WriterThread::write_nothing() {
  Connection& connection = writer_.connection_;
  begin();
  connection.run_script("PRAGMA user_version = " + std::to_string(connection.number("PRAGMA user_version")));
  connection.run("COMMIT");
  note_commit();
}

/// A small commit may find room where others do not.
bool WriterThread::has_room() {
  if (!writer_.trouble_.is_full()) return true;
  Connection& connection = writer_.connection_;
  const bool can_grow = connection.number("PRAGMA page_count") < connection.number("PRAGMA max_page_count") ||
                        connection.number("PRAGMA freelist_count") > 0;
  struct statvfs disk{};
  const bool has_disk = statvfs(writer_.path_.c_str(), &disk) != 0 || disk.f_bavail * disk.f_frsize >= least_room;
  return can_grow && has_disk;
}

bool WriterThread::group_is_old() const { return std::chrono::steady_clock::now() - group_begun_ > longest_group; }

void WriterThread::commit_group() {
  if (!std::exchange(group_is_open_, false)) return;
  try {
    if (group_is_old()) require_file();
    writer_.connection_.run("COMMIT");
  } catch (const std::exception& error) {
    if (!writer_.trouble_.note(std::current_exception())) {
      writer_.log_.error("a group of writes could not be committed",
                         {{"error", error.what()}, {"writes", static_cast<std::int64_t>(group_.size())}});
    }
    return fail_group(std::current_exception());
  }
  note_commit();
  for (const Shared& ticket : group_) {
    set_stage(*ticket, Stage::ran, Stage::settled);
    settle(ticket, nullptr);
  }
  group_.clear();
}

void WriterThread::fail_group(std::exception_ptr failure) {
  roll_back();
  for (const Shared& ticket : group_) {
    set_stage(*ticket, Stage::ran, Stage::settled);
    settle(ticket, failure);
  }
  group_.clear();
}

/// SQLite has undone the whole group because of one of its writes. The others are done again, each by itself.
void WriterThread::redo_group() {
  group_is_open_ = false;
  const std::vector<Shared> group = std::exchange(group_, {});
  for (const Shared& ticket : group) {
    if (ticket->kind == Ticket::Kind::work) {
      do_alone(ticket);
    } else if (set_stage(*ticket, Stage::ran, Stage::settled)) {
      settle(ticket, std::make_exception_ptr(
                         Unavailable("transaction_lost", "The database rolled the transaction back by itself.")));
    }
  }
}

bool WriterThread::set_stage(Ticket& ticket, Stage from, Stage to) {
  {
    const std::lock_guard lock(writer_.mutex_);
    if (ticket.stage != from) return false;
    ticket.stage = to;
  }
  if (from == Stage::running) writer_.change_.notify_all();
  return true;
}

void WriterThread::settle(const Shared& ticket, std::exception_ptr failure) {
  ticket->failure = std::move(failure);
  settled_.push_back(ticket);
}

/// One message for each loop.
void WriterThread::deliver() {
  while (!settled_.empty()) {
    const async::Loop* loop = settled_.front()->loop();
    const auto others = std::stable_partition(settled_.begin(), settled_.end(),
                                              [&](const Shared& ticket) { return ticket->is_of(loop); });
    std::vector<Shared> mine(std::make_move_iterator(settled_.begin()), std::make_move_iterator(others));
    settled_.erase(settled_.begin(), others);
    const async::Remote remote = mine.front()->remote;
    remote.post([tickets = std::move(mine)] {
      for (const Shared& ticket : tickets) ticket->deliver();
    });
  }
}

}  // namespace tenon::sql::sqlite
