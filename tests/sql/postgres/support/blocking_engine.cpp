#include "postgres/support/blocking_engine.hpp"

#include <libpq-fe.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/detail/arena.hpp>
#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/postgres/decoder.hpp>
#include <tenon/sql/postgres/failure.hpp>
#include <tenon/sql/postgres/parameter.hpp>

namespace tenon::sql::postgres::testing {
namespace {

void require(const Answer& answer, std::string_view statement) {
  if (answer.error().empty()) return;
  throw_failure({.code = answer.error(),
                 .message = answer.error_field(PG_DIAG_MESSAGE_PRIMARY),
                 .detail = answer.error_field(PG_DIAG_MESSAGE_DETAIL),
                 .schema = answer.error_field(PG_DIAG_SCHEMA_NAME),
                 .table = answer.error_field(PG_DIAG_TABLE_NAME),
                 .column = answer.error_field(PG_DIAG_COLUMN_NAME),
                 .constraint = answer.error_field(PG_DIAG_CONSTRAINT_NAME)},
                statement);
}

void execute(Connection& connection, const std::string& command) { require(connection.run(command), command); }

std::vector<Sent> sent(std::span<const Cell> cells, const std::vector<Oid>& types) {
  std::vector<Sent> parameters;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    Sent& parameter = parameters.emplace_back();
    if (cells[i].is_null()) continue;
    parameter.format = append_parameter(parameter.bytes.emplace(), types.at(i), cells[i]);
  }
  return parameters;
}

/// libpq 15 takes a longer description of parameters for a broken message.
constexpr std::size_t most_described = 7'000;

/// Of integers alone, which need no type.
std::vector<Sent> sent_as_text(std::span<const Cell> cells) {
  std::vector<Sent> parameters;
  for (const Cell& cell : cells) parameters.push_back({std::to_string(cell.integer()), Format::text});
  return parameters;
}

void give_rows(const Answer& answer, RowHandler& rows) {
  std::vector<Decoder> decoders;
  for (int column = 0; column < answer.columns(); ++column) {
    decoders.push_back(decoder_of(answer.type(column), Format::binary));
  }
  for (int row = 0; row < answer.rows(); ++row) {
    detail::Arena arena;
    std::vector<Cell> cells(decoders.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto bytes = answer.bytes(row, static_cast<int>(i));
      if (bytes) cells[i] = decoders[i](*bytes, arena);
    }
    if (!rows.on_row(cells)) return;
  }
}

class BlockingSession final : public Session {
 public:
  BlockingSession(Connection& connection, bool in_transaction) noexcept
      : connection_(connection), in_transaction_(in_transaction) {}

  Task<std::int64_t> run(const Statement& statement, RowHandler* rows) override {
    require(connection_.prepare("", std::string(statement.text)), statement.text);
    const Answer answer = connection_.ask_prepared("", parameters_of(statement), Format::binary);
    require(answer, statement.text);
    if (rows) give_rows(answer, *rows);
    co_return statement.text.starts_with("SELECT") ? 0 : answer.changed();
  }
  bool is_usable_after_violation() const noexcept override { return !in_transaction_; }

 private:
  std::vector<Sent> parameters_of(const Statement& statement) {
    if (statement.parameters.size() > most_described) return sent_as_text(statement.parameters);
    const Answer types = connection_.describe("");
    require(types, statement.text);
    return sent(statement.parameters, types.parameter_types());
  }

  Connection& connection_;
  bool in_transaction_;
};

/// Where a foreign key that is checked late may be found violated.
void commit(Connection& connection, const std::string& command) {
  try {
    execute(connection, command);
  } catch (const detail::ConstraintError& error) {
    throw Invalid("foreign_key_violation", error.what());
  }
}

/// Between a command and the one that ends it, or the one that undoes it.
Task<> run_between(Connection& connection, Work& work, const char* begin, const char* end, const char* undo) {
  execute(connection, begin);
  std::exception_ptr failure;
  try {
    BlockingSession session(connection, true);
    co_await work.run(session);
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    connection.run(undo);
    std::rethrow_exception(failure);
  }
  commit(connection, end);
}

class BlockingTransaction final : public OpenTransaction {
 public:
  BlockingTransaction(std::shared_ptr<ConnectionPool> pool, async::Duration timeout)
      : pool_(std::move(pool)), connection_(pool_->take()), end_(std::chrono::steady_clock::now() + timeout) {
    execute(*connection_, "BEGIN");
  }
  ~BlockingTransaction() override { end("ROLLBACK"); }

