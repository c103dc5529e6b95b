#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/diff.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>
#include <tenon/sql/migrate/sqlite/render.hpp>
#include <tenon/sql/migrate/sqlite/structure.hpp>

#include "sql/migrate/support.hpp"

/// A table that is rebuilt, and what of a database depends on it.
namespace tenon::sql::migrate::sqlite {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string others =
    "model B {\n  id Int @id\n  aId Int\n  note String?\n  a A @relation(fields: [aId], references: [id], onDelete: "
    "Cascade)\n}\n"
    "model C {\n  id Int @id\n  as A[]\n}\n";
const std::string before =
    "model A {\n  id Int @id @default(autoincrement())\n  s String\n  n Int?\n  cId Int?\n"
    "  c C? @relation(fields: [cId], references: [id])\n  bs B[]\n  @@index([s])\n}\n" +
    others;
const std::string after =
    "model A {\n  id Int @id @default(autoincrement())\n  s String\n  n Int @default(1)\n  cId Int?\n"
    "  c C? @relation(fields: [cId], references: [id])\n  bs B[]\n  @@index([s])\n}\n" +
    others;

const std::string rows =
    "INSERT INTO C VALUES (7);"
    "INSERT INTO A (id, s, n, cId) VALUES (1, 'one', NULL, 7), (2, 'two', 20, NULL), (9, 'gone', 0, NULL);"
    "DELETE FROM A WHERE id = 9;"
    "INSERT INTO B VALUES (1, 1, NULL);";

struct Scenario {
  std::string name;
  std::string setup;  ///< before the rows are there
  std::string use;    ///< behind the migration
  std::string query;
  std::string expected;
};

void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.setup; }

class Rebuild : public testing::TestWithParam<Scenario> {
 protected:
  void SetUp() override {
    database_->execute(render_create(test::models(before)));
    database_->execute(GetParam().setup);
    database_->execute(rows);
  }
  Difference difference(const std::string& models) {
    return diff(introspect(*database_), structure_of(test::models(models)));
  }
  std::string answer() { return test::value(*database_, GetParam().query); }

  std::unique_ptr<Database> database_ = open_in_memory();
};

TEST_P(Rebuild, KeepsWhatHangsOnTheTable) {
  const Difference change = difference(after);
  ASSERT_EQ(change.rebuilt.size(), 1U);
  EXPECT_THAT(test::texts(possible_losses(change)), IsEmpty());
  database_->execute(test::migration_script(change));
  EXPECT_EQ(test::value(*database_, "SELECT group_concat(id || s || n || ifnull(cId, '-')) FROM A"), "1one17,2two20-");
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM B"), "1");
  EXPECT_THAT(database_->query("PRAGMA foreign_key_check"), IsEmpty());
  EXPECT_EQ(test::value(*database_, "PRAGMA integrity_check"), "ok");
  database_->execute(GetParam().use);
  EXPECT_EQ(answer(), GetParam().expected);
  EXPECT_TRUE(difference(after).empty()) << render(difference(after));
}

