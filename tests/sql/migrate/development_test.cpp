#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/development.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string user = "model User {\n  id Int @id\n  email String @unique\n}\n";
const std::string user_with_name = "model User {\n  id Int @id\n  email String @unique\n  name String?\n}\n";
const std::string user_with_age = "model User {\n  id Int @id\n  email String @unique\n  age Int\n}\n";

class DevelopmentTest : public testing::Test {
 protected:
  Development with(const std::string& models) {
    schema_ = test::models(models);
    return Development{schema_, folder_, *database_, connector_, clock_};
  }

  /// `migrate dev --name`: everything that needs no question.
  Migration migrate(const std::string& models, std::string_view name) {
    clock_.advance(std::chrono::seconds{1});
    Development dev = with(models);
    EXPECT_THAT(dev.reasons_to_reset(), IsEmpty());
    dev.apply_pending();
    return dev.create(name, dev.plan());
  }

  std::filesystem::path script(const Migration& migration) const {
    return root_.path() / "migrations" / migration.name / "migration.sql";
  }
  /// As somebody writes it by hand.
  void write(const Migration& migration) const {
    std::filesystem::create_directories(script(migration).parent_path());
    std::ofstream{script(migration)} << migration.script;
  }

  test::TemporaryFolder root_;
  Folder folder_{(root_.path() / "migrations").string()};
  std::unique_ptr<Database> database_ = sqlite::open_file((root_.path() / "dev.db").string());
  const Connector& connector_ = connector_of(schema::Provider::sqlite);
  FakeClock clock_{*parse_instant("2026-11-22T15:40:57Z")};
  schema::Schema schema_;
};

TEST_F(DevelopmentTest, TheFirstMigrationMakesEverything) {
  Migration made = migrate(user, "init");
  EXPECT_EQ(made.name, "20261122154058_init");
  EXPECT_EQ(made.script, render_create(schema_));
  EXPECT_EQ(schema::corpus::read_file(script(made)), made.script);
  database_->execute("INSERT INTO \"User\" VALUES (1, 'a@b.c')");
  EXPECT_TRUE(with(user).plan().empty());
}

TEST_F(DevelopmentTest, AChangeBecomesTheNextMigration) {
  migrate(user, "init");
  Migration made = migrate(user_with_name, "Add name");
  EXPECT_EQ(made.script, "-- AlterTable\nALTER TABLE \"User\" ADD COLUMN \"name\" TEXT;\n");
  EXPECT_THAT(with(user_with_name).reasons_to_reset(), IsEmpty());
  EXPECT_TRUE(with(user_with_name).plan().empty());
}

TEST_F(DevelopmentTest, CreateOnlyLeavesTheDatabaseAlone) {
  migrate(user, "init");
  Development dev = with(user_with_name);
  clock_.advance(std::chrono::seconds{1});
  Migration made = dev.create_only("later", dev.plan());
  EXPECT_THAT(dev.plan().script, HasSubstr("empty migration")) << "the folder already leads to the schema";
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM pragma_table_info('User')"), "2");
  EXPECT_THAT(dev.apply_pending(), ElementsAre(made.name));
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM pragma_table_info('User')"), "3");
}

TEST_F(DevelopmentTest, CreateOnlyWithoutChangesIsAnEmptyMigration) {
  migrate(user, "init");
  Development dev = with(user);
  clock_.advance(std::chrono::seconds{1});
  EXPECT_EQ(dev.create_only("nothing", dev.plan()).script, "-- This is an empty migration.\n");
}

TEST_F(DevelopmentTest, ThePlanTellsWhatHappensToTheRows) {
  migrate(user_with_name, "init");
  database_->execute("INSERT INTO \"User\" VALUES (1, 'a@b.c', 'Ann')");
  Plan plan = with(user).plan();
  EXPECT_THAT(test::texts(plan.losses),
              ElementsAre("warning: You are about to drop the column `name` on the `User` table, which still contains "
                          "1 non-null values."));
  EXPECT_TRUE(plan.is_executable());
}

