#include <gtest/gtest.h>

#include <string>

#include "sql/migrate/postgres/evolve_exceptions.hpp"
#include "sql/migrate/postgres/server/psql.hpp"
#include "sql/migrate/postgres/support.hpp"

namespace tenon::sql::migrate::postgres {
namespace {

class PostgresEvolveServer : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { test::reset(render(diff({}, structure_of(test::schema_of(file("before.prisma")))))); }

  std::string file(std::string_view name) const {
    return schema::corpus::read_file(schema::corpus::folder("evolve") / GetParam() / name);
  }
  schema::Schema after() const { return test::schema_of(file("after.prisma")); }
  /// From the database to the schema after.
  Difference live_difference() const {
    const schema::Schema target = after();
    return diff(test::introspect(target.datasource->schemas), structure_of(target));
  }
  std::string recorded_script() const {
    return test::corrected(GetParam(), file("migration.sql"), test::evolve_exceptions);
  }
};

TEST_P(PostgresEvolveServer, IsTheSameFromTheDatabaseAndLeadsToTheNewSchema) {
  const Difference found = live_difference();
  test::AskedDatabase database;
  EXPECT_EQ(migration_script(render(found), found), recorded_script());
  EXPECT_EQ(migrate::test::texts(losses(found, database)), migrate::test::recorded_losses(file("warnings.txt")).empty);
  ASSERT_EQ(test::execute(render(found)), "");
  const Difference left = live_difference();
  EXPECT_TRUE(left.empty()) << render(left);
}

/// The cases that come with rows.
class PostgresSeededServer : public PostgresEvolveServer {};

TEST_P(PostgresSeededServer, WarnsAndRunsAsItDidForPrisma) {
  const auto expected = migrate::test::recorded_losses(file("warnings.txt"));
  ASSERT_EQ(test::execute(file("seed.sql")), "");
  const Difference found = live_difference();
  test::AskedDatabase database;
  EXPECT_EQ(migrate::test::texts(losses(found, database)), expected.seeded);
  const std::string said = test::execute(render(found));
  EXPECT_EQ(said.empty(), expected.ran || recorded_script() != file("migration.sql")) << said;
}

INSTANTIATE_TEST_SUITE_P(Schemas, PostgresEvolveServer, testing::ValuesIn(migrate::test::postgres_cases("evolve")),
                         schema::corpus::test_name);
INSTANTIATE_TEST_SUITE_P(Schemas, PostgresSeededServer,
                         testing::ValuesIn(migrate::test::seeded(migrate::test::postgres_cases("evolve"))),
                         schema::corpus::test_name);

}  // namespace
}  // namespace tenon::sql::migrate::postgres
