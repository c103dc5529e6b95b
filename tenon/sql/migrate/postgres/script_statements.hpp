#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace tenon::sql::migrate::postgres {

/// Where a statement stands in a script: from its first word to its semicolon.
struct StatementPlace {
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// The statements of a script, as psql divides it: not at semicolons within quotes, dollar quotes, comments,
/// parentheses and the bodies of functions that are written BEGIN ATOMIC … END. What is only comments is none.
std::vector<StatementPlace> script_statements(std::string_view script);

}  // namespace tenon::sql::migrate::postgres