TEST_F(DevelopmentTest, WhatRowsStandAgainstIsNotCreated) {
  migrate(user, "init");
  database_->execute("INSERT INTO \"User\" VALUES (1, 'a@b.c')");
  Development dev = with(user_with_age);
  Plan plan = dev.plan();
  EXPECT_FALSE(plan.is_executable());
  EXPECT_EQ(test::code_of([&] { dev.create("age", plan); }), "unexecutable_migration");
  EXPECT_EQ(folder_.migrations().size(), 1U);
}

TEST_F(DevelopmentTest, AnEditedMigrationIsAReasonToReset) {
  Migration made = migrate(user, "init");
  std::ofstream{script(made), std::ios::app} << "-- edited\n";
  EXPECT_THAT(with(user).reasons_to_reset(), ElementsAre(HasSubstr("was modified after it was applied")));
}

TEST_F(DevelopmentTest, OtherLineEndsAreNoEdit) {
  Migration made = migrate(user, "init");
  std::string text = made.script;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.replace(at, 1, "\r\n");
  std::ofstream{script(made), std::ios::binary} << text;
  EXPECT_THAT(with(user).reasons_to_reset(), IsEmpty());
}

TEST_F(DevelopmentTest, OneThatCameInLaterIsReplayedInItsTurn) {
  const std::string models = "model A {\n  id Int @id\n}\n";
  const Migration trigger{"20261122150002_trigger", "CREATE TRIGGER t AFTER INSERT ON A BEGIN SELECT 1; END;"};
  const Migration rebuild{"20261122150001_rebuild",
                          "PRAGMA foreign_keys=OFF; CREATE TABLE new_A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT);"
                          "DROP TABLE A; ALTER TABLE new_A RENAME TO A; PRAGMA foreign_keys=ON;"};
  const Migration drop{"20261122150003_drop", "DROP TRIGGER t;"};
  write({"20261122150000_init", render_create(test::models(models))});
  for (const Migration& migration : {trigger, rebuild, drop}) {
    write(migration);
    EXPECT_THAT(with(models).reasons_to_reset(), IsEmpty());
    with(models).apply_pending();
  }
  EXPECT_THAT(with(models).reasons_to_reset(), IsEmpty());
}

TEST_F(DevelopmentTest, AMissingMigrationIsAReasonToReset) {
  migrate(user, "init");
  Migration second = migrate(user_with_name, "name");
  std::filesystem::remove_all(script(second).parent_path());
  EXPECT_THAT(with(user).reasons_to_reset(),
              ElementsAre(HasSubstr("missing"), HasSubstr("Changed the `User` table\n  [+] Added column `name`")));
}

TEST_F(DevelopmentTest, ATableMadeByHandIsDrift) {
  migrate(user, "init");
  database_->execute("CREATE TABLE Hand (x)");
  EXPECT_THAT(with(user).reasons_to_reset(), ElementsAre(HasSubstr("[+] Added tables\n  - Hand")));
}

TEST_F(DevelopmentTest, ADatabaseWithTablesButNoHistoryIsDrift) {
  database_->execute("CREATE TABLE there (x)");
  EXPECT_THAT(with(user).reasons_to_reset(), ElementsAre(HasSubstr("- there")));
}

TEST_F(DevelopmentTest, AFailedMigrationIsAReasonToReset) {
  migrate(user, "init");
  database_->execute("UPDATE _prisma_migrations SET finished_at = NULL");
  EXPECT_THAT(with(user).reasons_to_reset(), testing::Contains(HasSubstr("failed")));
}

TEST_F(DevelopmentTest, AMigrationThatDoesNotRunFromNothingIsRefused) {
  Migration made = migrate(user, "init");
  auto folder = root_.path() / "migrations" / "20990101000000_bad";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "migration.sql"} << "INSERT INTO nope VALUES (1);";
  try {
    with(user).reasons_to_reset();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "P3006");
    EXPECT_THAT(error.detail(),
                HasSubstr("`20990101000000_bad` failed to apply cleanly to the shadow database: no such table: nope"));
  }
}

