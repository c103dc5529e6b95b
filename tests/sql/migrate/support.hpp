#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/schema/parse.hpp>
#include <tenon/sql/migrate/data_loss.hpp>
#include <tenon/sql/migrate/database.hpp>
#include <tenon/sql/migrate/migration.hpp>
#include <tenon/sql/migrate/sqlite/render.hpp>

#include "schema/corpus.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tenon::sql::migrate::test {

/// A migration that can be applied to an empty database, and one that fails halfway.
inline const Migration init{"20260101000000_init", "CREATE TABLE a (x);"};
inline const Migration bad{"20260103000000_bad", "CREATE TABLE c (x);\nINSERT INTO nope VALUES (1);"};

/// A schema that must be right.
inline schema::Schema schema_of(const std::string& text) {
  auto schema = schema::parse(text);
  if (!schema) ADD_FAILURE() << schema::render(schema.error());
  return schema ? std::move(schema).value() : schema::Schema{};
}

/// The same from models only.
inline schema::Schema models(const std::string& text) {
  return schema_of("datasource db {\n  provider = \"sqlite\"\n}\n" + text);
}

/// The first value that a query gives.
inline std::string value(Database& database, const std::string& query) {
  auto rows = database.query(query);
  return rows.empty() || !rows[0][0] ? "" : *rows[0][0];
}

/// What stands in migration.sql.
inline std::string migration_script(const Difference& difference) {
  return migrate::migration_script(sqlite::render(difference), difference);
}

inline std::vector<std::string> texts(const std::vector<DataLoss>& losses) {
  std::vector<std::string> out;
  for (const DataLoss& loss : losses) {
    out.push_back((loss.kind == LossKind::warning ? "warning: " : "unexecutable: ") + loss.text);
  }
  return out;
}

/// The names of the corpus' cases for an engine.
inline std::vector<std::string> cases_of(schema::Provider provider, std::string_view part) {
  const std::string suffix = "__" + std::string{schema::to_string(provider)};
  std::vector<std::string> out = schema::corpus::cases(part);
  std::erase_if(out, [&](const std::string& name) { return !name.ends_with(suffix); });
  return out;
}
inline std::vector<std::string> sqlite_cases(std::string_view part) { return cases_of(schema::Provider::sqlite, part); }
inline std::vector<std::string> postgres_cases(std::string_view part) {
  return cases_of(schema::Provider::postgresql, part);
}

/// Those of the cases of evolve/ that come with rows.
inline std::vector<std::string> seeded(std::vector<std::string> cases) {
  std::erase_if(cases, [](const std::string& name) {
    return !std::filesystem::exists(schema::corpus::folder("evolve") / name / "seed.sql");
  });
  return cases;
}

/// warnings.txt: what Prisma's engine warned of with empty tables and with the rows of seed.sql, and whether the
/// migration then ran.
struct RecordedLosses {
  std::vector<std::string> empty;
  std::vector<std::string> seeded;
  bool has_seed = false;
  bool ran = false;
};

inline RecordedLosses recorded_losses(const std::string& text) {
  RecordedLosses out;
  std::vector<std::string>* section = nullptr;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("# evaluateDataLoss, empty")) section = &out.empty;
    if (line.starts_with("# evaluateDataLoss, after seed")) section = &out.seeded;
    if (line.starts_with("# running migration.sql")) {
      out.has_seed = true;
      out.ran = line.ends_with(": ok");
    }
    bool loss = line.starts_with("warning: ") || line.starts_with("unexecutable: ");
    if (loss && section != nullptr) section->push_back(line);
  }
  return out;
}

using tenon::test::TemporaryFolder;

/// The stable code of the error that `action` throws; empty if it throws none.
template <class Action>
std::string code_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

}  // namespace tenon::sql::migrate::test
