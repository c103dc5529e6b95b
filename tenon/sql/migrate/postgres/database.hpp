#pragma once

#include <memory>

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/postgres/server.hpp>

namespace tenon::sql::migrate::postgres {

/// A database on a server, by a connection of its own. What counts is the schema of the connection: that of the URL,
/// else what the server's search path begins with.
///
/// Scripts: script.hpp. They and all statements wait up to 10 seconds for the locks of others.
class PostgresDatabase : public Database {
 public:
  explicit PostgresDatabase(std::unique_ptr<Server> server) : server_(std::move(server)) {}
  ~PostgresDatabase() override { unlock(); }

  using Database::execute;
  void execute(const std::string& script, const ScriptFrame& frame) override;
  /// `?` counts in statements with parameters only, where it stands outside of quotes.
  std::vector<TextRow> query(const std::string& statement,
                             std::span<const std::optional<std::string>> parameters = {}) override;
  bool has_table(const std::string& name) override;
  bool is_empty() override;
  HistoryTable history_table() const override;
  /// Prisma's own lock, so that its commands wait as well.
  void lock() override;
  void unlock() noexcept override;

  const PostgresOptions& options() const noexcept { return server_->options(); }

 protected:
  void disconnect() noexcept { server_.reset(); }

 private:
  std::unique_ptr<Server> server_;
  bool locked_ = false;
};

}  // namespace tenon::sql::migrate::postgres