TEST_F(DevelopmentTest, AFolderOfAnotherEngineIsRefused) {
  migrate(user, "init");
  std::ofstream{root_.path() / "migrations" / "migration_lock.toml"} << "provider = \"postgresql\"\n";
  EXPECT_EQ(test::code_of([&] { with(user).reasons_to_reset(); }), "P3019");
  EXPECT_EQ(test::code_of([&] { with(user).apply_pending(); }), "P3019");
}

TEST(Connectors, ThereIsOneForSqlite) {
  EXPECT_EQ(test::code_of([] { connector_of(schema::Provider::mongodb); }), "unsupported_provider");
  EXPECT_EQ(test::value(*connector_of(schema::Provider::sqlite).make_shadow(nullptr), "SELECT 1"), "1");
}

TEST(Connectors, LookingMakesNoFile) {
  test::TemporaryFolder folder;
  const DatabaseUrl url = DatabaseUrl::of_file((folder.path() / "none.db").string());
  const Connector& connector = connector_of(schema::Provider::sqlite);
  EXPECT_EQ(test::value(*connector.look(url), "SELECT count(*) FROM sqlite_master"), "0");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "none.db"));
  EXPECT_EQ(test::code_of([&] { connector.look(DatabaseUrl::parse("file:/nowhere/at/all.db")); }), "P1003");
  connector.open(url)->execute("CREATE TABLE a (x)");
  EXPECT_EQ(test::value(*connector.look(url), "SELECT count(*) FROM sqlite_master"), "1");
}

/// What of the rows that are there the new schema's client could not read.
class Unreadable : public DevelopmentTest {
 protected:
  /// The losses that keep the change from `before` to `after` from being made.
  std::vector<std::string> refused(const std::string& before, const std::string& rows, const std::string& after) {
    migrate(before, "before");
    database_->execute(rows);
    std::vector<std::string> out;
    for (const DataLoss& loss : with(after).plan().losses) {
      if (loss.kind == LossKind::unexecutable) out.push_back(loss.text);
    }
    return out;
  }
};

std::string table(const std::string& type) { return "model A {\n  id Int @id\n  b " + type + "\n}\n"; }

TEST_F(Unreadable, TextThatIsNoNumber) {
  EXPECT_THAT(refused(table("String"),
                      "INSERT INTO A VALUES (1, '12'), (2, ' 7 '), (5, 'abc'), (6, '1.5'), (7, '3000000000'), (8, '')",
                      table("Int")),
              ElementsAre("The column `b` of the `A` table holds values in 4 rows that cannot become Int, the first of "
                          "them 'abc' where `id` is 5. They could not be read any more. Change them first."));
}

TEST_F(Unreadable, NumbersThatAreNotWhole) {
  EXPECT_THAT(refused(table("Float?"), "INSERT INTO A VALUES (1, 2.0), (2, NULL), (3, 1.5), (4, 1e30)", table("Int?")),
              ElementsAre(HasSubstr("2 rows that cannot become Int, the first of them 1.5 where `id` is 3")));
}

TEST_F(Unreadable, NumbersThatAreTooLarge) {
  EXPECT_THAT(refused(table("BigInt"), "INSERT INTO A VALUES (1, 2147483647), (2, 2147483648)", table("Int")),
              ElementsAre(HasSubstr("1 row that cannot become Int, the first of them 2147483648")));
}

TEST_F(Unreadable, TextThatIsNoPointInTimeNorJsonNorTruth) {
  migrate("model A {\n  id Int @id\n  t String\n  j String\n  b String\n  d String\n}\n", "before");
  database_->execute(
      "INSERT INTO A VALUES (1, '2026-11-30 07:54:51', '{\"a\":1}', '1', '1.10'), (2, '2026-11-30T07:54:51.000Z', '3', "
      "'true', '-2'), (3, 'yesterday', '{', 'yes', '1,5');");
  const Plan plan = with("model A {\n  id Int @id\n  t DateTime\n  j Json\n  b Boolean\n  d Decimal\n}\n").plan();
  EXPECT_FALSE(plan.is_executable());
  for (const char* what : {"DateTime, the first of them 'yesterday'", "Json, the first of them '{'",
                           "Boolean, the first of them 'yes'", "Decimal, the first of them '1,5'"}) {
    EXPECT_THAT(test::texts(plan.losses),
                testing::Contains(HasSubstr("1 row that cannot become " + std::string{what})));
  }
}

