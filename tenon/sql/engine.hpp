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

/// Is given the rows of a statement, one by one. The cells live until it returns. What it throws ends the statement.
class RowHandler {
 public:
  /// False: no more rows are wanted.
  virtual bool on_row(std::span<const Cell> cells) = 0;

 protected:
  ~RowHandler() = default;
};

/// One of several statements that are sent together.
struct BatchStatement {
  Statement statement;
  RowHandler* rows = nullptr;
  /// The number of rows that it changed, set when it has ended; below zero until then.
  std::int64_t changed = -1;
};

/// One connection, for as long as a piece of work runs on it.
class Session {
 public:
  /// Runs a statement; gives the number of rows that it changed. Throws detail::ConstraintError for what a constraint
  /// forbids, else a kind of Error, and then has changed nothing.
  virtual Task<std::int64_t> run(const Statement& statement, RowHandler* rows) = 0;

  /// Runs statements in their order, each of which sees what those before it have changed. By default one after the
  /// other; an engine may send them all before the first is answered.
  ///
  /// Throws what the first of them to fail throws: it is the first with `changed` below zero. Those before it have
  /// been run; those behind it have changed nothing, and their handlers have been given nothing. Where a handler threw
  /// and not a statement, those behind it may have been run all the same: the work then ends with an error, which
  /// undoes them.
  virtual Task<> run_all(std::span<BatchStatement> statements);

  /// Whether statements can be run after one threw detail::ConstraintError. Not where the database has given up the
  /// transaction (PostgreSQL, without a savepoint before the statement): then the work must end with an error.
  virtual bool is_usable_after_violation() const noexcept = 0;

 protected:
  ~Session() = default;
};

/// What a piece of work asks of the session that it is run in.
enum class Scope : std::uint8_t {
  /// One statement by itself, which the database may commit as soon as it has run. Work that writes must not throw once
  /// its statement has succeeded, unless nothing changed: rows that it gives back are read while it runs, and none of
  /// their values may be unreadable (Dialect::is_always_readable()). A statement that violated a constraint does not
  /// count, as far as Session::is_usable_after_violation() allows more.
  statement,
  /// Any number of statements. Those of a read all see the same state of the database. Those of a write are atomic:
  /// when the work throws, they have changed nothing. What others commit between two of them, they may see.
  snapshot,
};

/// Something that needs a session: the operations of the core.
class Work {
 public:
  explicit Work(Scope scope = Scope::snapshot) noexcept : scope_(scope) {}

  /// May be called again when the engine had to undo what it did: it starts over.
  virtual Task<> run(Session& session) = 0;
  Scope scope() const noexcept { return scope_; }

 protected:
  ~Work() = default;

 private:
  Scope scope_;
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
  /// Runs work in it, whatever its scope. It sees what the transaction has changed; whether a read of several
  /// statements sees what others commit meanwhile depends on how the database isolates transactions. When work that
  /// writes throws, its own effects are undone, and the transaction goes on (PostgreSQL: by a savepoint before it).
  ///
  /// When a statement of a read fails, a database that gives up the transaction (PostgreSQL) leaves it unusable: what
  /// follows throws, and commit() as well. A savepoint before each read would cost more than such reads are worth.
  virtual Task<> read(Work& work) = 0;
  virtual Task<> write(Work& work) = 0;
  /// Returns when the changes are durable. Throws as Engine::write() what is found only then.
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
  /// Throws Unavailable when writes would fail at present, as far as that can be known: for readiness.
  virtual Task<> check() { co_return; }
  /// Runs work that only reads, as its scope says. It sees everything that was committed before.
  virtual Task<> read(Work& work) = 0;
  /// Runs work that writes, as its scope says; returns when it is durable. When it throws Timeout or Cancelled, nothing
  /// was written. Whether something was is unknown when it throws Unavailable because the connection was lost after the
  /// last statement, or the commit, had been sent.
  ///
  /// A foreign key that the database checks when it commits (deferred) and that is violated then makes it throw Invalid
  /// "foreign_key_violation", without fields.
  virtual Task<> write(Work& work) = 0;
  virtual Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) = 0;
  /// Runs a script of statements without parameters: creating tables, loading a dump. Throws Invalid "script_failed",
  /// before anything is done, for one with a NUL.
  virtual Task<> execute_script(std::string_view script) = 0;
};

}  // namespace tenon::sql
