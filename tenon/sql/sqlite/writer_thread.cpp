#include <tenon/sql/sqlite/writer_thread.hpp>

#include <csignal>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/writer.hpp>

namespace tenon::sql::sqlite {
namespace {

using Stage = Ticket::Stage;

/// Writes in one commit, and how long the first of them waits for the others.
constexpr std::size_t largest_group = 512;
constexpr auto longest_group = std::chrono::milliseconds{5};

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
  const bool group_lives = roll_back_to_savepoint();
  set_stage(*ticket, Stage::running, Stage::settled);
  settle(ticket, failure);
  if (!group_lives) redo_group();
}

/// A transaction of its own, for work whose group was undone through no fault of its own.
void WriterThread::do_alone(const Shared& ticket) {
  if (!set_stage(*ticket, Stage::ran, Stage::running)) return;
  std::exception_ptr failure;
  try {
    writer_.connection_.run("BEGIN IMMEDIATE");
    run(*ticket);
    writer_.connection_.run("COMMIT");
    writer_.commits_.fetch_add(1, std::memory_order_release);
  } catch (...) {
    failure = std::current_exception();
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
    writer_.connection_.run_script(ticket->script);
  } catch (...) {
    failure = std::current_exception();
  }
  roll_back();
  writer_.commits_.fetch_add(1, std::memory_order_release);
  set_stage(*ticket, Stage::running, Stage::settled);
  settle(ticket, failure);
}

void WriterThread::lend(const Shared& ticket) {
  if (!set_stage(*ticket, Stage::queued, Stage::lent)) return;
  try {
    writer_.connection_.run("SAVEPOINT ticket");
  } catch (...) {
    set_stage(*ticket, Stage::lent, Stage::settled);
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
      set_stage(*ticket, Stage::lent, Stage::ran);
      group_.push_back(ticket);
      return;
    } catch (...) {
      failure = std::current_exception();
    }
  }
  const bool group_lives = roll_back_to_savepoint();
  set_stage(*ticket, Stage::lent, Stage::settled);
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

void WriterThread::open_group() {
  if (group_is_open_) return;
  writer_.connection_.run("BEGIN IMMEDIATE");
  group_is_open_ = true;
  group_begun_ = std::chrono::steady_clock::now();
}

bool WriterThread::group_is_old() const { return std::chrono::steady_clock::now() - group_begun_ > longest_group; }

void WriterThread::commit_group() {
  if (!std::exchange(group_is_open_, false)) return;
  try {
    writer_.connection_.run("COMMIT");
  } catch (const std::exception& error) {
    writer_.log_.error("a group of writes could not be committed",
                       {{"error", error.what()}, {"writes", static_cast<std::int64_t>(group_.size())}});
    return fail_group(std::current_exception());
  }
  writer_.commits_.fetch_add(1, std::memory_order_release);
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
