#include <tenon/sql/sqlite/writer.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/leased_transaction.hpp>
#include <tenon/sql/sqlite/writer_thread.hpp>

namespace tenon::sql::sqlite {

using Stage = Ticket::Stage;

namespace {

constexpr auto longest_check = std::chrono::seconds{1};

/// What opening makes of the file is a part of what FileWatch takes for right.
Connection& with_open_files(Connection& connection) {
  connection.open_files();
  return connection;
}

}  // namespace

Writer::Writer(const std::string& path, const SqliteOptions& options, log::Logger log,
               std::function<void()> others_wrote)
    : path_(path),
      connection_(path, Connection::Role::writer, options),
      file_watch_(path, with_open_files(connection_), options.read_only),
      log_(std::move(log)),
      trouble_(log_),
      others_wrote_(std::move(others_wrote)),
      limit_(options.queue),
      read_only_(options.read_only),
      work_limit_(options.write_timeout),
      loan_limit_(std::min(options.loop_timeout, options.write_timeout)),
      seen_commits_(connection_.commits()),
      thread_(std::make_unique<WriterThread>(*this)) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.reset();
}

Writer::Submission::Submission(Writer& writer, std::shared_ptr<Ticket> ticket)
    : writer_(writer), ticket_(std::move(ticket)) {
  bool was_empty = false;
  {
    const std::lock_guard lock(writer_.mutex_);
    if (writer_.queue_.size() >= writer_.limit_) {
      throw Unavailable("database_overloaded", "Too many writes wait for the database.");
    }
    was_empty = writer_.queue_.empty();
    writer_.queue_.push_back(ticket_);
  }
  if (was_empty) writer_.wake_.notify_one();
}

Task<> Writer::write(Work& work) {
  const async::Context& context = co_await async::current_context();
  auto ticket = std::make_shared<Ticket>(Ticket::Kind::work, context.loop());
  ticket->work = &work;
  co_await settle(std::move(ticket));
}

Task<> Writer::run_script(std::string script) {
  const async::Context& context = co_await async::current_context();
  auto ticket = std::make_shared<Ticket>(Ticket::Kind::script, context.loop());
  ticket->script = std::move(script);
  co_await settle(std::move(ticket));
}

/// It uses nothing of this frame, so it is not waited for any longer than that.
Task<> Writer::check() {
  async::Context& context = co_await async::current_context();
  async::Context patience(context, context.loop().now() + longest_check);
  auto ticket = std::make_shared<Ticket>(Ticket::Kind::check, context.loop());
  const Submission submission(*this, ticket);
  bool is_busy = false;
  try {
    co_await [](Ticket& place) -> Task<> { co_await place.arrival(); }(*ticket).in(patience);
  } catch (const Timeout&) {
    is_busy = true;
  }
  if (!is_busy) co_return ticket->throw_failure();
  context.check();
  trouble_.rethrow();
}

Task<> Writer::settle(std::shared_ptr<Ticket> ticket) {
  const Submission submission(*this, ticket);
  std::exception_ptr cut;
  try {
    co_await ticket->arrival();
  } catch (...) {
    cut = std::current_exception();
  }
  if (cut) {
    if (withdraw(*ticket)) std::rethrow_exception(cut);
    co_await ticket->certain_arrival();
  }
  ticket->throw_failure();
}

Task<std::unique_ptr<OpenTransaction>> Writer::begin(TransactionOptions options) {
  async::Context& context = co_await async::current_context();
  async::Context patience(context, context.loop().now() + options.max_wait);
  auto ticket = std::make_shared<Ticket>(Ticket::Kind::transaction, context.loop());
  auto submission = std::make_unique<Submission>(*this, ticket);
  std::exception_ptr cut;
  try {
    co_await [](Ticket& place) -> Task<> { co_await place.arrival(); }(*ticket).in(patience);
  } catch (...) {
    cut = std::current_exception();
  }
  if (cut) {
    if (!withdraw(*ticket)) {
      co_await ticket->certain_arrival();
      if (!ticket->failure) give_back(*ticket, Ticket::Return::roll_back, false);
    }
    context.check();
    throw Timeout("transaction_wait", "The database was busy with other writes for too long.");
  }
  ticket->throw_failure();
  co_return std::make_unique<LeasedTransaction>(*this, std::move(ticket), std::move(submission), context.loop(),
                                                options.timeout);
}

void Writer::give_back(Ticket& ticket, Ticket::Return outcome, bool waited) {
  {
    const std::lock_guard lock(mutex_);
    ticket.returned = outcome;
    ticket.waited = waited;
  }
  change_.notify_all();
}

bool Writer::others_committed(Connection& connection) noexcept {
  const std::uint32_t commits = connection.commits();
  return seen_commits_.exchange(commits, std::memory_order_acq_rel) != commits;
}

bool Writer::withdraw(Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  if (ticket.stage != Stage::queued) return false;
  ticket.stage = Stage::abandoned;
  return true;
}

void Writer::abandon(Ticket& ticket) {
  std::unique_lock lock(mutex_);
  change_.wait(lock, [&] { return ticket.stage != Stage::running; });
  if (ticket.stage == Stage::queued || ticket.stage == Stage::ran) ticket.stage = Stage::abandoned;
  if (ticket.stage == Stage::leased &&
      ticket.returned == Ticket::Return::none) {  // leased to a coroutine that is no more
    ticket.returned = Ticket::Return::roll_back;
    change_.notify_all();
  }
}

}  // namespace tenon::sql::sqlite
