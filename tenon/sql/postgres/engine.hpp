#pragma once

#include <memory>
#include <string_view>

#include <tenon/async/per_loop.hpp>
#include <tenon/base/log.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/connector.hpp>
#include <tenon/sql/postgres/dialect.hpp>
#include <tenon/sql/postgres/options.hpp>
#include <tenon/sql/postgres/pool.hpp>

namespace tenon::sql::postgres {

/// A database on a server: connections of their own for each loop.
///
/// Work of one statement goes to a connection that many share: what a turn of the loop asks leaves in one write. Other
/// work has a connection for itself, in a transaction.
///
/// **When a connection is lost**, what is certain to have done nothing is run again: reads, and writes that were not
/// sent or not committed. A write whose commit was on its way throws Unavailable "outcome_unknown". Writes that the
/// database undid for others beside them (a deadlock) are run again, too: three times in all.
class PostgresEngine final : public Engine {
 public:
  /// For a program with so many loops, which share PostgresOptions::connection_limit. Throws as Connector.
  PostgresEngine(PostgresOptions options, std::size_t loops, log::Logger log);

  const Dialect& dialect() const noexcept override { return dialect_; }
  void prepare(async::Loop& loop) override { pools_.get(loop); }
  Task<> check() override;
  Task<> read(Work& work) override;
  Task<> write(Work& work) override;
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options) override;
  Task<> execute_script(std::string_view script) override;

 private:
  Pool& pool(const async::Context& context) { return pools_.get(context.loop()); }
  Task<Lease> lease(Pool& pool) const;
  /// As the scope of the work demands: its statement by itself, or in a transaction.
  Task<> run_once(Pool& pool, Work& work, Unit unit, std::string_view begin);
  Task<> run_alone(Pool& pool, Work& work, Unit unit);
  Task<> run_transaction(Pool& pool, Work& work, std::string_view begin);

  const Connector connector_;
  const PostgresDialect dialect_;
  async::PerLoop<Pool> pools_;
};

}  // namespace tenon::sql::postgres
