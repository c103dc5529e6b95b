#include <tenon/sql/sqlite/connection.hpp>

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/failure.hpp>
#include <tenon/sql/sqlite/functions.hpp>

namespace tenon::sql::sqlite {
namespace {

/// Between two reports of progress: about 0.1 ms.
constexpr int instructions_per_report = 2000;
/// While another process has the lock that a file needs to enter WAL mode.
constexpr auto between_tries = std::chrono::milliseconds{10};
/// Bytes of the WAL index that SQLite maps at a time.
constexpr int wal_index_region = 32 * 1024;

/// SQLite counts the memory that it has taken under one lock for all threads, which a point read would take sixteen
/// times. This works before the program's first connection, and has no effect after it.
void count_no_memory() noexcept {
  [[maybe_unused]] static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

std::int64_t milliseconds(async::Duration duration) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

int bind(sqlite3_stmt* statement, int index, const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::null: return sqlite3_bind_null(statement, index);
    case Cell::Kind::integer: return sqlite3_bind_int64(statement, index, cell.integer());
    case Cell::Kind::real: return sqlite3_bind_double(statement, index, cell.real());
    case Cell::Kind::text: {
      const std::string_view text = cell.bytes();
      return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    }
    case Cell::Kind::blob: {
      const std::string_view bytes = cell.bytes();
      return sqlite3_bind_blob64(statement, index, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
    }
  }
  return SQLITE_MISUSE;
}

/// One look at the column, and all else from its value: each sqlite3_column_… looks again. The connection has no mutex
/// (SQLITE_OPEN_NOMUTEX) that the value would have to be protected by.
Cell column(sqlite3_stmt* statement, int index) {
  sqlite3_value* const value = sqlite3_column_value(statement, index);
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return Cell::of_integer(sqlite3_value_int64(value));
    case SQLITE_FLOAT: return Cell::of_real(sqlite3_value_double(value));
    case SQLITE_TEXT: {
      const char* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      return Cell::of_text({text, static_cast<std::size_t>(sqlite3_value_bytes(value))});
    }
    case SQLITE_BLOB: {
      const char* bytes = static_cast<const char*>(sqlite3_value_blob(value));
      return Cell::of_blob({bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))});
    }
    default: return Cell{};
  }
}

}  // namespace

