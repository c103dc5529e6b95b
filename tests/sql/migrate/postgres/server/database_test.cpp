#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <future>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/development.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/resolve.hpp>
#include <tenon/sql/migrate/status.hpp>

#include "sql/migrate/postgres/server/psql.hpp"
#include "sql/migrate/postgres/support.hpp"

namespace tenon::sql::migrate::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string user = "model User {\n  id Int @id\n  email String @unique\n}\n";
const std::string user_with_role =
    "enum Role {\n  a\n  b\n}\nmodel User {\n  id Int @id\n  email String @unique\n  role Role @default(a)\n}\n";

const Migration init{"1_init", "CREATE TABLE a (x int);"};
const Migration bad{"2_bad", "CREATE TABLE c (x int);\nINSERT INTO nope VALUES (1);"};

DatabaseUrl server_url(const std::string& parameters = {}) {
  const char* const url = std::getenv("POSTGRES_URL");
  return DatabaseUrl::parse((url ? url : "") + parameters);
}

/// The detail of the error that a script ends with.
std::string refused(Database& database, const std::string& script) {
  try {
    database.execute(script);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "script_failed");
    return error.detail();
  }
  ADD_FAILURE() << "it ran";
  return {};
}

class PostgresMigration : public testing::Test {
 protected:
  void SetUp() override {
    test::reset();
    database_ = connector_.open(server_url());
  }

  Development with(const std::string& models) {
    schema_ = test::models(models);
    return Development{schema_, folder_, *database_, connector_, clock_};
  }
  Migration migrate(const std::string& models, std::string_view name) {
    clock_.advance(std::chrono::seconds{1});
    Development dev = with(models);
    EXPECT_THAT(dev.reasons_to_reset(), IsEmpty());
    dev.apply_pending();
    return dev.create(name, dev.plan());
  }
  std::string code_of_deploy(const std::vector<Migration>& migrations) {
    return migrate::test::code_of([&] { deploy(migrations, *database_, clock_); });
  }
  std::string value(const std::string& query) { return migrate::test::value(*database_, query); }

  migrate::test::TemporaryFolder root_;
  Folder folder_{(root_.path() / "migrations").string()};
  const Connector& connector_ = connector_of(schema::Provider::postgresql);
  std::unique_ptr<Database> database_;
  FakeClock clock_{*parse_instant("2026-11-22T15:40:57Z")};
  schema::Schema schema_;
};

TEST_F(PostgresMigration, GoesFromTheFirstMigrationToTheNextAndIsUpToDate) {
  migrate(user, "init");
  database_->execute("INSERT INTO \"User\" VALUES (1, 'a@b.c')");
  const Migration second = migrate(user_with_role, "role");
  EXPECT_THAT(second.script, HasSubstr("CREATE TYPE \"Role\""));
  EXPECT_EQ(value("SELECT role FROM \"User\""), "a");
  EXPECT_TRUE(status(folder_.migrations(), *database_, clock_).up_to_date());
  EXPECT_TRUE(with(user_with_role).plan().empty());
  EXPECT_TRUE(connector_.diff(connector_.introspect(*database_, {}), connector_.structure_of(schema_)).empty());
  EXPECT_EQ(value("SELECT count(*) FROM pg_database WHERE datname LIKE '%shadow%'"), "0") << "none is left";
}

TEST_F(PostgresMigration, AnEnumThatLosesAValueIsOneMigration) {
  migrate("enum E {\n  a\n  b\n}\nmodel A {\n  id Int @id\n  e E\n}\n", "before");
  migrate("enum E {\n  a\n}\nmodel A {\n  id Int @id\n  e E\n}\n", "after");
  EXPECT_EQ(value("SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL"), "2");
  EXPECT_THAT(with("enum E {\n  a\n}\nmodel A {\n  id Int @id\n  e E\n}\n").reasons_to_reset(), IsEmpty());
}

TEST_F(PostgresMigration, ATableMadeByHandIsDrift) {
  migrate(user, "init");
  database_->execute("CREATE TABLE hand (x int)");
  EXPECT_THAT(with(user).reasons_to_reset(), ElementsAre(HasSubstr("[+] Added tables\n  - hand")));
}

TEST_F(PostgresMigration, WhatFailsLeavesNothingAndIsResolved) {
  EXPECT_EQ(code_of_deploy({init, bad}), "P3018");
  EXPECT_EQ(value("SELECT to_regclass('c')"), "");
  EXPECT_THAT(value("SELECT logs FROM _prisma_migrations WHERE finished_at IS NULL"),
              HasSubstr("\"nope\" does not exist, at line 2, column 13. Nothing of the script was done."));
  EXPECT_EQ(code_of_deploy({init, bad}), "P3009");
  EXPECT_THAT(status(std::vector{init, bad}, *database_, clock_).failed, ElementsAre(bad.name));
  mark_rolled_back(bad.name, *database_, clock_);
  clock_.advance(std::chrono::seconds{1});
  EXPECT_EQ(code_of_deploy({init, {bad.name, "CREATE TABLE c (x int);"}}), "");
}

