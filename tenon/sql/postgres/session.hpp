#pragma once

#include <memory>
#include <string_view>

#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/link.hpp>

namespace tenon::sql::postgres {

/// A connection as the core sees it: statements that commit by themselves, or those of a transaction.
class PostgresSession final : public Session {
 public:
  /// With Unit::transaction, `begin` is the statement that opens it; it leaves with the first one.
  PostgresSession(Link& link, Unit unit, std::string_view begin = {}) noexcept
      : link_(link), unit_(unit), begin_(begin) {}

  Task<std::int64_t> run(const Statement& statement, RowHandler* rows) override;
  Task<> run_all(std::span<BatchStatement> statements) override;
  bool is_usable_after_violation() const noexcept override { return unit_ != Unit::transaction; }

  /// One without parameters and rows: COMMIT, SAVEPOINT.
  Task<> command(std::string_view text);
  /// Whether its transaction has been opened on the server.
  bool has_begun() const noexcept { return begin_.empty(); }

 private:
  Link& link_;
  Unit unit_;
  std::string_view begin_;
};

/// Throws ConnectionLost when it is not known whether it was done, and Invalid "foreign_key_violation" for a key that
/// is checked only then.
Task<> commit(PostgresSession& session);

}  // namespace tenon::sql::postgres
