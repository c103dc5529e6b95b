#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <tenon/sql/detail/sql_tokens.hpp>
#include <tenon/sql/migrate/sqlite/script_statement.hpp>
#include <tenon/sql/migrate/sqlite/table_definition.hpp>

using namespace tenon::sql::detail;
using namespace tenon::sql::migrate::sqlite;

namespace {

void require(bool good) {
  if (!good) std::abort();
}

/// Tokens lie in the text, one behind the other.
void check_tokens(std::string_view text) {
  std::size_t at = 0;
  for (const SqlToken& token : sql_tokens(text)) {
    require(token.begin >= at && token.end > token.begin && token.end <= text.size());
    require(blank_prefix(text.substr(at, token.begin - at)) == token.begin - at);
    at = token.end;
  }
}

}  // namespace

/// What is read of a migration's script, which is anybody's text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  check_tokens(text);
  require(blank_prefix(text) <= size);
  read_statement(text);
  require(!mentions(text, "") || text.find_first_of("\"`[") != std::string_view::npos);
  for (const auto& [name, definition] : read_table_definition(text).columns) {
    require(text.find(definition) != std::string_view::npos);
  }
  return 0;
}