/// Leaves a statement ready for its next use, however its run ends.
class Connection::Clearing {
 public:
  explicit Clearing(sqlite3_stmt* statement) noexcept : statement_(statement) {}
  Clearing(const Clearing&) = delete;
  Clearing& operator=(const Clearing&) = delete;
  ~Clearing() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

Connection::Connection(const std::string& path, Role role, const SqliteOptions& options)
    : wal_index_path_(path + "-shm"), timeout_(role == Role::reader ? options.read_timeout : options.write_timeout) {
  count_no_memory();
  // The writer comes first and makes the file. A reader that made one would show an empty database for a deleted one.
  const int access = options.read_only      ? SQLITE_OPEN_READONLY
                     : role == Role::reader ? SQLITE_OPEN_READWRITE
                                            : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle_, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  try {
    if (code != SQLITE_OK) throw_open_failure(handle_, code, path);
    statements_ = std::make_unique<StatementCache>(handle_);
    configure(role, options);
  } catch (...) {
    statements_.reset();
    sqlite3_close_v2(handle_);
    throw;
  }
}

Connection::~Connection() {
  statements_.reset();
  sqlite3_close_v2(handle_);
}

void Connection::configure(Role role, const SqliteOptions& options) {
  sqlite3_busy_timeout(handle_, static_cast<int>(milliseconds(options.busy_timeout)));
  // "name" that is no column is an error, not a text. A table that was made with such texts is still read.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  std::string setup =
      "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
      "PRAGMA mmap_size=" +
      std::to_string(options.mapped.count()) + "; PRAGMA cache_size=-" + std::to_string(options.cache.count() / 1024) +
      ";";
  if (role == Role::reader) setup += "PRAGMA query_only=ON;";
  run_script(setup);
  if (role == Role::writer && !options.read_only) {
    enter_wal_mode(options.busy_timeout);
    run_script(options.durability == SqliteOptions::Durability::full ? "PRAGMA synchronous=FULL"
                                                                     : "PRAGMA synchronous=NORMAL");
  }
  add_functions(handle_);
  sqlite3_progress_handler(handle_, instructions_per_report, on_progress, this);
}

/// Where another process writes to a file that is in another mode, SQLite fails at once: it reads by then, and what
/// reads does not wait to write.
void Connection::enter_wal_mode(async::Duration busy_timeout) {
  const async::Time give_up_at = std::chrono::steady_clock::now() + busy_timeout;
  for (;;) {
    const int code = sqlite3_exec(handle_, "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return;
    if ((code & 0xff) != SQLITE_BUSY || std::chrono::steady_clock::now() >= give_up_at) throw_failure(handle_, code);
    std::this_thread::sleep_for(between_tries);
  }
}

int Connection::on_progress(void* self) {
  auto& connection = *static_cast<Connection*>(self);
  if (connection.stop_ && connection.stop_->load(std::memory_order_relaxed)) return 1;
  const async::Time now = std::chrono::steady_clock::now();
  if (connection.give_up_at_ == async::Time{}) connection.give_up_at_ = now + connection.timeout_;
  return now >= connection.give_up_at_ ? 1 : 0;
}

std::int64_t Connection::run(const Statement& statement, RowHandler* rows) {
  sqlite3_stmt* prepared = statements_->get(statement);
  Clearing clearing(prepared);
  int index = 0;
  for (const Cell& cell : statement.parameters) {
    if (const int code = bind(prepared, ++index, cell); code != SQLITE_OK) throw_failure(handle_, code, statement.text);
  }
  return step_all(prepared, statement.text, rows);
}

std::int64_t Connection::step_all(sqlite3_stmt* statement, std::string_view text, RowHandler* rows) {
  give_up_at_ = async::Time{};
  const int columns = rows ? sqlite3_column_count(statement) : 0;
  if (cells_.size() < static_cast<std::size_t>(columns)) cells_.resize(static_cast<std::size_t>(columns));
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
      if (!rows) continue;
      for (int i = 0; i < columns; ++i) cells_[static_cast<std::size_t>(i)] = column(statement, i);
      if (!rows->on_row({cells_.data(), static_cast<std::size_t>(columns)})) return 0;
    } else if (code == SQLITE_DONE) {
      return sqlite3_stmt_readonly(statement) ? 0 : sqlite3_changes64(handle_);
    } else {
      throw_failure(handle_, code, text);
    }
  }
}

std::int64_t Connection::number(std::string_view text) {
  class First final : public RowHandler {
   public:
    bool on_row(std::span<const Cell> cells) override {
      number = cells.front().integer();
      return false;
    }
    std::int64_t number = 0;
  } first;
  run(Statement{.text = text}, &first);
  return first.number;
}

void Connection::run_script(const std::string& script) {
  give_up_at_ = async::Time{};
  const int code = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_failure(handle_, code);
}

bool Connection::in_transaction() const noexcept { return sqlite3_get_autocommit(handle_) == 0; }

bool Connection::has_deferred_violations() const noexcept {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(handle_, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  return current != 0;
}

sqlite3_file* Connection::file() noexcept {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) != SQLITE_OK)
    return nullptr;
  if (!file || !file->pMethods || file->pMethods->iVersion < 2 || !file->pMethods->xShmMap) return nullptr;
  return file;
}

const volatile std::uint32_t* Connection::wal_index() noexcept {
  sqlite3_file* const database = file();
  // Where there is none, the call would make one.
  if (!database || access(wal_index_path_.c_str(), F_OK) != 0) return nullptr;
  void volatile* memory = nullptr;
  if (database->pMethods->xShmMap(database, 0, wal_index_region, 0, &memory) != SQLITE_OK) return nullptr;
  return static_cast<volatile std::uint32_t*>(memory);
}

std::uint32_t Connection::commits() noexcept {
  const volatile std::uint32_t* const index = wal_index();
  return index ? index[8 / sizeof(std::uint32_t)] : 0;  // iChange
}

}  // namespace tenon::sql::sqlite
