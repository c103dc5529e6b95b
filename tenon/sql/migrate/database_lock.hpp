#pragma once

#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate {

/// Database::lock() for as long as this lives.
class DatabaseLock {
 public:
  explicit DatabaseLock(Database& database) : database_(database) { database_.lock(); }
  DatabaseLock(const DatabaseLock&) = delete;
  DatabaseLock& operator=(const DatabaseLock&) = delete;
  ~DatabaseLock() { database_.unlock(); }

 private:
  Database& database_;
};

}  // namespace tenon::sql::migrate
