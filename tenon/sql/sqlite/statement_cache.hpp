#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include <tenon/sql/engine.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace tenon::sql::sqlite {

/// The prepared statements of one connection, found by their text: preparing one costs ten times as much as a point
/// read. Of many different texts the least recently used are forgotten.
class StatementCache {
 public:
  static constexpr std::size_t capacity = 512;

  explicit StatementCache(sqlite3* handle) noexcept : handle_(handle) {}
  StatementCache(const StatementCache&) = delete;
  StatementCache& operator=(const StatementCache&) = delete;
  ~StatementCache();

  /// The statement, reset and without bindings; stays the cache's. Throws as throw_failure().
  sqlite3_stmt* get(const Statement& statement);
  std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    sqlite3_stmt* prepared;
    std::string text;
    std::uint64_t last_use;
  };

  sqlite3_stmt* prepare(std::string_view text);
  void forget_oldest();

  sqlite3* handle_;
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::uint64_t uses_ = 0;
};

}  // namespace tenon::sql::sqlite
