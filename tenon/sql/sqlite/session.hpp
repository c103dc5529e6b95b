#pragma once

#include <span>

#include <tenon/async/context.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/sqlite/connection.hpp>

namespace tenon::sql::sqlite {

/// A connection as the core sees it. Nothing here waits: SQLite's calls return when they are done.
class SqliteSession final : public Session {
 public:
  explicit SqliteSession(Connection& connection) noexcept : connection_(connection) {}
  Task<std::int64_t> run(const Statement& statement, RowHandler* rows) override {
    co_return connection_.run(statement, rows);
  }
  Task<> run_all(std::span<BatchStatement> statements) override {
    for (BatchStatement& each : statements) each.changed = connection_.run(each.statement, each.rows);
    co_return;
  }
  bool is_usable_after_violation() const noexcept override { return true; }

 private:
  Connection& connection_;
};

/// Runs work where there is no loop: on the writer's thread, on one of the blocking pool. Throws Internal "work_waits"
/// for work that waits for anything but the session. The context is of a loop of the caller's that nobody runs.
void run_without_loop(Work& work, Session& session, async::Context& context);

}  // namespace tenon::sql::sqlite
