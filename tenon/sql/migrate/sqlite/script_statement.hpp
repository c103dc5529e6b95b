#pragma once

#include <string>
#include <string_view>

namespace tenon::sql::migrate::sqlite {

/// What a statement of an SQLite script is to whoever runs the script as one transaction.
enum class StatementKind {
  other,
  begin,
  commit,
  roll_back,
  savepoint,
  release,
  roll_back_to,
  foreign_keys,  ///< PRAGMA foreign_keys=…, which SQLite ignores within a transaction
  rename_table,
  outside,  ///< cannot run within a transaction: VACUUM, PRAGMA journal_mode=…
};

struct ScriptStatement {
  StatementKind kind = StatementKind::other;
  std::string word;  ///< its first word, for messages: "VACUUM"
  std::string name;  ///< of the savepoint, or the table's new name
  bool on = false;   ///< foreign keys
};

/// Reads the first words of the statement that the text begins with; what follows it does not matter.
ScriptStatement read_statement(std::string_view text);

}  // namespace tenon::sql::migrate::sqlite
