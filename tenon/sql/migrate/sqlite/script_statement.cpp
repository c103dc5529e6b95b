#include <tenon/sql/migrate/sqlite/script_statement.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using sql::detail::sql_tokens;
using sql::detail::SqlToken;

/// Enough for the longest beginning that says something: ALTER TABLE "main" . "a" RENAME TO "b".
constexpr std::size_t words_needed = 8;

constexpr std::array<std::string_view, 4> pragmas_outside{"journal_mode", "synchronous", "temp_store",
                                                          "wal_checkpoint"};

class Reading {
 public:
  explicit Reading(std::string_view text) {
    for (SqlToken& token : sql_tokens(text, words_needed)) words_.push_back(std::move(token.text));
  }

  ScriptStatement run() {
    out_.word = text::to_upper(at(0));
    if (is(0, "begin")) return as(StatementKind::begin);
    if (is(0, "commit") || is(0, "end")) return as(StatementKind::commit);
    if (is(0, "rollback")) return roll_back();
    if (is(0, "savepoint")) return named(StatementKind::savepoint, 1);
    if (is(0, "release")) return named(StatementKind::release, is(1, "savepoint") && words_.size() > 2 ? 2 : 1);
    if (is(0, "vacuum") || is(0, "detach")) return as(StatementKind::outside);
    if (is(0, "pragma")) return pragma();
    if (is(0, "alter") && is(1, "table")) return alter();
    return out_;
  }

 private:
  std::string at(std::size_t index) const { return index < words_.size() ? words_[index] : std::string{}; }
  bool is(std::size_t index, std::string_view word) const {
    return index < words_.size() && text::iequals(words_[index], word);
  }

  ScriptStatement as(StatementKind kind) {
    out_.kind = kind;
    return out_;
  }
  ScriptStatement named(StatementKind kind, std::size_t index) {
    out_.name = at(index);
    return as(kind);
  }

  ScriptStatement roll_back() {
    const std::size_t to = is(1, "transaction") ? 2 : 1;
    if (!is(to, "to")) return as(StatementKind::roll_back);
    return named(StatementKind::roll_back_to, is(to + 1, "savepoint") && words_.size() > to + 2 ? to + 2 : to + 1);
  }

  ScriptStatement pragma() {
    const std::size_t name = at(2) == "." ? 3 : 1;
    const bool sets = at(name + 1) == "=" || at(name + 1) == "(";
    if (!sets && !is(name, "wal_checkpoint")) return out_;
    if (is(name, "foreign_keys")) {
      const std::string value = text::to_lower(at(name + 2));
      out_.on = value == "on" || value == "yes" || value == "true" || value == "1";
      return as(StatementKind::foreign_keys);
    }
    const std::string lower = text::to_lower(at(name));
    const bool outside = std::find(pragmas_outside.begin(), pragmas_outside.end(), lower) != pragmas_outside.end();
    if (!outside) return out_;
    out_.word += " " + lower;
    return as(StatementKind::outside);
  }

  ScriptStatement alter() {
    const std::size_t rename = at(3) == "." ? 5 : 3;
    if (!is(rename, "rename") || !is(rename + 1, "to")) return out_;
    return named(StatementKind::rename_table, rename + 2);
  }

  std::vector<std::string> words_;
  ScriptStatement out_;
};

}  // namespace

ScriptStatement read_statement(std::string_view text) { return Reading{text}.run(); }

}  // namespace tenon::sql::migrate::sqlite
