#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sql/migrate/postgres/support.hpp"

namespace tenon::sql::migrate::postgres {
namespace {

using ::testing::HasSubstr;

constexpr test::Exception create_exceptions[] = {
    {"map-quotes__postgresql", "we\"ird", "we\"\"ird"},        // a quote that ends the name
    {"map-quotes__postgresql", "weird\"col", "weird\"\"col"},  // the same
};

class PostgresCreate : public testing::TestWithParam<std::string> {};

TEST_P(PostgresCreate, IsWrittenAsPrismaWritesIt) {
  const std::filesystem::path path = schema::corpus::folder("valid") / GetParam();
  const schema::Schema schema = test::schema_of(schema::corpus::read_file(path / "schema.prisma"));
  const std::string recorded = schema::corpus::read_file(path / "migration.sql");
  EXPECT_EQ(render(diff({}, structure_of(schema))), test::corrected(GetParam(), recorded, create_exceptions));
}

TEST_P(PostgresCreate, DiffersFromItselfInNothing) {
  const std::filesystem::path path = schema::corpus::folder("valid") / GetParam();
  const schema::Schema schema = test::schema_of(schema::corpus::read_file(path / "schema.prisma"));
  const Difference found = test::difference(schema, schema);
  EXPECT_TRUE(found.empty()) << render(found);
}

INSTANTIATE_TEST_SUITE_P(Schemas, PostgresCreate, testing::ValuesIn(migrate::test::postgres_cases("valid")),
                         schema::corpus::test_name);

TEST(PostgresCreateCorpus, IsAllThere) { EXPECT_EQ(migrate::test::postgres_cases("valid").size(), 79U); }

TEST(PostgresCreateTable, NativeTypesHaveTheirArguments) {
  const std::string sql = test::create(
      "model A {\n  id Int @id @db.SmallInt\n  a String @db.VarChar(20)\n  b Decimal @db.Decimal(8, 2)\n"
      "  c Decimal @db.Money\n  d DateTime[] @db.Timestamptz(0)\n  e String @db.Char\n  f Int @db.Oid\n"
      "  g String? @db.VarBit(7)\n}\n");
  for (const std::string_view column :
       {"\"id\" SMALLINT NOT NULL", "\"a\" VARCHAR(20) NOT NULL", "\"b\" DECIMAL(8,2) NOT NULL", "\"c\" MONEY NOT NULL",
        "\"d\" TIMESTAMPTZ(0)[],", "\"e\" CHAR NOT NULL", "\"f\" OID NOT NULL", "\"g\" VARBIT(7),"}) {
    EXPECT_THAT(sql, HasSubstr(column));
  }
}

TEST(PostgresCreateTable, NamesOfJoinTablesAreCutAtTheBorderOfACharacter) {
  const std::string relation(70, 'r');
  const std::string sql =
      test::create("model A {\n  id Int @id\n  bs B[] @relation(\"" + relation +
                   "\")\n}\nmodel B {\n  id Int @id\n  as A[] @relation(\"" + relation + "\")\n}\n");
  const std::string table = "_" + std::string(62, 'r');
  EXPECT_THAT(sql, HasSubstr("CREATE TABLE \"" + table + "\""));
  EXPECT_THAT(sql, HasSubstr("CONSTRAINT \"" + table.substr(0, 55) + "_AB_pkey\""));
  EXPECT_THAT(sql, HasSubstr("CREATE INDEX \"" + table.substr(0, 55) + "_B_index\""));
  EXPECT_THAT(sql, HasSubstr("ADD CONSTRAINT \"" + table.substr(0, 56) + "_A_fkey\""));
}

TEST(PostgresCreateTable, APartialIndexHasItsConditionInParentheses) {
  const std::string sql = test::create(
      "generator g {\n  provider = \"x\"\n  previewFeatures = [\"partialIndexes\"]\n}\n"
      "model A {\n  id Int @id\n  name String?\n  @@index([name], where: { name: { not: null } })\n}\n");
  EXPECT_THAT(sql, HasSubstr("CREATE INDEX \"A_name_idx\" ON \"A\"(\"name\") WHERE (\"name\" IS NOT NULL);"));
}

TEST(PostgresCreateTable, ADefaultThatTheSchemaDoesNotSayIsLeftOut) {
  EXPECT_THAT(test::create("model A {\n  id Int @id\n  b String @default(dbgenerated())\n}\n"),
              HasSubstr("\"b\" TEXT NOT NULL,"));
}

}  // namespace
}  // namespace tenon::sql::migrate::postgres
