#include <tenon/sql/migrate/history.hpp>

#include <algorithm>

#include <tenon/base/text/numbers.hpp>
#include <tenon/base/uuid.hpp>

namespace tenon::sql::migrate {
namespace {

/// Prisma's engines have written milliseconds since 1970 as well as texts.
std::optional<Instant> read_time(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  if (auto milliseconds = text::parse_int64(*text)) return Instant{std::chrono::milliseconds{*milliseconds}};
  return parse_sql_timestamp(*text);
}

}  // namespace

/// With milliseconds, as Prisma writes it.
std::string History::now() const {
  std::string text = to_string(std::chrono::floor<std::chrono::milliseconds>(clock_.now()));
  return text.substr(0, text.size() - 1) + "+00:00";
}

bool History::exists() const {
  const std::optional<std::string> name{history_table};
  return !database_.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", {&name, 1}).empty();
}

void History::create() {
  database_.execute(R"(CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);)");
}

std::vector<AppliedMigration> History::rows() const {
  std::vector<AppliedMigration> out;
  if (!exists()) return out;
  auto rows = database_.query(
      "SELECT id, migration_name, checksum, finished_at, rolled_back_at, started_at, logs "
      "FROM _prisma_migrations ORDER BY rowid");
  for (const TextRow& row : rows) {
    AppliedMigration& one = out.emplace_back();
    one.id = row[0].value_or("");
    one.name = row[1].value_or("");
    one.checksum = row[2].value_or("");
    one.state = row[4] ? RowState::rolled_back : row[3] ? RowState::applied : RowState::failed;
    one.started_at = read_time(row[5]);
    one.logs = row[6].value_or("");
  }
  return out;
}

std::string History::begin(const Migration& migration) {
  std::string id = Uuid::v4().to_string();
  const std::optional<std::string> values[] = {id, checksum(migration.script), now(), migration.name};
  database_.query("INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES (?, ?, ?, ?)",
                  values);
  return id;
}

void History::finish(const std::string& id) {
  const std::optional<std::string> values[] = {now(), id};
  database_.query(
      "UPDATE _prisma_migrations SET applied_steps_count = applied_steps_count + 1, finished_at = ? WHERE id = ?",
      values);
}

void History::fail(const std::string& id, std::string_view error) {
  const std::optional<std::string> values[] = {std::string{error}, id};
  database_.query("UPDATE _prisma_migrations SET logs = ? WHERE id = ?", values);
}

bool is_recorded(const std::vector<AppliedMigration>& rows, std::string_view name) {
  return std::any_of(rows.begin(), rows.end(), [&](const AppliedMigration& row) {
    return row.name == name && row.state != RowState::rolled_back;
  });
}

}  // namespace tenon::sql::migrate
