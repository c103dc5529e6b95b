#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/diff.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>
#include <tenon/sql/migrate/sqlite/render.hpp>
#include <tenon/sql/migrate/sqlite/structure.hpp>
#include <tenon/sql/migrate/summary.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// From what a script makes to what models say.
Difference difference(const std::string& script, const std::string& models) {
  auto database = sqlite::open_in_memory();
  database->execute(script);
  return sqlite::diff(sqlite::introspect(*database), sqlite::structure_of(test::models(models)));
}

TEST(Diff, TheHistoryIsNoPartOfTheSchema) {
  EXPECT_TRUE(difference("CREATE TABLE _prisma_migrations (id)", "").empty());
}

TEST(Diff, SeveralOptionalColumnsAreOneStep) {
  Difference found = difference("CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)",
                                "model A {\n  id Int @id\n  b Int?\n  c String? @default(\"x\")\n}\n");
  EXPECT_EQ(sqlite::render(found),
            "-- AlterTable\nALTER TABLE \"A\" ADD COLUMN \"b\" INTEGER;\n"
            "ALTER TABLE \"A\" ADD COLUMN \"c\" TEXT DEFAULT 'x';\n");
}

TEST(Diff, AColumnThatSqliteCannotAddRebuildsTheTable) {
  Difference found = difference("CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)",
                                "model A {\n  id Int @id\n  b DateTime? @default(now())\n}\n");
  EXPECT_EQ(found.rebuilt.size(), 1U);
  EXPECT_THAT(found.altered, IsEmpty());
}

TEST(Diff, APartialIndexIsLeftAloneByASchemaThatDoesNotKnowThem) {
  EXPECT_TRUE(difference("CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, b INTEGER);"
                         "CREATE INDEX p ON A (b) WHERE b > 1;",
                         "model A {\n  id Int @id\n  b Int?\n}\n")
                  .empty());
}

TEST(Diff, AUniqueConstraintOfTheTableIsTheSameAsAUniqueIndex) {
  std::string script = "CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, b INTEGER UNIQUE)";
  EXPECT_TRUE(difference(script, "model A {\n  id Int @id\n  b Int? @unique\n}\n").empty());
  EXPECT_EQ(difference(script, "model A {\n  id Int @id\n  b Int?\n}\n").rebuilt.size(), 1U);
}

TEST(Diff, AnIndexOfAnotherNameIsRenamed) {
  Difference found = difference(
      "CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, b INTEGER, c INTEGER);"
      "CREATE INDEX old ON A (b); CREATE INDEX gone ON A (c);",
      "model A {\n  id Int @id\n  b Int?\n  c Int?\n  @@index([b])\n}\n");
  ASSERT_EQ(found.renamed_indexes.size(), 1U);
  EXPECT_EQ(found.renamed_indexes[0].before->name, "old");
  ASSERT_EQ(found.dropped_indexes.size(), 1U);
  EXPECT_EQ(found.dropped_indexes[0].index->name, "gone");
}

TEST(Diff, AnyTypeBecomesTextWithoutLoss) {
  Difference found = difference("CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, b point, c INTEGER)",
                                "model A {\n  id Int @id\n  b String?\n  c BigInt?\n}\n");
  ASSERT_EQ(found.rebuilt.size(), 1U);
  EXPECT_EQ(found.rebuilt[0].kept[1].type, TypeChange::safe);
  EXPECT_EQ(found.rebuilt[0].kept[2].type, TypeChange::risky);
}

TEST(Diff, ATableThatSharesNoColumnIsNotCopied) {
  Difference found = difference("CREATE TABLE A (x TEXT)", "model A {\n  id Int @id\n}\n");
  EXPECT_THAT(sqlite::render(found), testing::Not(HasSubstr("INSERT INTO")));
}

TEST(Diff, RowsThatReferToARebuiltTableStay) {
  auto database = sqlite::open_in_memory();
  std::string models =
      "model U {\n  id Int @id\n  ps P[]\n}\nmodel P {\n  id Int @id\n  uId Int\n"
      "  u U @relation(fields: [uId], references: [id], onDelete: Cascade)\n}\n";
  database->execute(render_create(test::models(models)));
  database->execute("INSERT INTO U VALUES (1); INSERT INTO P VALUES (1, 1);");
  std::string changed = models;
  changed.replace(changed.find("  ps P[]"), 0, "  name String @default(\"x\")\n");
  database->execute(
      sqlite::render(sqlite::diff(sqlite::introspect(*database), sqlite::structure_of(test::models(changed)))));
  EXPECT_EQ(test::value(*database, "SELECT count(*) FROM P"), "1");
  EXPECT_EQ(test::value(*database, "SELECT name FROM U"), "x");
}

/// An engine that changes tables as they are.
class Altering final : public DiffRules {
 public:
  TypeChange type_change(const Column& before, const Column& after) const override {
    return before.type == after.type ? TypeChange::none : TypeChange::risky;
  }
  bool same_default(const Column&, const Column&) const override { return true; }
  bool must_be_rebuilt(const TableChange&) const override { return false; }
  bool keys_are_in_tables() const override { return false; }
  bool can_rename_indexes() const override { return true; }
};

TEST(Diff, AnEngineThatAltersTablesRebuildsNone) {
  const std::string id = "model A {\n  id Int @id\n";
  const Difference found = diff(sqlite::structure_of(test::models(id + "  b Int\n  c Int?\n}\n")),
                                sqlite::structure_of(test::models(id + "  c String\n  d Int?\n}\n")), Altering{});
  EXPECT_THAT(found.rebuilt, IsEmpty());
  ASSERT_EQ(found.altered.size(), 1U);
  EXPECT_EQ(
      summarize(found),
      "\n[*] Changed the `A` table\n  [-] Removed column `b`\n  [+] Added column `d`\n  [*] Altered column `c`\n");
  EXPECT_THAT(test::texts(possible_losses(found)),
              ElementsAre(HasSubstr("drop the column `b`"), HasSubstr("alter the column `c`"),
                          HasSubstr("unexecutable: Made the column `c` on table `A` required")));
}

TEST(Diff, AnEngineThatAltersTablesChangesForeignKeysOfThem) {
  const std::string models = "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  aId Int\n  a A ";
  const auto with = [&](const std::string& more) {
    return sqlite::structure_of(test::models(models + "@relation(fields: [aId], references: [id]" + more + ")\n}\n"));
  };
  const Difference found = diff(with(""), with(", onDelete: Cascade"), Altering{});
  EXPECT_THAT(found.altered, IsEmpty());
  EXPECT_EQ(found.dropped_keys.size(), 1U);
  EXPECT_EQ(found.created_keys.size(), 1U);
  EXPECT_TRUE(diff(with(""), with(""), Altering{}).empty());
}

}  // namespace
}  // namespace tenon::sql::migrate
