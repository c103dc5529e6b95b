#include <tenon/sql/sqlite/leased_transaction.hpp>

#include <exception>
#include <utility>

#include <tenon/async/loop.hpp>
#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {

LeasedTransaction::LeasedTransaction(Writer& writer, std::shared_ptr<Ticket> ticket,
                                     std::unique_ptr<Writer::Submission> submission, async::Loop& loop,
                                     async::Duration timeout)
    : Timer(loop),
      writer_(writer),
      ticket_(std::move(ticket)),
      submission_(std::move(submission)),
      loop_(loop),
      begun_(loop.now()),
      session_(writer.connection()) {
  arm(begun_ + timeout);
}

LeasedTransaction::~LeasedTransaction() { give_back(Ticket::Return::roll_back); }

void LeasedTransaction::on_timer() {
  state_ = State::expired;
  give_back(Ticket::Return::roll_back);
}

void LeasedTransaction::give_back(Ticket::Return outcome) {
  if (std::exchange(given_back_, true)) return;
  disarm();
  writer_.give_back(*ticket_, outcome, loop_.now() != begun_);
}

void LeasedTransaction::check_open() const {
  switch (state_) {
    case State::open: return;
    case State::expired: throw Timeout("transaction_timeout", "The transaction took too long and was rolled back.");
    case State::lost: throw Unavailable("transaction_lost", "The database rolled the transaction back by itself.");
    case State::ended: throw Internal("transaction_ended", "The transaction has ended already.");
  }
}

/// After work that failed: its own effects go, what was done before stays.
void LeasedTransaction::undo() noexcept {
  Connection& connection = writer_.connection();
  try {
    if (connection.in_transaction()) {
      connection.run("ROLLBACK TO work");
      connection.run("RELEASE work");
      return;
    }
  } catch (const std::exception&) {  // then it cannot go on
  }
  state_ = State::lost;
}

Task<> LeasedTransaction::read(Work& work) {
  check_open();
  co_await work.run(session_);
}

Task<> LeasedTransaction::write(Work& work) {
  check_open();
  Connection& connection = writer_.connection();
  connection.run("SAVEPOINT work");
  std::exception_ptr failure;
  try {
    co_await work.run(session_);
    connection.run("RELEASE work");
  } catch (...) {
    failure = std::current_exception();
    writer_.note(failure);
    undo();
  }
  if (failure) std::rethrow_exception(failure);
}

Task<> LeasedTransaction::commit() {
  check_open();
  state_ = State::ended;
  give_back(Ticket::Return::commit);
  co_await ticket_->certain_arrival();
  ticket_->throw_failure();
}

Task<> LeasedTransaction::roll_back() {
  if (state_ == State::open) state_ = State::ended;
  give_back(Ticket::Return::roll_back);
  co_return;
}

}  // namespace tenon::sql::sqlite
