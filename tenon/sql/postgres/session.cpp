#include <tenon/sql/postgres/session.hpp>

#include <deque>
#include <exception>
#include <utility>
#include <vector>

#include <tenon/async/all.hpp>
#include <tenon/async/context.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/detail/constraint_error.hpp>
#include <tenon/sql/postgres/exchange.hpp>

namespace tenon::sql::postgres {
namespace {

/// Keeps what it throws, for the one before it in the list to be thrown first.
Task<> run_keeping(Exchange& exchange, Link& link, std::exception_ptr& thrown) {
  try {
    co_await exchange.run(link);
  } catch (const async::Cancelled&) {
    throw;
  } catch (...) {
    thrown = std::current_exception();
  }
}

}  // namespace

Task<std::int64_t> PostgresSession::run(const Statement& statement, RowHandler* rows) {
  BatchStatement one{.statement = statement, .rows = rows};
  co_await run_all({&one, 1});
  co_return one.changed;
}

Task<> PostgresSession::run_all(std::span<BatchStatement> statements) {
  std::deque<Exchange> exchanges;
  const Statement begin{.text = begin_};
  if (!begin_.empty()) exchanges.emplace_back(begin, unit_, nullptr);
  for (const BatchStatement& each : statements) exchanges.emplace_back(each.statement, unit_, each.rows);

  const Unit describing = begin_.empty() ? unit_ : Unit::read;
  std::vector<Task<>> descriptions;
  for (std::size_t i = begin_.empty() ? 0 : 1; i < exchanges.size(); ++i) {
    if (!exchanges[i].is_described(link_)) descriptions.push_back(exchanges[i].describe(link_, describing));
  }
  if (!descriptions.empty()) co_await async::all(std::move(descriptions));

  std::vector<std::exception_ptr> thrown(exchanges.size());
  std::vector<Task<>> tasks;
  tasks.reserve(exchanges.size());
  for (std::size_t i = 0; i < exchanges.size(); ++i) tasks.push_back(run_keeping(exchanges[i], link_, thrown[i]));
  co_await async::all(std::move(tasks));
  const std::size_t first = exchanges.size() - statements.size();
  begin_ = {};
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    if (thrown[i]) std::rethrow_exception(thrown[i]);
    exchanges[i].require();
    if (i >= first) statements[i - first].changed = exchanges[i].changed();
  }
}

Task<> PostgresSession::command(std::string_view text) {
  const Statement statement{.text = text};
  co_await run(statement, nullptr);
}

Task<> commit(PostgresSession& session) {
  try {
    co_await session.command("COMMIT");
  } catch (const detail::ConstraintError& error) {
    throw Invalid("foreign_key_violation", error.what());
  }
}

}  // namespace tenon::sql::postgres
