#include <tenon/sql/migrate/history.hpp>

#include <algorithm>

#include <tenon/base/text/numbers.hpp>
#include <tenon/base/uuid.hpp>
#include <tenon/schema/names.hpp>

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
std::string History::written(Instant time) {
  std::string text = to_string(std::chrono::floor<std::chrono::milliseconds>(time));
  return text.substr(0, text.size() - 1) + "+00:00";
}

std::string History::now() const { return written(clock_.now()); }

bool History::exists() const { return database_.has_table(std::string{schema::history_table}); }

void History::create() { database_.execute(std::string{database_.history_table().create}); }

std::vector<AppliedMigration> History::rows() const {
  std::vector<AppliedMigration> out;
  if (!exists()) return out;
  auto rows = database_.query(
      "SELECT id, migration_name, checksum, finished_at, rolled_back_at, started_at, logs "
      "FROM _prisma_migrations ORDER BY " +
      std::string{database_.history_table().order});
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

AppliedMigration History::plan(const Migration& migration) const {
  AppliedMigration row;
  row.id = Uuid::v4().to_string();
  row.name = migration.name;
  row.checksum = checksum(migration.script);
  row.state = RowState::failed;
  row.started_at = clock_.now();
  return row;
}

void History::insert(const AppliedMigration& row) {
  const std::optional<std::string> values[] = {row.id, row.checksum, written(*row.started_at), row.name};
  database_.query(
      "INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES (?, ?, ?, ?) ON CONFLICT DO "
      "NOTHING",
      values);
}

void History::begin(const AppliedMigration& row) { insert(row); }

void History::finish(const AppliedMigration& row) {
  const std::optional<std::string> values[] = {now(), row.id};
  database_.query(
      "UPDATE _prisma_migrations SET applied_steps_count = applied_steps_count + 1, finished_at = ? WHERE id = ?",
      values);
}

void History::fail(const AppliedMigration& row, std::string_view error) {
  insert(row);
  const std::optional<std::string> values[] = {std::string{error}, row.id};
  database_.query("UPDATE _prisma_migrations SET logs = ? WHERE id = ?", values);
}

void History::mark_applied(const Migration& migration) {
  const std::string time = now();
  const std::optional<std::string> values[] = {Uuid::v4().to_string(), checksum(migration.script), time, migration.name,
                                               time};
  auto insert_row = [&] {
    mark_rolled_back(migration.name);
    database_.query(
        "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs, started_at, "
        "applied_steps_count) VALUES (?, ?, ?, ?, '', ?, 0)",
        values);
  };
  database_.execute("", {insert_row, {}, {}});
}

void History::mark_rolled_back(std::string_view name) {
  const std::optional<std::string> values[] = {now(), std::string{name}};
  database_.query(
      "UPDATE _prisma_migrations SET rolled_back_at = ? WHERE migration_name = ? AND finished_at IS NULL AND "
      "rolled_back_at IS NULL",
      values);
}

bool is_recorded(const std::vector<AppliedMigration>& rows, std::string_view name) {
  return std::any_of(rows.begin(), rows.end(), [&](const AppliedMigration& row) {
    return row.name == name && row.state != RowState::rolled_back;
  });
}

}  // namespace tenon::sql::migrate
