#include <tenon/sql/postgres/engine.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include <tenon/async/context.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/random.hpp>
#include <tenon/sql/detail/script.hpp>
#include <tenon/sql/postgres/connection_lost.hpp>
#include <tenon/sql/postgres/session.hpp>
#include <tenon/sql/postgres/transaction.hpp>
#include <tenon/sql/write_conflict.hpp>

namespace tenon::sql::postgres {
namespace {

using namespace std::chrono_literals;

constexpr int most_attempts = 3;
constexpr std::size_t default_connections = 10;  // of a loop

Pool::Limits limits_of(const PostgresOptions& options, std::size_t loops) {
  const std::size_t share = options.connection_limit
                                ? std::max<std::size_t>(*options.connection_limit / std::max<std::size_t>(loops, 1), 2)
                                : default_connections;
  const std::size_t shared = std::clamp<std::size_t>(share / 4, 1, 4);
  return {.shared = shared, .leased = share - shared};
}

class OneRow final : public RowHandler {
 public:
  std::int64_t value = 0;
  bool on_row(std::span<const Cell> cells) override {
    value = cells[0].integer();
    return false;
  }
};

}  // namespace

PostgresEngine::PostgresEngine(PostgresOptions options, std::size_t loops, log::Logger log)
    : connector_(std::move(options)),
      pools_([this, limits = limits_of(connector_.options(), loops), log = std::move(log)](async::Loop& loop) {
        return std::make_unique<Pool>(loop, connector_, limits, log);
      }) {}

Task<Lease> PostgresEngine::lease(Pool& pool) const {
  const async::Context& context = co_await async::current_context();
  const auto limit = connector_.options().pool_timeout;
  try {
    if (!limit) co_return co_await pool.lease();
    co_return co_await async::with_deadline(*limit, pool.lease());
  } catch (const Timeout&) {
    context.check();  // the caller's time may have been over before
    throw Unavailable("database_busy", "No connection to the database became free in time.");
  }
}

Task<> PostgresEngine::run_once(Pool& pool, Work& work, Unit unit, std::string_view begin) {
  if (work.scope() == Scope::statement) {
    co_await run_alone(pool, work, unit);
  } else {
    co_await run_transaction(pool, work, begin);
  }
}

Task<> PostgresEngine::run_alone(Pool& pool, Work& work, Unit unit) {
  const std::shared_ptr<Link> link = co_await pool.shared();
  PostgresSession session(*link, unit);
  co_await work.run(session);
}

Task<> PostgresEngine::run_transaction(Pool& pool, Work& work, std::string_view begin) {
  Lease lease = co_await this->lease(pool);
  PostgresSession session(lease.link(), Unit::transaction, begin);
  try {
    co_await work.run(session);
  } catch (const ConnectionLost& error) {
    throw ConnectionLost(false, error.what());  // it was not committed
  }
  if (session.has_begun()) co_await commit(session);
}

Task<> PostgresEngine::read(Work& work) {
  Pool& connections = pool(co_await async::current_context());
  for (int attempt = 1;; ++attempt) {
    try {
      co_await run_once(connections, work, Unit::read, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      co_return;
    } catch (const ConnectionLost&) {
      if (attempt == most_attempts) throw;
    }
  }
}

Task<> PostgresEngine::write(Work& work) {
  Pool& connections = pool(co_await async::current_context());
  for (int attempt = 1;; ++attempt) {
    try {
      co_await run_once(connections, work, Unit::write, "BEGIN");
      co_return;
    } catch (const ConnectionLost& error) {
      if (error.may_be_in_effect()) {
        throw Unavailable("outcome_unknown",
                          std::string("It is not known whether the write was done: ") + error.what());
      }
      if (attempt == most_attempts) throw;
    } catch (const WriteConflict&) {
      if (attempt == most_attempts) throw;
    }
    co_await async::sleep_for(std::chrono::milliseconds{random_below(20) + 1});  // the others may be doing the same
  }
}

Task<std::unique_ptr<OpenTransaction>> PostgresEngine::begin(TransactionOptions options) {
  const async::Context& context = co_await async::current_context();
  async::Loop& loop = context.loop();
  Lease lease;
  try {
    lease = co_await async::with_deadline(options.max_wait, pool(context).lease());
  } catch (const Timeout&) {
    context.check();
    throw Timeout("transaction_wait", "No connection to the database became free in time.");
  }
  co_return std::make_unique<PostgresTransaction>(std::move(lease), loop, options.timeout);
}

Task<> PostgresEngine::execute_script(std::string_view script) {
  detail::require_no_nul(script);
  const std::string text(script);
  Lease lease = co_await this->lease(pool(co_await async::current_context()));
  PostgresSession session(lease.link(), Unit::script);
  co_await session.command(text);
}

Task<> PostgresEngine::check() {
  const std::shared_ptr<Link> link = co_await pool(co_await async::current_context()).shared();
  PostgresSession session(*link, Unit::read);
  OneRow read_only;
  co_await session.run({.text = "SELECT current_setting('transaction_read_only')::bool::int"}, &read_only);
  if (read_only.value != 0) throw Unavailable("database_read_only", "The database takes no writes at present.");
}

}  // namespace tenon::sql::postgres
