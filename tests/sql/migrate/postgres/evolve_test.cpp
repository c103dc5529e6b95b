#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/summary.hpp>

#include "sql/migrate/postgres/evolve_exceptions.hpp"
#include "sql/migrate/postgres/support.hpp"

namespace tenon::sql::migrate::postgres {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PostgresEvolve : public testing::TestWithParam<std::string> {
 protected:
  std::string file(std::string_view name) const {
    return schema::corpus::read_file(schema::corpus::folder("evolve") / GetParam() / name);
  }
  Difference recorded_difference() const {
    return test::difference(test::schema_of(file("before.prisma")), test::schema_of(file("after.prisma")));
  }
};

TEST_P(PostgresEvolve, IsWrittenAsPrismaWritesIt) {
  const Difference found = recorded_difference();
  EXPECT_EQ(migration_script(render(found), found),
            test::corrected(GetParam(), file("migration.sql"), test::evolve_exceptions));
}

/// Without Prisma's inner words for a change of a column, and the stray lines behind those about primary keys.
std::string plain_summary(const std::string& recorded) {
  std::string out;
  for (std::size_t at = 0; at < recorded.size();) {
    const std::size_t end = recorded.find('\n', at);
    std::string line = recorded.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("  [*] ") && line.ends_with(')')) line.resize(line.find(" ("));
    if (line != ")") out += line + "\n";
  }
  return out;
}

TEST_P(PostgresEvolve, IsToldAsPrismaTellsIt) {
  EXPECT_EQ(summarize(recorded_difference()), plain_summary(file("summary.txt")));
}

INSTANTIATE_TEST_SUITE_P(Schemas, PostgresEvolve, testing::ValuesIn(migrate::test::postgres_cases("evolve")),
                         schema::corpus::test_name);

TEST(PostgresEvolveCorpus, IsAllThere) {
  EXPECT_EQ(migrate::test::postgres_cases("evolve").size(), 85U);
  EXPECT_EQ(migrate::test::seeded(migrate::test::postgres_cases("evolve")).size(), 46U);
}

TEST(PostgresAlterTable, APrimaryKeyIsRenamedByAStatementOfItsOwn) {
  EXPECT_EQ(test::script("model A {\n  id Int @id\n}\n", "model A {\n  id Int @id(map: \"key\")\n  b Int?\n}\n"),
            "-- AlterTable\nALTER TABLE \"A\" RENAME CONSTRAINT \"A_pkey\" TO \"key\";\n"
            "ALTER TABLE \"A\" ADD COLUMN     \"b\" INTEGER;\n");
}

TEST(PostgresAlterTable, ASequenceWhoseNameNeedsQuotesHasThem) {
  EXPECT_EQ(test::script("model A {\n  id Int @id\n  @@map(\"my table\")\n}\n",
                         "model A {\n  id Int @id @default(autoincrement())\n  @@map(\"my table\")\n}\n"),
            "-- AlterTable\nCREATE SEQUENCE \"my table_id_seq\";\n"
            "ALTER TABLE \"my table\" ALTER COLUMN \"id\" SET DEFAULT nextval('\"my table_id_seq\"');\n"
            "ALTER SEQUENCE \"my table_id_seq\" OWNED BY \"my table\".\"id\";\n");
}

TEST(PostgresAlterTable, AColumnThatCountsNoMoreGetsItsOtherDefault) {
  const std::string sql = test::script("model A {\n  id Int @id\n  b Int @default(autoincrement())\n}\n",
                                       "model A {\n  id Int @id\n  b Int @default(7)\n}\n");
  EXPECT_EQ(sql, "-- AlterTable\nALTER TABLE \"A\" ALTER COLUMN \"b\" SET DEFAULT 7;\nDROP SEQUENCE \"A_b_seq\";\n");
}

TEST(PostgresAlterTable, ANewColumnThatCountsNeedsNoOtherDefault) {
  const Difference found =
      test::difference(test::models("model A {\n  id Int @id\n}\n"),
                       test::models("model A {\n  id Int @id\n  b Int @unique @default(autoincrement())\n}\n"));
  EXPECT_THAT(migration_script(render(found), found), Not(HasSubstr("Added the required column")));
  EXPECT_THAT(render(found), HasSubstr("ADD COLUMN     \"b\" SERIAL NOT NULL;"));
}

