#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <tenon/async/task.hpp>
#include <tenon/async/timer.hpp>
#include <tenon/sql/cell.hpp>

namespace tenon::schema {
struct Schema;
}

/// What an engine (SQLite; later PostgreSQL) owes to the core. Applications meet it only when they open one.
namespace tenon::sql {

class Dialect;

/// One statement with its parameters. Everything is borrowed for the time of the call.
struct Statement {
  std::string_view text;
  std::span<const Cell> parameters{};
  /// statement_hash(text), when the caller keeps it; else 0.
  std::uint64_t hash = 0;
};
std::uint64_t statement_hash(std::string_view text) noexcept;

/// Is given the rows of a statement, one by one. The cells live until it returns.
class RowHandler {
 public:
  /// False: no more rows are wanted.
  virtual bool on_row(std::span<const Cell> cells) = 0;

 protected:
  ~RowHandler() = default;
};

/// One connection, for as long as a piece of work runs on it.
class Session {
 public:
  /// Runs a statement; gives the number of rows that it changed. Throws detail::ConstraintError for what a constraint
  /// forbids, else a kind of Error, and then has changed nothing.
  virtual Task<std::int64_t> run(const Statement& statement, RowHandler* rows) = 0;

 protected:
  ~Session() = default;
};

/// Something that needs a session: the operations of the core.
class Work {
 public:
  /// May be called again when the engine had to undo what it did: it starts over.
  virtual Task<> run(Session& session) = 0;

 protected:
  ~Work() = default;
};

struct TransactionOptions {
  /// The longest wait for its turn.
  async::Duration max_wait = std::chrono::seconds{2};
  /// The longest time from its first statement to its last; then it is rolled back, and its next statement throws
  /// Timeout "transaction_timeout".
  async::Duration timeout = std::chrono::seconds{5};
};

/// A transaction that the caller's coroutine holds open. Destroying an open one rolls it back.
class OpenTransaction {
 public:
  virtual ~OpenTransaction() = default;
  /// Runs work in it. When work that writes throws, its own effects are undone, and the transaction goes on.
  virtual Task<> read(Work& work) = 0;
  virtual Task<> write(Work& work) = 0;
  /// Returns when the changes are durable.
  virtual Task<> commit() = 0;
  virtual Task<> roll_back() = 0;
};

/// A database.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual const Dialect& dialect() const noexcept = 0;
  /// A client will work on the tables of this schema: what there is to be known about them is found out before its
  /// first statement. The schema lives as long as the engine works for that client.
  virtual void expect(const schema::Schema&) {}
  /// Opens now what reads from this loop need, rather than with the first of them, when the process may have no files
  /// left.
  virtual void prepare(async::Loop&) {}
  /// Throws Unavailable when writes would be refused at present, as far as that can be known: for readiness.
  virtual Task<> check() { co_return; }
  /// Runs work that only reads, in one snapshot that shows everything that was committed before.
  virtual Task<> read(Work& work) = 0;
  /// Runs work that writes, as one atomic unit; returns when it is durable. When it throws Timeout or Cancelled,
  /// nothing was written.
  virtual Task<> write(Work& work) = 0;
  virtual Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) = 0;
  /// Runs a script of statements without parameters: creating tables, loading a dump. Throws Invalid "script_failed",
  /// before anything is done, for one with a NUL.
  virtual Task<> execute_script(std::string_view script) = 0;
};

}  // namespace tenon::sql
