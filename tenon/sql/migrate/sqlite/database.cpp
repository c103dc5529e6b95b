#include <tenon/sql/migrate/sqlite/database.hpp>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>
#include <tenon/sql/migrate/sqlite/script.hpp>
#include <tenon/sql/sqlite/database_file.hpp>
#include <tenon/sql/sqlite/failure.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

constexpr auto lock_wait = std::chrono::seconds{10};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const std::string& path);
  ~SqliteDatabase() override;

  using Database::execute;
  void execute(const std::string& script, const ScriptFrame& frame) override;
  std::vector<TextRow> query(const std::string& statement,
                             std::span<const std::optional<std::string>> parameters) override;
  bool has_table(const std::string& name) override;
  bool is_empty() override { return introspect(*this).tables.empty(); }
  HistoryTable history_table() const override;
  void lock() override;
  void unlock() noexcept override;

 private:
  bool step(sqlite3_stmt* statement);
  void leave_clean() noexcept;
  [[noreturn]] void fail();

  std::string path_;
  sqlite3* handle_ = nullptr;
  int lock_ = -1;
};

SqliteDatabase::SqliteDatabase(const std::string& path) : path_(path) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr); code != SQLITE_OK) {
    try {
      sql::sqlite::throw_open_failure(handle_, code, path);
    } catch (...) {
      sqlite3_close(handle_);
      throw;
    }
  }
  sqlite3_busy_timeout(handle_, static_cast<int>(std::chrono::milliseconds{lock_wait}.count()));
  // "name" that is no column is an error, not a text.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  leave_clean();
}

SqliteDatabase::~SqliteDatabase() {
  unlock();
  sqlite3_close(handle_);
}

void SqliteDatabase::fail() {
  const int code = sqlite3_extended_errcode(handle_);
  if (sql::sqlite::concerns_file(code)) sql::sqlite::throw_failure(handle_, code);
  throw Internal{"database_error", sqlite3_errmsg(handle_)};
}

bool SqliteDatabase::step(sqlite3_stmt* statement) {
  int result = sqlite3_step(statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE) fail();
  return result == SQLITE_ROW;
}

/// As a script found it: no transaction, foreign keys on, writable, SQLite's own names and tables protected.
void SqliteDatabase::leave_clean() noexcept {
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_exec(handle_, "PRAGMA foreign_keys=ON; PRAGMA query_only=OFF; PRAGMA writable_schema=OFF", nullptr, nullptr,
               nullptr);
}

void SqliteDatabase::execute(const std::string& script, const ScriptFrame& frame) {
  try {
    Script{handle_, *this, script, frame}.run();
  } catch (...) {
    leave_clean();
    throw;
  }
  leave_clean();
}

std::vector<TextRow> SqliteDatabase::query(const std::string& text,
                                           std::span<const std::optional<std::string>> parameters) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(handle_, text.data(), static_cast<int>(text.size()), &prepared, nullptr) != SQLITE_OK) fail();
  const Statement statement{prepared};
  int position = 0;
  for (const std::optional<std::string>& value : parameters) {
    ++position;
    if (!value) continue;
    sqlite3_bind_text(statement.get(), position, value->data(), static_cast<int>(value->size()), SQLITE_TRANSIENT);
  }
  std::vector<TextRow> rows;
  while (step(statement.get())) {
    TextRow& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
      const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), i));
      auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), i));
      row.push_back(bytes == nullptr ? std::nullopt : std::optional{std::string{bytes, size}});
    }
  }
  return rows;
}

bool SqliteDatabase::has_table(const std::string& name) {
  const std::optional<std::string> value{name};
  return !query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", {&value, 1}).empty();
}

HistoryTable SqliteDatabase::history_table() const {
  return {R"(CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);)",
          "rowid"};
}

/// A lock on the database's folder: one on the file itself would get into the way of SQLite's, and a file of its own
/// would stay behind.
void SqliteDatabase::lock() {
  const char* file = sqlite3_db_filename(handle_, "main");
  if (file == nullptr || *file == '\0') return;
  std::string folder = std::filesystem::path{file}.parent_path().string();
  lock_ = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) throw Unavailable{"migration_lock", "The folder " + folder + " cannot be opened."};
  auto deadline = std::chrono::steady_clock::now() + lock_wait;
  while (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      unlock();
      throw Unavailable{"migration_lock", "Somebody else has been migrating " + path_ + " for more than 10 seconds."};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

void SqliteDatabase::unlock() noexcept {
  if (lock_ >= 0) close(lock_);
  lock_ = -1;
}

}  // namespace

std::unique_ptr<Database> open_file(const std::string& path) {
  return std::make_unique<SqliteDatabase>(sql::sqlite::file_name(path));
}

std::unique_ptr<Database> open_in_memory() { return std::make_unique<SqliteDatabase>(":memory:"); }

}  // namespace tenon::sql::migrate::sqlite
