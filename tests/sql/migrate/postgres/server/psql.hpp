#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/structure.hpp>

/// The server of POSTGRES_URL by way of its own client, until there is a connection.
namespace tenon::sql::migrate::postgres::test {

/// Empties the database, whose only schema is `public` then, and runs a script on it.
void reset(const std::string& script = {});

/// Runs a script, each statement for itself; empty, or what the server said to the first that failed.
std::string execute(const std::string& script);

/// The rows of several statements.
std::vector<std::vector<TextRow>> ask(const std::vector<std::string>& statements);

/// The structure of the database.
Structure introspect(const std::vector<std::string>& schemas = {});

/// The first value that a statement gives.
std::string value(const std::string& statement);

/// What counts rows asks it; nothing else works.
class AskedDatabase final : public Database {
 public:
  using Database::execute;
  void execute(const std::string& script, const ScriptFrame& frame) override;
  std::vector<TextRow> query(const std::string& statement,
                             std::span<const std::optional<std::string>> parameters = {}) override;
  bool has_table(const std::string& name) override;
  bool is_empty() override;
  HistoryTable history_table() const override;
  void lock() override;
  void unlock() noexcept override {}
};

}  // namespace tenon::sql::migrate::postgres::test
