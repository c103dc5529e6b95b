#include <tenon/sql/sqlite/statement_cache.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/sql/sqlite/failure.hpp>

namespace tenon::sql::sqlite {

StatementCache::~StatementCache() {
  for (auto& [hash, entry] : entries_) sqlite3_finalize(entry.prepared);
}

sqlite3_stmt* StatementCache::get(const Statement& statement) {
  const std::uint64_t hash = statement.hash != 0 ? statement.hash : statement_hash(statement.text);
  const auto found = entries_.find(hash);
  if (found != entries_.end() && found->second.text == statement.text) {
    found->second.last_use = ++uses_;
    return found->second.prepared;
  }
  sqlite3_stmt* prepared = prepare(statement.text);
  if (found != entries_.end()) {
    sqlite3_finalize(found->second.prepared);
    found->second = {prepared, std::string(statement.text), ++uses_};
  } else {
    if (entries_.size() >= capacity) forget_oldest();
    entries_.emplace(hash, Entry{prepared, std::string(statement.text), ++uses_});
  }
  return prepared;
}

sqlite3_stmt* StatementCache::prepare(std::string_view text) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                                      &prepared, nullptr);
  if (code != SQLITE_OK) throw_failure(handle_, code, text);
  if (!prepared) throw Internal("database_error", "An empty statement was run.");
  return prepared;
}

void StatementCache::forget_oldest() {
  std::vector<std::uint64_t> uses;
  uses.reserve(entries_.size());
  for (const auto& [hash, entry] : entries_) uses.push_back(entry.last_use);
  const auto middle = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 4);
  std::nth_element(uses.begin(), middle, uses.end());
  std::erase_if(entries_, [limit = *middle](auto& item) {
    if (item.second.last_use > limit) return false;
    sqlite3_finalize(item.second.prepared);
    return true;
  });
}

}  // namespace tenon::sql::sqlite