TEST(PostgresAlterTable, ADefaultThatTheSchemaDoesNotSayIsLeftAlone) {
  EXPECT_EQ(test::script("model A {\n  id Int @id\n  b String @default(\"x\")\n}\n",
                         "model A {\n  id Int @id\n  b String @default(dbgenerated())\n}\n"),
            "");
}

/// PostgreSQL cannot drop the old enum before, and the new column is not there yet.
TEST(PostgresAlterEnum, ColumnsThatLeaveTheEnumAreTurnedAndNewOnesAreNot) {
  const std::string sql = test::script("enum E {\n  X\n  Y\n}\nmodel A {\n  id Int @id\n  b E\n  c E\n}\n",
                                       "enum E {\n  X\n}\nmodel A {\n  id Int @id\n  b E\n  c String\n  d E?\n}\n");
  EXPECT_THAT(sql, HasSubstr("ALTER COLUMN \"b\" TYPE \"E_new\""));
  EXPECT_THAT(sql, HasSubstr("ALTER COLUMN \"c\" TYPE \"E_new\""));
  EXPECT_THAT(sql, Not(HasSubstr("ALTER COLUMN \"d\"")));
}

/// PostgreSQL does not drop it while the foreign key needs it.
TEST(PostgresDiff, AKeyWhoseTargetGoesIsMadeAnew) {
  const std::string rest =
      "}\nmodel P {\n  id Int @id\n  uId Int\n  u U @relation(fields: [uId], references: [id])\n}\n";
  const std::string sql =
      test::script("model U {\n  id Int @id\n  ps P[]\n" + rest, "model U {\n  id Int @unique\n  ps P[]\n" + rest);
  EXPECT_THAT(sql, HasSubstr("-- DropForeignKey\nALTER TABLE \"P\" DROP CONSTRAINT \"P_uId_fkey\";\n"));
  EXPECT_THAT(sql, HasSubstr("-- AddForeignKey\nALTER TABLE \"P\" ADD CONSTRAINT \"P_uId_fkey\""));
}

TEST(PostgresDiff, ASchemaThatIsNotNeededAnyMoreStays) {
  const std::string start = "datasource db {\n  provider = \"postgresql\"\n  schemas = [\"one\", \"two\"]\n}\n";
  const std::string one = "model A {\n  id Int @id\n  @@schema(\"one\")\n}\n";
  const std::string two = "model B {\n  id Int @id\n  @@map(\"A\")\n  @@schema(\"two\")\n}\n";
  EXPECT_EQ(render(test::difference(test::schema_of(start + one + two), test::schema_of(start + one))),
            "-- DropTable\nDROP TABLE \"two\".\"A\";\n");
}

TEST(PostgresDiff, AnExtensionOfAnotherVersionIsUpdated) {
  const auto with = [](const std::string& extension) {
    return test::schema_of(
        "generator g {\n  provider = \"x\"\n  previewFeatures = [\"postgresqlExtensions\"]\n}\n"
        "datasource db {\n  provider = \"postgresql\"\n  extensions = [" +
        extension + "]\n}\n");
  };
  EXPECT_EQ(render(test::difference(with("citext(version: \"1.5\")"), with("citext(version: \"1.6\")"))),
            "-- AlterExtension\nALTER EXTENSION \"citext\" UPDATE TO \"1.6\";\n");
  EXPECT_EQ(render(test::difference(with("citext(version: \"1.5\")"), with("citext"))), "");
}

TEST(PostgresDiff, AnIndexOfARecreatedColumnIsMadeAgainUnderItsNewName) {
  const std::string sql = test::script("model A {\n  id Int @id\n  b String?\n  @@index([b])\n}\n",
                                       "model A {\n  id Int @id\n  b Int?\n  @@index([b], map: \"other\")\n}\n");
  EXPECT_THAT(sql, HasSubstr("CREATE INDEX \"other\""));
  EXPECT_THAT(sql, Not(HasSubstr("RENAME")));
  EXPECT_THAT(sql, Not(HasSubstr("DropIndex")));
}

}  // namespace
}  // namespace tenon::sql::migrate::postgres
