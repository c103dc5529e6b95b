#include <tenon/sql/migrate/sqlite/table_definition.hpp>

#include <cstddef>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using sql::detail::sql_tokens;
using sql::detail::SqlToken;

class Definitions {
 public:
  explicit Definitions(std::string_view sql) : sql_(sql), tokens_(sql_tokens(sql)) {}

  TableDefinition run() {
    std::size_t at = 0;
    while (at < tokens_.size() && !tokens_[at].is("(")) ++at;
    if (at == tokens_.size()) return {};
    std::size_t first = at + 1;
    const std::size_t close = behind_group(at) - 1;
    for (std::size_t i = first; i < close; ++i) {
      if (tokens_[i].is("(")) i = behind_group(i) - 1;
      if (!tokens_[i].is(",")) continue;
      definition(first, i);
      first = i + 1;
    }
    if (first < close) definition(first, close);
    options(close + 1);
    return std::move(out_);
  }

 private:
  /// Behind the parenthesis that closes the one at `open`.
  std::size_t behind_group(std::size_t open) const {
    int depth = 0;
    for (std::size_t i = open; i < tokens_.size(); ++i) {
      if (tokens_[i].is("(")) ++depth;
      if (tokens_[i].is(")") && --depth == 0) return i + 1;
    }
    return tokens_.size();
  }

  std::string text(std::size_t first, std::size_t last) const {
    return std::string{sql_.substr(tokens_[first].begin, tokens_[last - 1].end - tokens_[first].begin)};
  }

  void definition(std::size_t first, std::size_t last) {
    const SqlToken& head = tokens_[first];
    const bool constraint =
        head.is("constraint") || head.is("primary") || head.is("unique") || head.is("check") || head.is("foreign");
    const std::string name = text::to_lower(head.text);
    if (!constraint) out_.columns[name] = text(first, last);
    for (std::size_t i = first; i < last; ++i) {
      if (tokens_[i].is("(")) {
        i = behind_group(i) - 1;
      } else if (tokens_[i].is("check") && i + 1 < last && tokens_[i + 1].is("(")) {
        const bool named = i >= first + 2 && tokens_[i - 2].is("constraint");
        out_.checks.push_back(text(named ? i - 2 : i, behind_group(i + 1)));
      } else if (!constraint && tokens_[i].is("collate") && i + 1 < last) {
        out_.collations[name] = tokens_[i + 1].text;
      }
    }
  }

  void options(std::size_t at) {
    for (; at < tokens_.size(); ++at) {
      if (tokens_[at].is("strict")) out_.options.emplace_back("STRICT");
      if (tokens_[at].is("rowid")) out_.options.emplace_back("WITHOUT ROWID");
    }
  }

  std::string_view sql_;
  std::vector<SqlToken> tokens_;
  TableDefinition out_;
};

}  // namespace

TableDefinition read_table_definition(std::string_view sql) { return Definitions{sql}.run(); }

}  // namespace tenon::sql::migrate::sqlite