TEST_F(PostgresMigration, TheHistoryIsWrittenAndRead) {
  deploy(std::vector{init}, *database_, clock_);
  const auto rows = History{*database_, clock_}.rows();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].started_at, clock_.now());
  EXPECT_EQ(rows[0].checksum, checksum(init.script));
  EXPECT_EQ(value("SELECT applied_steps_count FROM _prisma_migrations"), "1");
}

TEST_F(PostgresMigration, TablesWithoutHistoryNeedABaseline) {
  database_->execute("CREATE TABLE a (x int)");
  EXPECT_EQ(code_of_deploy({init}), "P3005");
  mark_applied(init.name, std::vector{init}, *database_, clock_);
  EXPECT_EQ(code_of_deploy({init}), "");
}

TEST_F(PostgresMigration, TwoAtOnceApplyEachOnce) {
  std::vector<Migration> migrations;
  for (int i = 0; i < 10; ++i) {
    migrations.push_back({std::to_string(100 + i), "CREATE TABLE t" + std::to_string(i) + " (x int);"});
  }
  const SystemClock clock;
  auto run = [&] { return deploy(migrations, *connector_.open(server_url()), clock).size(); };
  auto other = std::async(std::launch::async, run);
  const std::size_t mine = run();
  EXPECT_EQ(mine + other.get(), 10U);
}

TEST_F(PostgresMigration, TheLockOfAnotherIsWaitedForAndThenTold) {
  const auto other = connector_.open(server_url());
  other->lock();
  EXPECT_EQ(migrate::test::code_of([&] { database_->lock(); }), "migration_lock");
  other->unlock();
  database_->lock();
}

TEST_F(PostgresMigration, WhatCannotRunInATransactionRunsAlone) {
  database_->execute("CREATE TABLE a (x int);\nCREATE INDEX CONCURRENTLY i ON a (x);\nVACUUM a;");
  EXPECT_EQ(value("SELECT count(*) FROM pg_indexes WHERE indexname = 'i'"), "1");
  EXPECT_THAT(refused(*database_, "VACUUM a;\nSELECT 'é;', $$;$$; SELECT nope;"),
              HasSubstr("at line 2, column 29. What stands before line 2, column 22 is done"));
}

TEST_F(PostgresMigration, ATransactionThatIsLeftOpenIsUndone) {
  EXPECT_THAT(refused(*database_, "BEGIN; CREATE TABLE a (x int);"), HasSubstr("Nothing of the script was done."));
  EXPECT_THAT(refused(*database_, "CREATE TABLE b (x int); COMMIT; SELECT nope;"), HasSubstr("COMMIT of its own"));
  EXPECT_EQ(value("SELECT to_regclass('a')"), "");
  EXPECT_EQ(value("SELECT to_regclass('b')"), "b");
}

TEST_F(PostgresMigration, AScriptChangesNothingOfTheSession) {
  deploy(std::vector{Migration{"1", "SELECT set_config('search_path', '', false); CREATE TABLE public.a (x int);"}},
         *database_, clock_);
  EXPECT_EQ(value("SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL"), "1");
}

TEST_F(PostgresMigration, LookingMakesNothingAndOpeningTheDatabaseAndItsSchema) {
  const std::string name = "tenon_made_by_a_test";
  const std::string place = server_url().text();
  const DatabaseUrl url = DatabaseUrl::parse(place.substr(0, place.rfind('/') + 1) + name + "?schema=shop");
  EXPECT_FALSE(connector_.exists(url));
  EXPECT_TRUE(connector_.look(url)->is_empty());
  EXPECT_THAT(status({}, *connector_.look(url), clock_).pending, IsEmpty());
  EXPECT_FALSE(connector_.exists(url));
  EXPECT_EQ(migrate::test::value(*connector_.open(url), "SELECT current_schema()"), "shop");
  EXPECT_TRUE(connector_.exists(url));
  database_->query("DROP DATABASE " + name + " WITH (FORCE)");
}

TEST_F(PostgresMigration, ValuesGoAsTextsAndNulls) {
  const std::optional<std::string> values[] = {"7", std::nullopt};
  const auto rows = database_->query("SELECT '?', ?::int + 1, ?::text, true", values);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0], ElementsAre("?", "8", std::nullopt, "t"));
  EXPECT_EQ(migrate::test::code_of([&] { database_->query("SELECT nope"); }), "database_error");
}

}  // namespace
}  // namespace tenon::sql::migrate::postgres
