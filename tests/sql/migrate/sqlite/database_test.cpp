#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <functional>
#include <thread>

#include <tenon/base/error.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate::sqlite {
namespace {

TEST(SqliteDatabase, RunsEveryStatementOfAScript) {
  auto database = open_in_memory();
  database->execute("CREATE TABLE a (x); -- a comment\nINSERT INTO a VALUES (1);\n\nINSERT INTO a VALUES (2)  ");
  EXPECT_EQ(test::value(*database, "SELECT count(*) FROM a"), "2");
  database->execute("");
  database->execute("-- nothing at all");
}

TEST(SqliteDatabase, ATransactionLeftOpenByAFailureIsRolledBack) {
  auto database = open_in_memory();
  EXPECT_FALSE(test::code_of([&] { database->execute("BEGIN; CREATE TABLE a (x); SELECT nope;"); }).empty());
  EXPECT_EQ(test::value(*database, "SELECT count(*) FROM sqlite_master"), "0");
  database->execute("CREATE TABLE a (x)");
}

TEST(SqliteDatabase, ForeignKeysAreOnAgainAfterAScriptThatFails) {
  auto database = open_in_memory();
  EXPECT_EQ(test::value(*database, "PRAGMA foreign_keys"), "1");
  EXPECT_FALSE(test::code_of([&] { database->execute("PRAGMA foreign_keys=OFF; SELECT nope;"); }).empty());
  EXPECT_EQ(test::value(*database, "PRAGMA foreign_keys"), "1");
}

TEST(SqliteDatabase, ParametersAreValuesAndNullIsNothing) {
  auto database = open_in_memory();
  const std::optional<std::string> values[] = {"it's", std::nullopt};
  auto rows = database->query("SELECT ?, ?", values);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0][0], "it's");
  EXPECT_EQ(rows[0][1], std::nullopt);
}

TEST(SqliteDatabase, AFileThatCannotBeOpenedIsUnavailable) {
  EXPECT_EQ(test::code_of([] { open_file("/nowhere/at/all.db"); }), "database_unavailable");
}

TEST(SqliteDatabase, AFileThatCannotBeReadIsUnavailableAndNamed) {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  std::ofstream(path) << std::string(4096, 'x');
  const auto database = open_file(path);
  const auto expect_named = [&](const std::function<void()>& action) {
    try {
      action();
      FAIL() << "nothing was thrown";
    } catch (const Unavailable& error) {
      EXPECT_EQ(error.code(), "database_unavailable");
      EXPECT_THAT(error.detail(), ::testing::StartsWith("The database " + path + " cannot be used: file is not a"));
    }
  };
  expect_named([&] { database->query("SELECT name FROM sqlite_master"); });
  expect_named([&] { database->has_table("a"); });
  expect_named([&] { database->execute("CREATE TABLE a (x)"); });
}

TEST(SqliteDatabase, ALockKeepsASecondMigrationWaiting) {
  test::TemporaryFolder folder;
  std::string path = (folder.path() / "test.db").string();
  auto first = open_file(path);
  auto second = open_file(path);
  first->lock();
  std::atomic<bool> locked = false;
  std::thread waiting{[&] {
    second->lock();
    locked = true;
    second->unlock();
  }};
  std::this_thread::sleep_for(std::chrono::milliseconds{60});
  EXPECT_FALSE(locked);
  first->unlock();
  waiting.join();
  EXPECT_TRUE(locked);
}

TEST(SqliteDatabase, ALockDoesNotKeepReadersAndWritersOut) {
  test::TemporaryFolder folder;
  std::string path = (folder.path() / "test.db").string();
  auto migrating = open_file(path);
  auto application = open_file(path);
  migrating->lock();
  application->execute("CREATE TABLE a (x)");
  migrating->unlock();
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
