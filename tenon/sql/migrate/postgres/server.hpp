#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tenon/async/loop.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/postgres/connector.hpp>
#include <tenon/sql/postgres/wire/diagnostic.hpp>

namespace tenon::sql::migrate::postgres {

/// A connection to a server, for a thread that waits for each answer.
///
///     Server server{options};
///     Server::Answer answer = server.ask("SELECT name FROM product WHERE id = $1", values);
///     if (answer.error) …
class Server final : private sql::postgres::ConnectionEvents {
 public:
  /// The longest that a statement and a script may take.
  static constexpr std::chrono::minutes longest_statement{10};
  static constexpr std::chrono::hours longest_script{24};

  struct Answer {
    std::vector<TextRow> rows;
    std::unique_ptr<sql::postgres::Diagnostic> error;  ///< null: it is done
  };

  /// Connects. Statements wait up to 10 seconds for the locks of others, unless the options say otherwise. Throws as
  /// sql::postgres::Connector, whose Timeout is Unavailable "database_unavailable".
  explicit Server(PostgresOptions options);

  const PostgresOptions& options() const noexcept { return connector_.options(); }

  /// One statement, with a text for each `$n`. This and run() throw Unavailable "database_unavailable" when the
  /// connection is lost or the server takes too long; it is unknown then whether it was done.
  Answer ask(const std::string& statement, std::span<const std::optional<std::string>> parameters = {});
  /// Any number of statements, by the simple protocol; without rows.
  Answer run(const std::string& script);

  /// Whether a transaction is open.
  sql::postgres::TransactionStatus status() const noexcept { return connection_->pipeline().status(); }
  bool in_transaction() const noexcept { return status() != sql::postgres::TransactionStatus::idle; }
  /// How often a BEGIN has had no effect so far, since a transaction was open.
  int idle_begins() const noexcept { return idle_begins_; }

 private:
  Answer wait_for(sql::postgres::Request& request, async::Duration limit);
  void on_notice(const sql::postgres::Diagnostic& notice) override;
  void on_lost(const std::string&) override {}

  int idle_begins_ = 0;
  async::Loop loop_;
  sql::postgres::Connector connector_;
  std::unique_ptr<sql::postgres::Connection> connection_;
};

/// Throws what an error of a statement of our own means: Unavailable, "database_busy" where others hold locks, else
/// Internal "database_error".
[[noreturn]] void throw_statement_failure(const sql::postgres::Diagnostic& error);

/// Whether it may succeed later as it is: the server is busy, full or going down.
bool is_passing(const sql::postgres::Diagnostic& error);

}  // namespace tenon::sql::migrate::postgres