TEST_F(Unreadable, WhatConvertsIsNotRefused) {
  EXPECT_THAT(refused(table("String"), "INSERT INTO A VALUES (1, '12'), (2, '-3')", table("Int")), IsEmpty());
  EXPECT_THAT(refused(table("Int"), "", table("String")), IsEmpty());
}

TEST_F(Unreadable, ValuesThatTheEnumNoLongerHas) {
  const std::string before = "enum E {\n  a\n  b\n  c @map(\"sea\")\n}\n" + table("E?");
  const std::string after = "enum E {\n  a\n  c @map(\"sea\")\n}\n" + table("E?");
  EXPECT_THAT(refused(before, "INSERT INTO A VALUES (1, 'a'), (2, 'sea'), (3, NULL)", after), IsEmpty());
  database_->execute("INSERT INTO A VALUES (4, 'b'), (5, 'c')");
  Development dev = with(after);
  const Plan plan = dev.plan();
  EXPECT_TRUE(plan.empty()) << "no table changes, and yet";
  EXPECT_THAT(test::texts(plan.losses),
              ElementsAre(HasSubstr("2 rows that are none of the enum `E`'s, the first of them 'b' where `id` is 4")));
  EXPECT_EQ(test::code_of([&] { dev.create("enum", plan); }), "unexecutable_migration");
}

TEST_F(Unreadable, ValuesOfAnEnumThatAreStoredAsOneAreNot) {
  const std::string models = "enum E {\n  a @map(\"x\")\n  b @map(\"x\")\n}\n" + table("E");
  EXPECT_THAT(refused(models, "INSERT INTO A VALUES (1, 'x');", models), IsEmpty());
}

TEST_F(DevelopmentTest, AForeignKeyOverRowsThatReferToNothingIsRefused) {
  migrate("model A {\n  id Int @id\n  bId Int?\n}\nmodel B {\n  id Int @id\n}\n", "before");
  const std::string after =
      "model A {\n  id Int @id\n  bId Int?\n  b B? @relation(fields: [bId], references: [id])\n}\n"
      "model B {\n  id Int @id\n  as A[]\n}\n";
  database_->execute("INSERT INTO B VALUES (1); INSERT INTO A VALUES (1, 1), (2, NULL), (3, 9), (4, 9);");
  Development dev = with(after);
  const Plan plan = dev.plan();
  EXPECT_THAT(
      test::texts(plan.losses),
      ElementsAre("unexecutable: A foreign key from the columns `[bId]` of the `A` table to `B` is added, but 2 "
                  "rows refer to rows that are not there."));
  EXPECT_EQ(test::code_of([&] { database_->execute(plan.script); }), "script_failed") << "as does `migrate deploy`";
  database_->execute("UPDATE A SET bId = NULL WHERE bId = 9");
  EXPECT_THAT(with(after).plan().losses, IsEmpty());
  database_->execute(plan.script);
}

TEST_F(DevelopmentTest, UniqueColumnsOverRowsThatAreTheSameAreRefused) {
  migrate("model A {\n  id Int @id\n  n Int?\n  s String?\n}\n", "before");
  database_->execute(
      "INSERT INTO A VALUES (1, 1, 'x'), (2, 1, 'x'), (3, 2, 'x'), (4, 2, 'y'), (5, NULL, NULL), (6, NULL, "
      "NULL)");
  const std::string refused = "` of the `A` table are to be unique, but ";
  auto unexecutable = [&](const std::string& models) {
    std::vector<std::string> out = test::texts(with(models).plan().losses);
    std::erase_if(out, [](const std::string& text) { return text.starts_with("warning: "); });
    return out;
  };
  EXPECT_THAT(unexecutable("model A {\n  id Int @id\n  n Int?\n  s String? @unique\n}\n"),
              ElementsAre("unexecutable: The columns `[s]" + refused + "3 rows have the values of another."));
  EXPECT_THAT(unexecutable("model A {\n  id Int @id\n  n Int? @default(5)\n  s String?\n  @@unique([n, s])\n}\n"),
              ElementsAre("unexecutable: The columns `[n,s]" + refused + "2 rows have the values of another."))
      << "the table is rebuilt";
  EXPECT_THAT(unexecutable("model A {\n  n Int\n  s String?\n  @@id([n])\n}\n"),
              testing::Contains("unexecutable: The columns `[n]" + refused + "4 rows have the values of another."));
  EXPECT_THAT(unexecutable("model A {\n  id Int @id\n  n Int?\n  s String?\n  @@unique([id, n])\n}\n"), IsEmpty());
  EXPECT_THAT(unexecutable("model A {\n  id Int @id\n  n Int?\n  s String?\n  c Int? @unique\n}\n"), IsEmpty());
}

