#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using test::bad;
using test::init;
const Migration second{"20260102000000_more", "CREATE TABLE b (x);"};

class DeployTest : public testing::Test {
 protected:
  std::vector<std::string> run(const std::vector<Migration>& migrations) {
    return deploy(migrations, *database_, clock_);
  }
  std::vector<AppliedMigration> rows() { return History{*database_, clock_}.rows(); }

  std::unique_ptr<Database> database_ = sqlite::open_in_memory();
  FakeClock clock_{*parse_instant("2026-11-22T15:42:07.868Z")};
};

TEST_F(DeployTest, AppliesWhatTheHistoryDoesNotHave) {
  EXPECT_THAT(run({init}), ElementsAre(init.name));
  EXPECT_THAT(run({init, second}), ElementsAre(second.name));
  EXPECT_THAT(run({init, second}), IsEmpty());
}

TEST_F(DeployTest, WritesTheHistoryAsPrismaDoes) {
  run({init});
  auto found = database_->query("SELECT * FROM _prisma_migrations");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0][0]->size(), 36U);
  EXPECT_EQ(found[0][1], checksum(init.script));
  EXPECT_EQ(found[0][2], "2026-11-22T15:42:07.868+00:00");
  EXPECT_EQ(found[0][3], init.name);
  EXPECT_EQ(found[0][4], std::nullopt);
  EXPECT_EQ(found[0][5], std::nullopt);
  EXPECT_EQ(found[0][6], "2026-11-22T15:42:07.868+00:00");
  EXPECT_EQ(found[0][7], "1");
  EXPECT_EQ(test::value(*database_,
                        "SELECT group_concat(name || ' ' || type, ', ') FROM "
                        "pragma_table_info('_prisma_migrations')"),
            "id TEXT, checksum TEXT, finished_at DATETIME, migration_name TEXT, logs TEXT, rolled_back_at DATETIME, "
            "started_at DATETIME, applied_steps_count INTEGER UNSIGNED");
}

TEST_F(DeployTest, NothingToApplyLeavesTheDatabaseUntouched) {
  EXPECT_THAT(run({}), IsEmpty());
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM sqlite_master"), "0");
}

TEST_F(DeployTest, AMigrationThatComesInLaterWithAnEarlierNameIsApplied) {
  run({second});
  EXPECT_THAT(run({init, second}), ElementsAre(init.name));
}

TEST_F(DeployTest, NeitherEditedNorMissingFilesCount) {
  run({init, second});
  EXPECT_THAT(run({Migration{init.name, "SELECT 'edited';"}}), IsEmpty());
}

TEST_F(DeployTest, TablesWithoutHistoryNeedABaseline) {
  database_->execute("CREATE TABLE there (x)");
  EXPECT_EQ(test::code_of([&] { run({init}); }), "P3005");
}

TEST_F(DeployTest, AFailureIsWrittenDownAndStopsEverything) {
  try {
    run({init, bad, Migration{"9", "CREATE TABLE never (x)"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "P3018");
    EXPECT_THAT(error.detail(), HasSubstr("no such table: nope"));
  }
  auto found = rows();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].state, RowState::failed);
  EXPECT_EQ(found[1].name, bad.name);
  EXPECT_EQ(found[1].checksum, checksum(bad.script));
  EXPECT_THAT(found[1].logs, HasSubstr("no such table: nope, at line 2, column 1."));
  EXPECT_EQ(test::value(*database_, "SELECT group_concat(name) FROM sqlite_master WHERE name IN ('a', 'c', 'never')"),
            "a");
  EXPECT_EQ(test::code_of([&] { run({init, bad}); }), "P3009");
}

TEST_F(DeployTest, ARolledBackMigrationIsAppliedAgain) {
  EXPECT_EQ(test::code_of([&] { run({init, bad}); }), "P3018");
  database_->execute("UPDATE _prisma_migrations SET rolled_back_at = 1700000000000 WHERE finished_at IS NULL");
  Migration fixed{bad.name, "CREATE TABLE c (x);"};
  EXPECT_THAT(run({init, fixed}), ElementsAre(bad.name));
  auto found = rows();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[1].state, RowState::rolled_back);
  EXPECT_EQ(found[2].state, RowState::applied);
}

TEST(Deploy, OneThatBeginsOutsideOfTransactionsAndMustWaitLeavesNothingBehind) {
  test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  SystemClock clock;
  const std::vector<Migration> all{init, {"20260102000000_mode", "PRAGMA journal_mode=DELETE;\nCREATE TABLE b (x);"}};
  auto database = sqlite::open_file(path);
  database->query("PRAGMA journal_mode=WAL");
  database->query("PRAGMA busy_timeout=10");
  auto other = sqlite::open_file(path);
  other->query("SELECT * FROM sqlite_master");
  EXPECT_EQ(test::code_of([&] { deploy(all, *database, clock); }), "database_busy");
  EXPECT_EQ(History(*database, clock).rows().size(), 1U);
  other.reset();
  EXPECT_THAT(deploy(all, *database, clock), ElementsAre(all[1].name));
}

