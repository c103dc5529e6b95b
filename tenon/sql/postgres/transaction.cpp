#include <tenon/sql/postgres/transaction.hpp>

#include <exception>
#include <utility>

#include <tenon/async/context.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>

namespace tenon::sql::postgres {

PostgresTransaction::PostgresTransaction(Lease lease, async::Loop& loop, async::Duration timeout)
    : Timer(loop),
      end_(loop.now() + timeout),
      lease_(std::move(lease)),
      session_(lease_.link(), Unit::transaction, "BEGIN") {
  arm(end_);
}

void PostgresTransaction::on_timer() {
  state_ = State::expired;
  if (!running_) lease_ = {};
}

void PostgresTransaction::check_open() const {
  switch (state_) {
    case State::open: return;
    case State::expired: throw Timeout("transaction_timeout", "The transaction took too long and was rolled back.");
    case State::lost: throw Unavailable("transaction_lost", "The database rolled the transaction back by itself.");
    case State::ended: throw Internal("transaction_ended", "The transaction has ended already.");
  }
}

/// What waits at the end of the transaction's time is given up, which cancels it on the server.
Task<> PostgresTransaction::run_until_end(Task<> statements) {
  async::Context limited(co_await async::current_context(), end_);
  Task<> limited_statements = std::move(statements);  // is destroyed before its context
  std::exception_ptr failure;
  running_ = true;
  try {
    co_await std::move(limited_statements).in(limited);
  } catch (...) {
    failure = std::current_exception();
  }
  running_ = false;
  if (limited.loop().now() >= end_) state_ = State::expired;
  if (state_ == State::expired) {
    lease_ = {};
    check_open();
  }
  if (failure) std::rethrow_exception(failure);
}

Task<> PostgresTransaction::read(Work& work) {
  check_open();
  std::exception_ptr failure;
  try {
    co_await run_until_end(work.run(session_));
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  if (state_ == State::open && lease_.link().connection().pipeline().status() != TransactionStatus::open) {
    state_ = State::lost;
  }
  std::rethrow_exception(failure);
}

Task<> PostgresTransaction::write(Work& work) {
  check_open();
  co_await run_until_end(run_in_savepoint(work));
}

Task<> PostgresTransaction::run_in_savepoint(Work& work) {
  std::exception_ptr failure;
  try {
    co_await session_.command("SAVEPOINT work");
    co_await work.run(session_);
    co_await session_.command("RELEASE SAVEPOINT work");
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  try {
    co_await session_.command("ROLLBACK TO SAVEPOINT work");
  } catch (...) {
    state_ = State::lost;
  }
  std::rethrow_exception(failure);
}

Task<> PostgresTransaction::commit() {
  check_open();
  state_ = State::ended;
  disarm();
  if (session_.has_begun()) co_await postgres::commit(session_);
  lease_ = {};
}

Task<> PostgresTransaction::roll_back() {
  if (state_ == State::open) state_ = State::ended;
  disarm();
  lease_ = {};
  co_return;
}

}  // namespace tenon::sql::postgres