TEST_F(DevelopmentTest, ViewsAndTriggersThatWouldNotWorkAnyMoreAreNamed) {
  migrate(user_with_name + "model Log {\n  id Int @id\n}\n", "init");
  auto folder = root_.path() / "migrations" / "20261122155000_view";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "migration.sql"}
      << "CREATE VIEW names AS SELECT name FROM User; CREATE VIEW ids AS SELECT id FROM User;"
         "CREATE TRIGGER t AFTER INSERT ON Log BEGIN UPDATE User SET name = 'x'; END;";
  with(user_with_name).apply_pending();
  const Plan plan = with(user + "model Log {\n  id Int @id\n}\n").plan();
  EXPECT_THAT(test::texts(plan.losses),
              ElementsAre("warning: A trigger keeps rows of `Log` from being inserted any more: no such column: name.",
                          "warning: The view `names` cannot be read any more: no such column: name."));
}

TEST_F(DevelopmentTest, AViewThatIsBrokenKeepsNothingFromBeingPlanned) {
  migrate(user_with_name, "init");
  write({"20261122155000_view",
         "CREATE VIEW v AS SELECT name FROM User; CREATE TRIGGER put INSTEAD OF INSERT ON v BEGIN SELECT 1; END;"});
  with(user_with_name).apply_pending();
  const Plan plan = with(user).plan();
  EXPECT_THAT(test::texts(plan.losses),
              ElementsAre("warning: The view `v` cannot be read any more: no such column: name."));
  clock_.advance(std::chrono::hours{1});
  with(user).create("name goes", plan);
  EXPECT_THAT(with(user).reasons_to_reset(), IsEmpty());
  const Plan next = with(user_with_name).plan();
  EXPECT_THAT(next.losses, IsEmpty());
  EXPECT_FALSE(next.empty());
}

/// Migrations that put rows into their tables.
class SeededDevelopment : public DevelopmentTest {
 protected:
  Plan plan_after(const std::string& before, const std::string& rows, const std::string& after) {
    write({"20261122150000_init", render_create(test::models(before)) + rows});
    with(before).apply_pending();
    return with(after).plan();
  }
};

const std::string role = "model Role {\n  id Int @id\n  name String\n  boss Int?\n}\n";

TEST_F(SeededDevelopment, ARequiredColumnOverThemIsRefusedWithTheReason) {
  const std::string after = "model Role {\n  id Int @id\n  level Int\n}\n";
  const Plan plan = plan_after(
      role, "INSERT INTO Role (id, name) VALUES (1, 'admin'); CREATE VIEW names AS SELECT name FROM Role;", after);
  EXPECT_THAT(
      test::texts(plan.losses),
      ElementsAre(HasSubstr("warning: You are about to drop the column `name`"),
                  HasSubstr("unexecutable: Added the required column `level` to the `Role` table without a default"),
                  HasSubstr("warning: The view `names` cannot be read any more: no such column: name"),
                  HasSubstr("unexecutable: On a new database this migration fails, because of rows that earlier "
                            "migrations put there: NOT NULL constraint failed: new_Role.level, at line ")));
  Development dev = with(after);
  EXPECT_EQ(test::code_of([&] { dev.create("level", plan); }), "unexecutable_migration");
  EXPECT_EQ(dev.create_only("level", plan).script, plan.script);
}

