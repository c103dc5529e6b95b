#include <gtest/gtest.h>

#include <map>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/diff.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>
#include <tenon/sql/migrate/sqlite/render.hpp>
#include <tenon/sql/migrate/sqlite/structure.hpp>
#include <tenon/sql/migrate/summary.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate::sqlite {
namespace {

class EvolveCorpus : public testing::TestWithParam<std::string> {
 protected:
  std::string file(std::string_view name) const {
    return schema::corpus::read_file(schema::corpus::folder("evolve") / GetParam() / name);
  }
  schema::Schema before() const { return test::schema_of(file("before.prisma")); }
  schema::Schema after() const { return test::schema_of(file("after.prisma")); }

  /// A database of the schema before.
  std::unique_ptr<Database> database() const {
    auto out = open_in_memory();
    out->execute(render_create(before()));
    return out;
  }
};

TEST_P(EvolveCorpus, IsWrittenAsPrismaWritesIt) {
  Difference difference = diff(structure_of(before()), structure_of(after()));
  EXPECT_EQ(test::migration_script(difference), file("migration.sql"));
  EXPECT_EQ(summarize(difference), file("summary.txt"));
}

TEST_P(EvolveCorpus, IsTheSameFromTheDatabase) {
  auto live = database();
  Difference difference = diff(introspect(*live), structure_of(after()));
  EXPECT_EQ(test::migration_script(difference), file("migration.sql"));
}

TEST_P(EvolveCorpus, LeadsToTheNewSchema) {
  auto live = database();
  schema::Schema target = after();
  live->execute(test::migration_script(diff(introspect(*live), structure_of(target))));
  Difference left = diff(introspect(*live), structure_of(target));
  EXPECT_TRUE(left.empty()) << render(left);
}

TEST_P(EvolveCorpus, WarnsOfWhatWouldBeLost) {
  auto live = database();
  Difference difference = diff(introspect(*live), structure_of(after()));
  test::RecordedLosses expected = test::recorded_losses(file("warnings.txt"));
  EXPECT_EQ(test::texts(losses(difference, *live)), expected.empty);
  if (!expected.has_seed) return;
  live->execute(file("seed.sql"));
  EXPECT_EQ(test::texts(losses(difference, *live)), expected.seeded);
}

std::map<std::string, std::string> row_counts(Database& database) {
  std::map<std::string, std::string> out;
  for (const Table& table : introspect(database).tables) {
    out[table.name] = test::value(database, "SELECT count(*) FROM \"" + table.name + "\"");
  }
  return out;
}

/// The cases that come with rows.
class SeededCorpus : public EvolveCorpus {};

TEST_P(SeededCorpus, KeepsTheRowsOfTablesThatStay) {
  test::RecordedLosses expected = test::recorded_losses(file("warnings.txt"));
  auto live = database();
  live->execute(file("seed.sql"));
  auto counts = row_counts(*live);
  std::string script = test::migration_script(diff(introspect(*live), structure_of(after())));
  bool ran = test::code_of([&] { live->execute(script); }).empty();
  EXPECT_EQ(ran, expected.ran);
  if (!ran) return;
  for (const auto& [table, count] : row_counts(*live)) {
    if (counts.contains(table)) {
      EXPECT_EQ(count, counts[table]) << table;
    }
  }
  EXPECT_TRUE(live->query("PRAGMA foreign_key_check").empty());
}

INSTANTIATE_TEST_SUITE_P(Schemas, EvolveCorpus, testing::ValuesIn(test::sqlite_cases("evolve")),
                         schema::corpus::test_name);

std::vector<std::string> seeded_cases() { return test::seeded(test::sqlite_cases("evolve")); }

INSTANTIATE_TEST_SUITE_P(Schemas, SeededCorpus, testing::ValuesIn(seeded_cases()), schema::corpus::test_name);

TEST(Evolve, CorpusIsAllThere) {
  EXPECT_EQ(test::sqlite_cases("evolve").size(), 64U);
  EXPECT_EQ(seeded_cases().size(), 35U);
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