TEST_P(Rebuild, LeavesEverythingAsItWasWhenTheMigrationFails) {
  const std::string dump =
      "SELECT group_concat(name || ifnull(sql, ''), char(10)) FROM (SELECT * FROM sqlite_master ORDER BY name)";
  const std::string tables = test::value(*database_, dump);
  EXPECT_EQ(test::code_of([&] { database_->execute(test::migration_script(difference(after)) + "SELECT nope;"); }),
            "script_failed");
  EXPECT_EQ(test::value(*database_, dump), tables);
  EXPECT_EQ(test::value(*database_, "SELECT group_concat(id || s || ifnull(n, '-')) FROM A"), "1one-,2two20");
  database_->execute(GetParam().use);
  EXPECT_EQ(answer(), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Scenarios, Rebuild,
    testing::Values(
        Scenario{"AView", "CREATE VIEW vw AS SELECT \"id\" FROM \"A\";", "", "SELECT group_concat(id) FROM vw", "1,2"},
        Scenario{"AViewOnAView", "CREATE VIEW vw AS SELECT s FROM A; CREATE VIEW top AS SELECT s || '!' AS t FROM vw;",
                 "", "SELECT group_concat(t) FROM top", "one!,two!"},
        Scenario{"AnInsteadOfTrigger",
                 "CREATE VIEW vw AS SELECT id, s FROM A; CREATE TRIGGER put INSTEAD OF INSERT ON vw BEGIN INSERT INTO "
                 "A (id, s, n) VALUES (NEW.id, NEW.s, 5); END;",
                 "INSERT INTO vw VALUES (3, 'three');", "SELECT s FROM A WHERE id = 3", "three"},
        Scenario{"ATriggerOfTheTable",
                 "CREATE TRIGGER t AFTER UPDATE OF s ON A BEGIN UPDATE B SET note = OLD.s || ';' || NEW.s WHERE aId = "
                 "NEW.id; END;",
                 "UPDATE A SET s = 'new' WHERE id = 1", "SELECT note FROM B", "one;new"},
        Scenario{"ATriggerOfAnotherTable",
                 "CREATE TRIGGER t AFTER UPDATE ON B BEGIN UPDATE A SET s = NEW.note WHERE id = NEW.aId; END;",
                 "UPDATE B SET note = 'from b'", "SELECT s FROM A WHERE id = 1", "from b"},
        Scenario{"APartialIndex", "CREATE UNIQUE INDEX p ON A (s) WHERE n > 10;", "",
                 "SELECT sql FROM sqlite_master WHERE name = 'p'", "CREATE UNIQUE INDEX p ON A (s) WHERE n > 10"},
        Scenario{"AnIndexOnAnExpression", "CREATE INDEX e ON A (lower(s) DESC, n);", "",
                 "SELECT sql FROM sqlite_master WHERE name = 'e'", "CREATE INDEX e ON A (lower(s) DESC, n)"},
        Scenario{"ASearchThatTriggersFill",
                 "CREATE VIRTUAL TABLE search USING fts5(s, content='A', content_rowid='id');"
                 "CREATE TRIGGER a AFTER INSERT ON A BEGIN INSERT INTO search (rowid, s) VALUES (NEW.id, NEW.s); END;"
                 "CREATE TRIGGER b AFTER DELETE ON A BEGIN INSERT INTO search (search, rowid, s) VALUES ('delete', "
                 "OLD.id, OLD.s); END;",
                 "INSERT INTO A (id, s, n) VALUES (4, 'four', 1)",
                 "SELECT group_concat(rowid) FROM search('two OR four')", "2,4"},
        Scenario{"ForeignKeysToIt", "", "DELETE FROM A WHERE id = 1", "SELECT count(*) FROM B", "0"},
        Scenario{"ForeignKeysFromIt", "", "UPDATE C SET id = 8", "SELECT cId FROM A WHERE id = 1", "8"},
        Scenario{"HighestIdGiven", "", "INSERT INTO A (s, n) VALUES ('next', 1)", "SELECT max(id) FROM A", "10"}),
    [](const auto& scenario) { return scenario.param.name; });

/// From one script to models, and both on a database of that script.
struct Change {
  Change(const std::string& script, const std::string& models) {
    database->execute(script);
    difference = diff(introspect(*database), structure_of(test::models(models)));
  }
  std::unique_ptr<Database> database = open_in_memory();
  Difference difference;
};

TEST(RebuildTable, KeepsGeneratedColumnsChecksAndCollations) {
  Change change(
      "CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, s TEXT NOT NULL COLLATE NOCASE CHECK (s <> ''),"
      " n INTEGER, twice INT GENERATED ALWAYS AS (n * 2), last TEXT AS (substr(s, -1)) STORED,"
      " CONSTRAINT small CHECK (n < 100));"
      "CREATE UNIQUE INDEX A_s_key ON A (s); CREATE INDEX t ON A (twice);"
      "CREATE INDEX A_n_idx ON A (n COLLATE RTRIM);"
      "INSERT INTO A (s, n) VALUES ('ab', 4);",
      "model A {\n  id Int @id\n  s String @unique\n  n Int @default(1)\n  @@index([n])\n}\n");
  EXPECT_THAT(test::texts(possible_losses(change.difference)), IsEmpty());
  change.database->execute(test::migration_script(change.difference));
  EXPECT_EQ(test::value(*change.database, "SELECT s || n || twice || last FROM A INDEXED BY t WHERE twice = 8"),
            "ab48b");
  for (const char* forbidden :
       {"INSERT INTO A (s) VALUES ('')", "INSERT INTO A (s, n) VALUES ('x', 100)", "INSERT INTO A (s) VALUES ('AB')"}) {
    EXPECT_EQ(test::code_of([&] { change.database->execute(forbidden); }), "script_failed") << forbidden;
  }
  EXPECT_THAT(test::value(*change.database, "SELECT sql FROM sqlite_master WHERE name = 'A_n_idx'"),
              HasSubstr("COLLATE RTRIM"));
}

TEST(RebuildTable, AGeneratedColumnThatTheSchemaNamesStaysOne) {
  const std::string models = "model A {\n  id Int @id\n  n Int @default(1)\n  twice Int?\n}\n";
  Change change(
      "CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, n INTEGER, twice INTEGER AS (n * 2));"
      "INSERT INTO A (n) VALUES (4);",
      models);
  change.database->execute(test::migration_script(change.difference));
  change.database->execute("UPDATE A SET n = 5");
  EXPECT_EQ(test::value(*change.database, "SELECT twice FROM A"), "10");
  EXPECT_TRUE(diff(introspect(*change.database), structure_of(test::models(models))).empty());
}

TEST(RebuildTable, WarnsOfWhatNamesAColumnThatGoes) {
  Change change(
      "CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, b INTEGER CHECK (b > 0), c INTEGER CHECK (c > 0),"
      " d INT AS (b + 1)) STRICT;"
      "CREATE TRIGGER t AFTER INSERT ON A BEGIN SELECT NEW.b; END; CREATE INDEX p ON A (c) WHERE b > 1;"
      "CREATE TRIGGER u AFTER INSERT ON A BEGIN SELECT 'b'; END;",
      "model A {\n  id Int @id\n  c Int?\n}\n");
  EXPECT_THAT(test::texts(possible_losses(change.difference)),
              testing::ElementsAre(HasSubstr("the column `b`"), HasSubstr("the column `d`"),
                                   HasSubstr("the constraint `CHECK (b > 0)`"), HasSubstr("the trigger `t`"),
                                   HasSubstr("loses STRICT"), HasSubstr("the partial index `p`")));
  change.database->execute(test::migration_script(change.difference));
  EXPECT_EQ(test::value(*change.database, "SELECT group_concat(name) FROM sqlite_master WHERE type = 'trigger'"), "u");
}

/// As Prisma writes it, which knows of no triggers.
class PlainRebuild : public testing::Test {
 protected:
  void SetUp() override {
    database_->execute(
        "CREATE TABLE A (id INTEGER PRIMARY KEY, s TEXT, gone TEXT); CREATE VIEW v AS SELECT s FROM A;"
        "CREATE TRIGGER t AFTER INSERT ON A BEGIN UPDATE A SET s = 'by t' WHERE id = NEW.id; END;"
        "CREATE TRIGGER g AFTER INSERT ON A WHEN NEW.gone = 'x' BEGIN SELECT 1; END;"
        "CREATE INDEX e ON A (lower(s)); CREATE UNIQUE INDEX p ON A (s) WHERE id > 5; CREATE INDEX plain ON A (s);"
        "CREATE INDEX pg ON A (gone) WHERE id > 5;");
  }
  std::string names() {
    return test::value(*database_,
                       "SELECT group_concat(name) FROM (SELECT * FROM sqlite_master WHERE type IN ('index', "
                       "'trigger') ORDER BY name)");
  }

  const std::string script_ =
      "PRAGMA foreign_keys=OFF; CREATE TABLE new_A (id INTEGER PRIMARY KEY, s TEXT); INSERT INTO new_A SELECT id, s "
      "FROM "
      "A; DROP TABLE A; ALTER TABLE new_A RENAME TO A; PRAGMA foreign_keys=ON;";
  std::unique_ptr<Database> database_ = open_in_memory();
};

TEST_F(PlainRebuild, GetsItsTriggersBack) {
  database_->execute(script_);
  EXPECT_EQ(names(), "e,p,t") << "neither what names the column that is gone, nor what a schema would name";
  database_->execute("INSERT INTO A VALUES (1, 'x')");
  EXPECT_EQ(test::value(*database_, "SELECT s FROM v"), "by t");
}

TEST_F(PlainRebuild, AViewThatIsMadeAnewGetsItsTriggersBack) {
  database_->execute("CREATE TRIGGER put INSTEAD OF INSERT ON v BEGIN INSERT INTO A (s) VALUES (NEW.s || '!'); END;");
  database_->execute("DROP VIEW v; CREATE VIEW v AS SELECT id, s FROM A;");
  database_->execute("DROP TRIGGER t; INSERT INTO v (s) VALUES ('x');");
  EXPECT_EQ(test::value(*database_, "SELECT s FROM A"), "x!");
}

TEST_F(PlainRebuild, LeavesToTheScriptWhatItNames) {
  database_->execute(script_ + "CREATE TRIGGER \"T\" BEFORE INSERT ON A BEGIN SELECT 1; END; -- and no e\n");
  EXPECT_EQ(names(), "T,e,p");
}

TEST_F(PlainRebuild, IsNotMisledByWhatOnlyHasTheSameName) {
  database_->execute(
      "DROP TRIGGER g; CREATE TRIGGER S AFTER DELETE ON A BEGIN SELECT 1; END; CREATE TRIGGER a BEFORE "
      "DELETE ON A BEGIN SELECT 1; END;");
  database_->execute(script_ +
                     "CREATE TABLE x (t INT); DROP INDEX IF EXISTS t; -- DROP TRIGGER t;\nSELECT 'CREATE "
                     "TRIGGER t';");
  EXPECT_EQ(names(), "S,a,e,p,t") << "there are a column s, a table A, and a column t";
}

TEST_F(PlainRebuild, LeavesWhatWasDroppedAlone) {
  database_->execute("DROP TRIGGER t; DROP INDEX e; DROP INDEX p;" + script_);
  EXPECT_EQ(names(), "");
  database_->execute("DROP TABLE A");
}

TEST_F(PlainRebuild, LeavesToALaterScriptWhatThatMakes) {
  const std::string later = "CREATE TRIGGER t AFTER INSERT ON A BEGIN SELECT 2; END;";
  database_->execute(script_, {{}, {}, {later}});
  EXPECT_EQ(names(), "e,p");
  database_->execute(later);
}

TEST_F(PlainRebuild, KeepsForALaterScriptWhatThatDropsFirst) {
  const std::string uses = "INSERT INTO A (s) VALUES ('t'); UPDATE A SET s = 'e';";
  const std::string drops =
      "DROP TRIGGER t; drop index if exists main.\"e\"; CREATE TRIGGER t AFTER INSERT ON A BEGIN SELECT 2; END;"
      "CREATE INDEX e ON A (upper(s)); CREATE UNIQUE INDEX IF NOT EXISTS p ON A (s) WHERE id > 6;";
  database_->execute(script_, {{}, {}, {uses, drops}});
  EXPECT_EQ(names(), "e,t") << "p is made by the later script";
  database_->execute(uses);
  database_->execute(drops);
  EXPECT_EQ(names(), "e,p,t");
}

TEST_F(PlainRebuild, FailsIfAnIndexCannotBeMadeAgain) {
  const std::string doubled = "INSERT INTO new_A VALUES (6, 'x'), (7, 'x'); DROP TABLE A;";
  std::string script = script_;
  script.replace(script.find("DROP TABLE A;"), 13, doubled);
  EXPECT_EQ(test::code_of([&] { database_->execute(script); }), "script_failed");
  EXPECT_EQ(names(), "e,g,p,pg,plain,t");
  database_->execute("DROP INDEX p;" + script);
  EXPECT_EQ(names(), "e,t");
}

TEST(RebuildTable, APartialIndexThatTheSchemaDropsGoes) {
  const std::string head =
      "datasource db {\n  provider = \"sqlite\"\n}\ngenerator g {\n  provider = \"x\"\n  previewFeatures = "
      "[\"partialIndexes\"]\n}\n";
  auto database = open_in_memory();
  database->execute(
      "CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, n INTEGER); CREATE INDEX p ON A (n) WHERE n > "
      "1;");
  const auto schema = test::schema_of(head + "model A {\n  id Int @id\n  n Int @default(1)\n}\n");
  database->execute(test::migration_script(diff(introspect(*database), structure_of(schema))));
  EXPECT_TRUE(diff(introspect(*database), structure_of(schema)).empty());
}

TEST(RebuildTable, DoesNotTakeTheNameOfAnotherTable) {
  Change change(
      "CREATE TABLE A (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, n INTEGER);"
      "CREATE TABLE New_a (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT); INSERT INTO New_a VALUES (1);",
      "model A {\n  id Int @id\n  n Int @default(1)\n}\nmodel New_a {\n  id Int @id\n}\n");
  change.database->execute(test::migration_script(change.difference));
  EXPECT_EQ(test::value(*change.database, "SELECT count(*) FROM New_a"), "1");
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
