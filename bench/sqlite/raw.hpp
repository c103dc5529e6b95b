#pragma once

#include <cstdint>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite's C interface without anything around it, by which the client is measured.
namespace bench {

class Raw {
 public:
  /// `full` is PRAGMA synchronous = FULL, else NORMAL.
  Raw(const std::string& path, bool full);
  ~Raw();
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  void begin() { run("BEGIN"); }
  void commit() { run("COMMIT"); }
  /// Reads the nine columns of a product; gives the bytes of its texts.
  std::int64_t read_product(std::int64_t id);
  /// A transaction of its own.
  void insert_event(std::int64_t amount);

 private:
  void run(const char* sql);
  sqlite3_stmt* prepare(const char* sql);

  sqlite3* database_ = nullptr;
  sqlite3_stmt* read_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

}  // namespace bench