TEST_F(DeployTest, AFailureThatCannotBeWrittenDownIsToldAllTheSame) {
  try {
    run({{"1", "DROP TABLE _prisma_migrations;\nPRAGMA synchronous=FULL;\nSELECT nope;"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "P3018");
    EXPECT_THAT(error.detail(), HasSubstr("no such column: nope, at line 3"));
    EXPECT_THAT(error.detail(),
                HasSubstr("It could not be written into the history: no such table: _prisma_migrations."));
  }
}

TEST_F(DeployTest, AScriptThatLeavesATransactionOpenIsNotApplied) {
  EXPECT_EQ(test::code_of([&] { run({{"1", "BEGIN; CREATE TABLE a (x);"}}); }), "P3018");
  EXPECT_EQ(rows()[0].state, RowState::failed);
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM sqlite_master WHERE name = 'a'"), "0");
}

TEST(Deploy, OneThatCannotWriteNowLeavesNothingBehind) {
  test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  SystemClock clock;
  auto database = sqlite::open_file(path);
  deploy(std::vector{init}, *database, clock);
  auto other = sqlite::open_file(path);
  other->query("BEGIN IMMEDIATE");
  database->query("PRAGMA busy_timeout=10");
  EXPECT_EQ(test::code_of([&] { deploy(std::vector{init, second}, *database, clock); }), "database_busy");
  other->query("ROLLBACK");
  EXPECT_THAT(deploy(std::vector{init, second}, *database, clock), ElementsAre(second.name));
}

/// A table, its trigger, and a script that rebuilds the table as Prisma does, which knows of no triggers.
const std::string table_a = "CREATE TABLE a (id INTEGER PRIMARY KEY, s TEXT);";
const std::string trigger_t = "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET s = 'by t'; END;";
const std::string rebuild_a =
    "PRAGMA foreign_keys=OFF; CREATE TABLE new_a (id INTEGER PRIMARY KEY, s TEXT, n INT); INSERT INTO new_a (id, s) "
    "SELECT id, s FROM a; DROP TABLE a; ALTER TABLE new_a RENAME TO a; PRAGMA foreign_keys=ON;";

TEST_F(DeployTest, AScriptThatComesInLaterLosesNothingThatLaterOnesMadeAlready) {
  const Migration rebuild{"2_rebuild", rebuild_a};
  const std::vector<Migration> all{{"1_a", table_a}, rebuild, {"3_trigger", trigger_t}};
  run({all[0], all[2]});
  EXPECT_THAT(run(all), ElementsAre(rebuild.name));
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM sqlite_master WHERE name = 't'"), "1");
}

TEST_F(DeployTest, ScriptsThatWereWrittenOneAfterTheOtherRunAtOnceToo) {
  const std::vector<Migration> all{
      {"1_a", table_a + trigger_t},
      {"2_rebuild", rebuild_a},
      {"3_other", "DROP TRIGGER t; CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET s = 'new t'; END;"}};
  auto one_by_one = sqlite::open_in_memory();
  for (std::size_t i = 1; i <= all.size(); ++i) deploy(std::span{all}.first(i), *one_by_one, clock_);
  run(all);
  for (Database* database : {one_by_one.get(), database_.get()}) {
    database->execute("INSERT INTO a (id) VALUES (1)");
    EXPECT_EQ(test::value(*database, "SELECT s FROM a"), "new t");
  }
}

TEST_F(DeployTest, ReadsBothWaysInWhichPrismaHasWrittenTimes) {
  run({init});
  database_->execute("UPDATE _prisma_migrations SET started_at = 1795362127868");
  EXPECT_EQ(rows()[0].started_at, parse_instant("2026-11-22T15:42:07.868Z"));
  database_->execute("UPDATE _prisma_migrations SET started_at = '2026-11-22T15:42:07.868+00:00'");
  EXPECT_EQ(rows()[0].started_at, parse_instant("2026-11-22T15:42:07.868Z"));
  database_->execute("UPDATE _prisma_migrations SET started_at = '2026-11-22 15:42:07'");
  EXPECT_EQ(rows()[0].started_at, parse_instant("2026-11-22T15:42:07Z"));
}

TEST(Deploy, TwoAtOnceApplyEachMigrationOnce) {
  test::TemporaryFolder folder;
  std::string path = (folder.path() / "test.db").string();
  std::vector<Migration> migrations;
  migrations.reserve(20);
  for (int i = 0; i < 20; ++i) {
    migrations.push_back({std::to_string(100 + i), "CREATE TABLE t" + std::to_string(i) + " (x);"});
  }
  SystemClock clock;
  std::vector<std::string> applied[2];
  std::vector<std::thread> threads;
  for (auto& mine : applied) {
    threads.emplace_back([&] { mine = deploy(migrations, *sqlite::open_file(path), clock); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(applied[0].size() + applied[1].size(), 20U);
}

}  // namespace
}  // namespace tenon::sql::migrate
