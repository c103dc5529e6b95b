#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Structure structure_from(const std::string& script) {
  auto database = open_in_memory();
  database->execute(script);
  return introspect(*database);
}

std::vector<std::string> names(const Structure& structure) {
  std::vector<std::string> out;
  out.reserve(structure.tables.size());
  for (const Table& table : structure.tables) out.push_back(table.name);
  return out;
}

TEST(Introspect, TablesComeByNameWithoutThoseOfTheEngine) {
  Structure found = structure_from(
      "CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT);"
      "CREATE TABLE a (x); CREATE TABLE sqliteish (x); CREATE VIEW v AS SELECT 1;"
      "CREATE VIRTUAL TABLE search USING fts5(body);");
  EXPECT_THAT(names(found), ElementsAre("a", "b", "sqliteish"));
}

TEST(Introspect, TypesAreKnownByTheirNames) {
  Structure found = structure_from(
      "CREATE TABLE t (a INTEGER, b bigint, c VARCHAR(20), d DECIMAL(10, 2), e Boolean, f DATETIME, g blob, h jsonb,"
      "i double precision, j point, k)");
  const Table& table = found.tables.at(0);
  using schema::Scalar;
  const std::optional<Scalar> expected[] = {Scalar::int_,    Scalar::big_int,   Scalar::string, Scalar::decimal,
                                            Scalar::boolean, Scalar::date_time, Scalar::bytes,  Scalar::json,
                                            Scalar::float_,  std::nullopt,      std::nullopt};
  for (std::size_t i = 0; i < std::size(expected); ++i) EXPECT_EQ(table.columns[i].scalar, expected[i]) << i;
}

TEST(Introspect, TheRowidIsRequiredAndCounts) {
  Structure found = structure_from("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT 'y')");
  const Table& table = found.tables.at(0);
  EXPECT_TRUE(table.columns[0].required);
  EXPECT_TRUE(table.columns[0].autoincrement);
  EXPECT_THAT(table.primary_key, ElementsAre("id"));
  EXPECT_TRUE(table.columns[1].required);
  EXPECT_EQ(table.columns[1].default_value.sql, "'y'");
}

TEST(Introspect, ACompoundKeyKeepsItsOrder) {
  Structure found = structure_from("CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (c, a))");
  EXPECT_THAT(found.tables.at(0).primary_key, ElementsAre("c", "a"));
}

TEST(Introspect, ForeignKeysHaveTheirColumnsAndActions) {
  Structure found = structure_from(
      "CREATE TABLE u (a INT, b INT, PRIMARY KEY (a, b));"
      "CREATE TABLE t (x INT, y INT, z INT, FOREIGN KEY (x, y) REFERENCES u (b, a) ON DELETE SET NULL,"
      "FOREIGN KEY (y, z) REFERENCES u ON UPDATE CASCADE ON DELETE RESTRICT)");
  const Table& table = *found.find_table("t");
  ASSERT_EQ(table.foreign_keys.size(), 2U);
  EXPECT_THAT(table.foreign_keys[0].columns, ElementsAre("x", "y"));
  EXPECT_THAT(table.foreign_keys[0].references, ElementsAre("b", "a"));
  EXPECT_EQ(table.foreign_keys[0].on_delete, schema::ReferentialAction::set_null);
  EXPECT_EQ(table.foreign_keys[0].on_update, schema::ReferentialAction::no_action);
  EXPECT_THAT(table.foreign_keys[1].references, ElementsAre("a", "b")) << "the primary key, which was not named";
  EXPECT_EQ(table.foreign_keys[1].on_delete, schema::ReferentialAction::restrict_);
}

TEST(Introspect, IndexesHaveTheirOrderAndCondition) {
  Structure found = structure_from(
      "CREATE TABLE t (a TEXT, b TEXT, UNIQUE (b)); CREATE INDEX i ON t (a DESC, b);"
      "CREATE UNIQUE INDEX p ON t (a) WHERE b = ' WHERE ' AND (a > 1);");
  const Table& table = found.tables.at(0);
  ASSERT_EQ(table.indexes.size(), 3U);
  EXPECT_EQ(table.indexes[0].columns[0].sort, schema::SortOrder::descending);
  EXPECT_EQ(table.indexes[0].columns[1].sort, schema::SortOrder::ascending);
  EXPECT_EQ(table.indexes[1].where, "b = ' WHERE ' AND (a > 1)");
  EXPECT_TRUE(table.indexes[2].in_table);
  EXPECT_TRUE(table.indexes[2].unique);
}

TEST(Introspect, NamesWhatTheSchemaLanguageCannotSay) {
  Structure found = structure_from(
      "CREATE TABLE t (a INT CHECK (a > 0), b INT GENERATED ALWAYS AS (a * 2));"
      "CREATE INDEX e ON t (a + 1);"
      "CREATE TRIGGER audit AFTER INSERT ON t BEGIN SELECT 1; END;"
      "CREATE TABLE plain (\"CHECK\" INT DEFAULT 1, note TEXT DEFAULT 'CHECK (x)')");
  std::vector<std::string> extras;
  for (const TableExtra& extra : found.find_table("t")->extras) extras.push_back(extra.what + ": " + extra.sql);
  EXPECT_THAT(extras, ElementsAre("the index `e` on an expression: CREATE INDEX e ON t (a + 1)",
                                  "the constraint `CHECK (a > 0)`: CHECK (a > 0)",
                                  "the trigger `audit`: CREATE TRIGGER audit AFTER INSERT ON t BEGIN SELECT 1; END"));
  EXPECT_EQ(found.find_table("t")->columns[1].generated, "b INT GENERATED ALWAYS AS (a * 2)");
  EXPECT_THAT(found.find_table("plain")->extras, IsEmpty());
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
