#include <tenon/sql/migrate/postgres/database.hpp>

#include <chrono>
#include <thread>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/postgres/script.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

constexpr auto lock_wait = std::chrono::seconds{10};

// Of an extension's tables none counts.
const std::string own_tables =
    "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND "
    "c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND "
    "d.objid = c.oid AND d.deptype = 'e')";

/// `$1`, `$2` … for each `?` outside of quotes.
std::string numbered(const std::string& statement) {
  std::string out;
  char quote = 0;
  int number = 0;
  for (const char c : statement) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    }
    if (c == '?' && quote == 0) {
      out += "$" + std::to_string(++number);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

void PostgresDatabase::execute(const std::string& script, const ScriptFrame& frame) {
  Script{*server_, script, frame}.run();
}

std::vector<TextRow> PostgresDatabase::query(const std::string& statement,
                                             std::span<const std::optional<std::string>> parameters) {
  Server::Answer answer = server_->ask(parameters.empty() ? statement : numbered(statement), parameters);
  if (answer.error) throw_statement_failure(*answer.error);
  return std::move(answer.rows);
}

bool PostgresDatabase::has_table(const std::string& name) {
  const std::optional<std::string> value{name};
  return !query(own_tables + " AND c.relname = ?", {&value, 1}).empty();
}

bool PostgresDatabase::is_empty() { return query(own_tables + " LIMIT 1").empty(); }

HistoryTable PostgresDatabase::history_table() const {
  return {R"(CREATE TABLE "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
);)",
          "started_at"};
}

/// Asks again and again: a statement that waits for the lock would keep CREATE INDEX CONCURRENTLY of the one who has it
/// from ending.
void PostgresDatabase::lock() {
  if (locked_) return;
  const auto deadline = std::chrono::steady_clock::now() + lock_wait;
  while (query("SELECT pg_try_advisory_lock(72707369)").at(0).at(0) != "t") {
    if (std::chrono::steady_clock::now() > deadline) {
      throw Unavailable{"migration_lock", "Somebody else has been migrating the database \"" + options().database +
                                              "\" for more than 10 seconds."};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  locked_ = true;
}

void PostgresDatabase::unlock() noexcept {
  if (!std::exchange(locked_, false) || !server_) return;
  try {
    server_->ask("SELECT pg_advisory_unlock(72707369)");
  } catch (...) {
    server_.reset();  // which ends the session, and the lock with it
  }
}

}  // namespace tenon::sql::migrate::postgres
