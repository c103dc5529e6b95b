#include <tenon/sql/sqlite/own_writes.hpp>

#include <cstddef>
#include <vector>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>

namespace tenon::sql::sqlite {
namespace {

/// The words of a statement with small letters, quoted ones too.
std::vector<std::string> words_of(std::string_view sql) {
  std::vector<std::string> words;
  while (!sql.empty()) {
    for (const detail::SqlToken& token : detail::take_statement(sql)) {
      const bool is_word = token.quote != 0 || token.is_name();
      if (is_word && !token.text.empty()) words.push_back(text::to_lower(token.text));
    }
  }
  return words;
}

/// Rows of texts.
class Texts final : public RowHandler {
 public:
  bool on_row(std::span<const Cell> cells) override {
    std::vector<std::string>& row = rows.emplace_back();
    for (const Cell& cell : cells) row.emplace_back(cell.bytes());
    return true;
  }
  std::vector<std::vector<std::string>> rows;
};

std::vector<std::vector<std::string>> read(Connection& connection, std::string_view query) {
  Texts texts;
  connection.run(Statement{.text = query}, &texts);
  return std::move(texts.rows);
}

}  // namespace

OwnWrites::OwnWrites(Connection& connection) {
  for (const auto& row : read(connection, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")) {
    add_trigger(row.front());
  }
  const auto generated = read(connection,
                              "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_xinfo(t.name) AS c "
                              "WHERE t.type = 'table' AND t.sql LIKE '%as%(%' AND c.hidden IN (2, 3)");
  for (const auto& row : generated) tables_[text::to_lower(row[0])].some.insert(text::to_lower(row[1]));
}

void OwnWrites::add_trigger(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "into") {
      tables_[words[i + 1]].all = true;
    } else if (words[i] == "update") {
      const std::size_t target = words[i + 1] == "or" ? i + 3 : i + 1;  // UPDATE OR IGNORE t
      if (target < words.size()) tables_[words[target]].some.insert(words.begin(), words.end());
    }
  }
}

bool OwnWrites::may_reach(std::string_view table, std::string_view column) const {
  const auto found = tables_.find(text::to_lower(table));
  return found != tables_.end() && (found->second.all || found->second.some.contains(text::to_lower(column)));
}

}  // namespace tenon::sql::sqlite
