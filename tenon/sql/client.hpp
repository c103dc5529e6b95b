#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include <tenon/base/clock.hpp>
#include <tenon/schema/schema.hpp>
#include <tenon/sql/datasource.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/operations.hpp>
#include <tenon/sql/transaction.hpp>

namespace tenon::sql {

/// A database with the schema of what is in it. The generated client of a schema derives from it; used by itself it
/// serves schemas that are known only at run time:
///
///     Client db{schema::parse(text).value(), open("file:shop.db")};
///     Rows rows = co_await db.find_many(db.model("Product"), {.take = 10});
///
/// Used from any loop of the program; `co_await` its operations there. It must outlive them.
class Client : public Operations {
 public:
  /// `clock` gives the time for `now()` and `@updatedAt`; by default the system's.
  Client(schema::Schema&& schema, std::shared_ptr<Engine> engine, const Clock* clock = nullptr);
  /// The schema stays with its owner, who keeps it as long as the client.
  Client(const schema::Schema& schema, std::shared_ptr<Engine> engine, const Clock* clock = nullptr);
  virtual ~Client();

  Engine& engine() noexcept { return *engine_; }

  Client& as_client() noexcept final { return *this; }

  Task<> read(Work& work) final;
  Task<> write(Work& work) final;

  /// Runs `body(tx)`, a coroutine, in a transaction: committed when it returns, rolled back when it throws. Gives what
  /// it returns.
  ///
  ///     co_await db.transaction([&](sql::Transaction& tx) -> Task<> { co_await tx.create(order, data); … });
  ///
  /// Within it, use `tx` only: a write through `db` waits for the transaction, and the transaction for it, until
  /// TransactionOptions::timeout ends both. Do not wait for anything but the database: on SQLite all other writes
  /// of the program queue behind it.
  template <class Body>
  auto transaction(Body body, TransactionOptions options = {}) {
    return detail::run_transaction<Transaction>(*this, begin(options), std::move(body));
  }

 protected:
  Task<std::unique_ptr<OpenTransaction>> begin(TransactionOptions options);

 private:
  Client(std::unique_ptr<const schema::Schema> schema, std::shared_ptr<Engine> engine, const Clock* clock);

  std::unique_ptr<const schema::Schema> owned_schema_;
  std::shared_ptr<Engine> engine_;
};

}  // namespace tenon::sql