  Task<> read(Work& work) override {
    check();
    BlockingSession session(*connection_, true);
    co_await work.run(session);
  }
  Task<> write(Work& work) override {
    check();
    co_await run_between(*connection_, work, "SAVEPOINT work", "RELEASE work", "ROLLBACK TO work");
  }
  Task<> commit() override {
    check();
    postgres::testing::commit(*connection_, "COMMIT");
    pool_->give_back(std::move(connection_));
    co_return;
  }
  Task<> roll_back() override {
    end("ROLLBACK");
    co_return;
  }

 private:
  void end(const char* command) {
    if (!connection_) return;
    connection_->run(command);
    pool_->give_back(std::move(connection_));
  }
  void check() {
    if (!connection_) throw Internal("transaction_ended", "The transaction has ended.");
    if (std::chrono::steady_clock::now() <= end_) return;
    end("ROLLBACK");
    throw Timeout("transaction_timeout", "The transaction took too long.");
  }

  std::shared_ptr<ConnectionPool> pool_;
  std::unique_ptr<Connection> connection_;
  std::chrono::steady_clock::time_point end_;
};

/// A connection for the length of a scope.
class Lease {
 public:
  explicit Lease(ConnectionPool& pool) : pool_(pool), connection_(pool.take()) {}
  ~Lease() { pool_.give_back(std::move(connection_)); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Connection& operator*() noexcept { return *connection_; }

 private:
  ConnectionPool& pool_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace

OwnSchema::OwnSchema() {
  static std::atomic<int> number = 0;
  name_ = "contract_" + std::to_string(++number);
  Connection connection;
  execute(connection, "CREATE SCHEMA " + name_);
}

OwnSchema::~OwnSchema() { Connection().run("DROP SCHEMA " + name_ + " CASCADE"); }

std::string OwnSchema::url() const {
  const char* const server = std::getenv("POSTGRES_URL");
  if (!server) throw std::runtime_error("POSTGRES_URL is not set");
  const std::string url = server;
  return url + (url.find('?') == url.npos ? "?" : "&") + "schema=" + name_;
}

std::unique_ptr<Connection> ConnectionPool::take() {
  if (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  auto connection = std::make_unique<Connection>();
  // All of them run on one thread: one that waits for another would wait for ever.
  execute(*connection, "SET search_path = " + schema_.name() + "; SET lock_timeout = '2s'");
  return connection;
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) noexcept {
  if (connection) idle_.push_back(std::move(connection));
}

Task<> BlockingEngine::read(Work& work) {
  Lease connection(*pool_);
  if (work.scope() == Scope::statement) {
    BlockingSession session(*connection, false);
    co_await work.run(session);
    co_return;
  }
  co_await run_between(*connection, work, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "COMMIT", "ROLLBACK");
}

Task<> BlockingEngine::write(Work& work) {
  Lease connection(*pool_);
  if (work.scope() == Scope::statement) {
    BlockingSession session(*connection, false);
    co_await work.run(session);
    co_return;
  }
  co_await run_between(*connection, work, "BEGIN", "COMMIT", "ROLLBACK");
}

Task<std::unique_ptr<OpenTransaction>> BlockingEngine::begin(TransactionOptions options) {
  co_return std::make_unique<BlockingTransaction>(pool_, options.timeout);
}

Task<> BlockingEngine::execute_script(std::string_view script) {
  if (script.find('\0') != std::string_view::npos) throw Invalid("script_failed", "A script has no NUL.");
  Lease connection(*pool_);
  execute(*connection, std::string(script));
  co_return;
}

}  // namespace tenon::sql::postgres::testing