TEST_F(SeededDevelopment, OneThatOnlyNewDatabasesWouldFailAtIsRefusedToo) {
  write({"20261122150000_init", render_create(test::models(role)) + "INSERT INTO Role (id, name) VALUES (1, 'x');"});
  with(role).apply_pending();
  database_->execute("DELETE FROM Role");
  const Plan plan = with("model Role {\n  id Int @id\n  name String\n  boss Int?\n  level Int\n}\n").plan();
  EXPECT_THAT(test::texts(plan.losses), ElementsAre(HasSubstr("unexecutable: On a new database")));
}

TEST_F(SeededDevelopment, AUniqueIndexOverThemIsRefusedWithTheReason) {
  const Plan plan = plan_after(role, "INSERT INTO Role (id, name) VALUES (1, 'x'), (2, 'x');",
                               "model Role {\n  id Int @id\n  name String @unique\n  boss Int?\n}\n");
  EXPECT_THAT(test::texts(plan.losses),
              ElementsAre(HasSubstr("warning: A unique constraint"), HasSubstr("2 rows have the values of another"),
                          HasSubstr("put there: UNIQUE constraint failed: Role.name")));
}

TEST_F(SeededDevelopment, AForeignKeyOverThemIsRefusedWithTheReason) {
  const Plan plan = plan_after(role, "INSERT INTO Role VALUES (1, 'x', 7);",
                               "model Role {\n  id Int @id\n  name String\n  boss Int?\n  up Role? @relation(\"up\", "
                               "fields: [boss], references: "
                               "[id])\n  down Role[] @relation(\"up\")\n}\n");
  EXPECT_THAT(test::texts(plan.losses), ElementsAre(HasSubstr("1 row refers to rows that are not there"),
                                                    HasSubstr("put there: 1 row of `Role` refer by `boss` to `Role`")));
}

TEST_F(SeededDevelopment, WhatTheyAllowIsNot) {
  const std::string search =
      "CREATE VIRTUAL TABLE search USING fts5(name, content='Role', content_rowid='id');"
      "CREATE TABLE twice (id INTEGER PRIMARY KEY AUTOINCREMENT, n INT, m INT AS (n * 2)); DROP TABLE twice;"
      "CREATE TRIGGER t AFTER INSERT ON Role BEGIN INSERT INTO search (rowid, name) VALUES (NEW.id, NEW.name); END;"
      "CREATE VIEW names AS SELECT name FROM Role; CREATE INDEX low ON Role (lower(name));"
      "CREATE TRIGGER put INSTEAD OF INSERT ON names BEGIN INSERT INTO Role (name) VALUES (NEW.name); END;";
  const Plan plan = plan_after(role, search + "INSERT INTO Role (id, name) VALUES (1, 'x'), (2, 'y');",
                               "model Role {\n  id Int @id\n  name String @unique\n  boss Int @default(1)\n}\n");
  EXPECT_THAT(test::texts(plan.losses), IsEmpty());
  with(role).create("more", plan);
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM Role WHERE boss = 1"), "2");
}

TEST_F(DevelopmentTest, ABigIntThatCountsIsTheRowid) {
  const std::string models = "model A {\n  id BigInt @id @default(autoincrement())\n  s String\n}\n";
  EXPECT_THAT(migrate(models, "init").script, HasSubstr("\"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"));
  database_->execute("INSERT INTO A (s) VALUES ('x')");
  EXPECT_EQ(test::value(*database_, "SELECT id FROM A"), "1");
  EXPECT_TRUE(with(models).plan().empty());
}

TEST_F(DevelopmentTest, ATableMadeBeforeForABigIntThatCountsIsMended) {
  auto folder = root_.path() / "migrations" / "20261122150000_old";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / "migration.sql"} << "CREATE TABLE \"A\" (\"id\" BIGINT NOT NULL PRIMARY KEY);";
  migrate("model A {\n  id BigInt @id @default(autoincrement())\n}\n", "fix");
  database_->execute("INSERT INTO A DEFAULT VALUES");
  EXPECT_EQ(test::value(*database_, "SELECT id FROM A"), "1");
}

}  // namespace
}  // namespace tenon::sql::migrate
