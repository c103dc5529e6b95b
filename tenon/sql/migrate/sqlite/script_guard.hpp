#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/sql/migrate/database.hpp>

namespace tenon::sql::migrate::sqlite {

/// What a database had before a script, so that the script loses none of it without a word.
class ScriptGuard {
 public:
  explicit ScriptGuard(Database& database) : database_(database) {}

  /// Notes what is there, when the script begins.
  void begin();
  /// Notes the rows that refer to none already, when foreign keys are switched off for the first time.
  void begin_without_keys();

  bool had_table(std::string_view name) const;
  /// A table has got this name.
  void renamed(const std::string& table);

  /// Makes the triggers and indexes again that Database::execute promises. Throws what the database throws.
  void restore(std::string_view script, std::span<const std::string_view> later);

  /// What is wrong behind the script and was not before; empty if nothing is: rows that refer to none, and keys that a
  /// rename turned to a table that is gone.
  std::string find_orphans();
  std::string find_lost_parent();

 private:
  /// A trigger, or an index that Prisma does not know of.
  struct Dependent {
    std::string type;  ///< "trigger" or "index"
    std::string name;
    std::string table;
    std::string sql;
    std::vector<std::string> columns;  ///< of the table
  };
  /// Numbers of rows by "`Book` refer by `authorId` to `Author`".
  using Orphans = std::map<std::string, long>;

  void keep_sequence(const std::string& table);
  bool is_wanted_again(const Dependent& dependent, std::string_view script, std::span<const std::string_view> later);
  Orphans orphans();

  Database& database_;
  std::set<std::string> tables_;                  ///< in lower case
  std::map<std::string, std::string> sequences_;  ///< the highest ids, by the same names
  std::set<std::string> renamed_;
  std::vector<Dependent> dependents_;
  bool without_keys_ = false;
  Orphans orphans_;
};

}  // namespace tenon::sql::migrate::sqlite
