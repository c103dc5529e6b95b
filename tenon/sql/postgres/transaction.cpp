#include <tenon/sql/postgres/transaction.hpp>

#include <exception>
#include <utility>

#include <tenon/async/loop.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/postgres/connection_lost.hpp>

namespace tenon::sql::postgres {

PostgresTransaction::PostgresTransaction(Lease lease, async::Loop& loop, async::Duration timeout)
    : Timer(loop), lease_(std::move(lease)), session_(lease_.link(), Unit::transaction, "BEGIN") {
  arm(loop.now() + timeout);
}

/// What runs at this moment is given up with its connection; the server rolls back.
void PostgresTransaction::on_timer() {
  state_ = State::expired;
  if (lease_.link().waiting() != 0) lease_.link().connection().close();
}

void PostgresTransaction::check_open() const {
  switch (state_) {
    case State::open: return;
    case State::expired: throw Timeout("transaction_timeout", "The transaction took too long and was rolled back.");
    case State::lost: throw Unavailable("transaction_lost", "The database rolled the transaction back by itself.");
    case State::ended: throw Internal("transaction_ended", "The transaction has ended already.");
  }
}

Task<> PostgresTransaction::read(Work& work) {
  check_open();
  std::exception_ptr failure;
  try {
    co_await work.run(session_);
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  check_open();  // a time-out is what has closed the connection
  if (lease_.link().connection().pipeline().status() != TransactionStatus::open) state_ = State::lost;
  std::rethrow_exception(failure);
}

Task<> PostgresTransaction::write(Work& work) {
  check_open();
  std::exception_ptr failure;
  try {
    co_await session_.command("SAVEPOINT work");
    co_await work.run(session_);
    co_await session_.command("RELEASE SAVEPOINT work");
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  check_open();
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
