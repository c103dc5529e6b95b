#include <tenon/sql/migrate/sqlite/try_out.hpp>

#include <memory>
#include <utility>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/sqlite/breakage.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/schema_copy.hpp>

namespace tenon::sql::migrate::sqlite {
namespace {

/// Why the script does not run; empty if it does.
std::string failure(const std::string& script, Database& database) {
  try {
    database.execute(script);
  } catch (const Invalid& error) {
    return error.detail();
  }
  return {};
}

}  // namespace

std::vector<DataLoss> try_out(const std::string& script, Database& shadow) {
  const std::unique_ptr<Database> bare = open_in_memory();
  copy_schema(shadow, *bare);
  const Breakage before = find_breakage(*bare);
  const std::string without_rows = failure(script, *bare);
  std::vector<DataLoss> out;
  for (std::string& text : new_breakage(before, find_breakage(*bare))) {
    out.push_back({LossKind::warning, std::move(text)});
  }
  const std::string with_rows = failure(script, shadow);
  if (!without_rows.empty()) {
    out.push_back({LossKind::unexecutable, "On a new database this migration fails: " + without_rows});
  } else if (!with_rows.empty()) {
    out.push_back(
        {LossKind::unexecutable,
         "On a new database this migration fails, because of rows that earlier migrations put there: " + with_rows});
  }
  return out;
}

}  // namespace tenon::sql::migrate::sqlite
