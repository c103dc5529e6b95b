#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include <tenon/sql/sqlite/connection.hpp>

namespace tenon::sql::sqlite {

/// What a database writes by itself, in values that no statement of this program holds: in triggers and generated
/// columns.
///
/// Triggers are read word by word: what follows INTO may be written in all its columns, what follows UPDATE in those
/// that the trigger names anywhere. Hence it may say too much, and not too little.
class OwnWrites {
 public:
  /// As the connection sees the database at present.
  explicit OwnWrites(Connection& connection);

  /// Names are those of the database, and capital letters the same as small ones in them, as for SQLite.
  bool may_reach(std::string_view table, std::string_view column) const;

 private:
  struct Columns {
    bool all = false;
    std::set<std::string, std::less<>> some;
  };

  void add_trigger(std::string_view text);

  std::map<std::string, Columns, std::less<>> tables_;
};

}  // namespace tenon::sql::sqlite
