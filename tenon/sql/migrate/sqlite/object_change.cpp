#include <tenon/sql/migrate/sqlite/object_change.hpp>

#include <vector>

#include <tenon/base/text/ascii.hpp>
#include <tenon/sql/detail/sql_tokens.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

using sql::detail::SqlToken;
using sql::detail::take_statement;

/// CREATE [UNIQUE] INDEX [IF NOT EXISTS] main.name …, DROP TRIGGER [IF EXISTS] name. Temporary triggers are others.
ObjectChange change(const std::vector<SqlToken>& statement, std::string_view type, std::string_view name) {
  std::size_t at = 0;
  auto skip = [&](std::string_view word) {
    const bool found = at < statement.size() && statement[at].is(word);
    if (found) ++at;
    return found;
  };
  const bool makes = skip("create");
  if (!makes && !skip("drop")) return ObjectChange::none;
  skip("unique");
  if (!skip(type)) return ObjectChange::none;
  if (skip("if")) {
    skip("not");
    skip("exists");
  }
  if (at + 2 < statement.size() && statement[at + 1].is(".")) at += 2;
  if (at >= statement.size() || !text::iequals(statement[at].text, name)) return ObjectChange::none;
  return makes ? ObjectChange::makes : ObjectChange::drops;
}

}  // namespace

ObjectChange first_change(std::string_view script, std::string_view type, std::string_view name) {
  while (!script.empty()) {
    const ObjectChange found = change(take_statement(script), type, name);
    if (found != ObjectChange::none) return found;
  }
  return ObjectChange::none;
}

}  // namespace tenon::sql::migrate::sqlite
