#pragma once

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

 private:
  Connection& connection_;
};

}  // namespace tenon::sql::sqlite
