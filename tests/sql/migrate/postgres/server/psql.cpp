#include "sql/migrate/postgres/server/psql.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <string_view>

#include <tenon/sql/migrate/postgres/catalog.hpp>

#include "tests/support/command.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tenon::sql::migrate::postgres::test {
namespace {

// No text of the tests has them.
constexpr char between_fields = '\x1f';
constexpr char behind_row = '\x1e';
constexpr char null = '\x1d';
constexpr char behind_statement = '\x1c';

/// What psql writes to a script, and what it says of errors.
tenon::test::CommandResult psql(const std::string& script) {
  const tenon::test::TemporaryFolder folder;
  const std::string path = (folder.path() / "script.sql").string();
  std::ofstream{path, std::ios::binary} << script;
  return tenon::test::run(
      "PGOPTIONS=-cclient_min_messages=warning psql \"$POSTGRES_URL\" -X -q -v ON_ERROR_STOP=1 -At -F '" +
      std::string{between_fields} + "' -R '" + behind_row + "' -P null='" + null + "' -f '" + path + "' 2>&1");
}

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(by, at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::vector<TextRow> rows_of(std::string_view output) {
  while (output.starts_with('\n')) output.remove_prefix(1);
  std::vector<TextRow> out;
  if (output.empty()) return out;
  if (output.ends_with('\n')) output.remove_suffix(1);
  for (const std::string& line : split(output, behind_row)) {
    TextRow& row = out.emplace_back();
    for (std::string& field : split(line, between_fields)) {
      row.push_back(field == std::string{null} ? std::nullopt : std::optional{std::move(field)});
    }
  }
  return out;
}

}  // namespace

void reset(const std::string& script) {
  const std::string said = execute(std::string{R"(DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
END $$;
CREATE SCHEMA public;
)"} + script);
  ASSERT_EQ(said, "");
}

std::string execute(const std::string& script) {
  const auto result = psql(script);
  return result.status == 0 ? std::string{} : result.output;
}

std::vector<std::vector<TextRow>> ask(const std::vector<std::string>& statements) {
  std::string script;
  for (const std::string& statement : statements) script += statement + ";\n\\echo " + behind_statement + "\n";
  const auto result = psql(script);
  EXPECT_EQ(result.status, 0) << result.output;
  std::vector<std::vector<TextRow>> out;
  std::vector<std::string> parts = split(result.output, behind_statement);
  parts.resize(statements.size());
  out.reserve(parts.size());
  for (const std::string& part : parts) out.push_back(rows_of(part));
  return out;
}

Structure introspect(const std::vector<std::string>& schemas) {
  return read_catalog(ask(catalog_statements(schemas)), schemas);
}

void AskedDatabase::execute(const std::string&, const ScriptFrame&) { throw std::logic_error{"execute"}; }

std::vector<TextRow> AskedDatabase::query(const std::string& statement,
                                          std::span<const std::optional<std::string>> parameters) {
  EXPECT_TRUE(parameters.empty());
  return ask({statement}).at(0);
}

bool AskedDatabase::has_table(const std::string&) { throw std::logic_error{"has_table"}; }
bool AskedDatabase::is_empty() { throw std::logic_error{"is_empty"}; }
HistoryTable AskedDatabase::history_table() const { throw std::logic_error{"history_table"}; }
void AskedDatabase::lock() { throw std::logic_error{"lock"}; }

std::string value(const std::string& statement) { return ask({statement}).at(0).at(0).at(0).value_or(""); }

}  // namespace tenon::sql::migrate::postgres::test
