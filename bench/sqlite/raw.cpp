#include <bench/sqlite/raw.hpp>

#include <sqlite3.h>

#include <stdexcept>

namespace bench {
namespace {

void check(int result, sqlite3* database) {
  if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW) {
    throw std::runtime_error(sqlite3_errmsg(database));
  }
}

}  // namespace

Raw::Raw(const std::string& path, bool full) {
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  check(sqlite3_open_v2(path.c_str(), &database_, flags, nullptr), database_);
  run("PRAGMA journal_mode = WAL");
  run("PRAGMA mmap_size = 268435456");
  run(full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  read_ = prepare(
      "SELECT id, slug, name, description, priceCents, stock, rating, active, createdAt FROM Product WHERE id = ?");
  insert_ = prepare("INSERT INTO Event (kind, amount) VALUES (?, ?)");
}

Raw::~Raw() {
  sqlite3_finalize(read_);
  sqlite3_finalize(insert_);
  sqlite3_close(database_);
}

std::int64_t Raw::read_product(std::int64_t id) {
  sqlite3_bind_int64(read_, 1, id);
  check(sqlite3_step(read_), database_);
  std::int64_t sum = 0;
  for (int column = 0; column < 9; ++column) {
    if (sqlite3_column_type(read_, column) == SQLITE_TEXT) {
      sum += sqlite3_column_text(read_, column)[0] + sqlite3_column_bytes(read_, column);
    } else {
      sum += sqlite3_column_int64(read_, column);
    }
  }
  sqlite3_reset(read_);
  return sum;
}

void Raw::insert_event(std::int64_t amount) {
  sqlite3_bind_text(insert_, 1, "clicked", -1, SQLITE_STATIC);
  sqlite3_bind_int64(insert_, 2, amount);
  check(sqlite3_step(insert_), database_);
  sqlite3_reset(insert_);
}

void Raw::run(const char* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr), database_); }

sqlite3_stmt* Raw::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr), database_);
  return statement;
}

}  // namespace bench
