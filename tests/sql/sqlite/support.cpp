#include "sqlite/support.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace tenon::sql::sqlite::testing {
namespace {

class LastNumber final : public RowHandler {
 public:
  explicit LastNumber(std::int64_t& number) noexcept : number_(number) {}
  bool on_row(std::span<const Cell> cells) override {
    number_ = cells.front().integer();
    return true;
  }

 private:
  std::int64_t& number_;
};

}  // namespace

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::string(to_string(error.kind())) + " " + error.code();
  }
  return {};
}

PlainConnection::PlainConnection(const std::string& path) {
  if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
}

PlainConnection::~PlainConnection() { sqlite3_close(handle_); }

void PlainConnection::run(const char* statement) {
  if (sqlite3_exec(handle_, statement, nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(handle_));
  }
}

std::int64_t PlainConnection::number(const char* query) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(handle_, query, -1, &statement, nullptr);
  const std::int64_t number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
  sqlite3_finalize(statement);
  return number;
}

std::string PlainConnection::text(const char* query) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(handle_, query, -1, &statement, nullptr);
  std::string text;
  if (sqlite3_step(statement) == SQLITE_ROW) {
    text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  }
  sqlite3_finalize(statement);
  return text;
}

Task<> OneStatement::run(Session& session) {
  LastNumber number(result);
  co_await session.run({.text = text_}, &number);
}

Task<> write(Engine& engine, std::string statement) {
  OneStatement work(std::move(statement));
  co_await engine.write(work);
}

Task<std::int64_t> read(Engine& engine, std::string statement) {
  OneStatement work(std::move(statement));
  co_await engine.read(work);
  co_return work.result;
}

FileTest::FileTest() {
  path = (folder / "test.db").string();
  engine = open(url());
  async::run(loop, engine->execute_script("CREATE TABLE t(id INTEGER PRIMARY KEY, x)"));
}

FileTest::~FileTest() {
  engine.reset();  // before its folder goes
}

void FileTest::reopen(SqliteOptions options) {
  engine.reset();
  engine = open(url(), {.sqlite = options});
}

}  // namespace tenon::sql::sqlite::testing
