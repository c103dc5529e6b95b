#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/decoder.hpp>
#include <tenon/sql/postgres/link.hpp>
#include <tenon/sql/postgres/request.hpp>

namespace tenon::sql::postgres {

/// A statement of the core as a request to the server: its parameters in the binary format, its rows as cells.
///
///     Exchange exchange(statement, Unit::read, &rows);
///     if (!exchange.is_described(link)) co_await exchange.describe(link, Unit::read);
///     co_await exchange.run(link);
///     exchange.require();
///     exchange.changed();
///
/// It stays where it is, and the statement lives, until the tasks have ended.
class Exchange final : private RowSink {
 public:
  Exchange(const Statement& statement, Unit unit, RowHandler* rows) noexcept;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// Whether the connection knows the types of the parameters, without which they cannot be sent.
  bool is_described(const Link& link) const;
  /// Asks the server for them, in or outside of a transaction. Throws as require().
  Task<> describe(Link& link, Unit unit);
  /// Throws what the handler threw, Timeout and Cancelled, and Invalid for a parameter that its type cannot hold; what
  /// the server said is thrown by require().
  Task<> run(Link& link);

  bool succeeded() const noexcept { return request_.outcome.fate == Outcome::Fate::done; }
  /// Throws throw_failure() for an error of the server, ConnectionLost, and Unavailable "transaction_lost" for one that
  /// was not tried because a statement before it had failed.
  void require() const;
  /// Rows that it changed.
  std::int64_t changed() const noexcept;

 private:
  void encode(const PreparedStatement& described);
  void on_begin(std::span<const Column> columns) override;
  bool on_row(std::span<const RawValue> values) override;

  const Statement& statement_;
  RowHandler* rows_;
  Request request_;
  std::string bytes_;  // of the parameters
  std::vector<Parameter> parameters_;
  std::vector<Decoder> decoders_;
  std::vector<Cell> cells_;
  bool begun_ = false;
};

}  // namespace tenon::sql::postgres
