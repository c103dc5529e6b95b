#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/development.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/render.hpp>
#include <tenon/sql/migrate/sqlite_database.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string user = "model User {\n  id Int @id\n  email String @unique\n}\n";
const std::string user_with_name = "model User {\n  id Int @id\n  email String @unique\n  name String?\n}\n";
const std::string user_with_age = "model User {\n  id Int @id\n  email String @unique\n  age Int\n}\n";

class DevelopmentTest : public testing::Test {
 protected:
  Development with(const std::string& models) {
    schema_ = test::models(models);
    return Development{schema_, folder_, *database_, shadows_, clock_};
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

  test::TemporaryFolder root_;
  Folder folder_{(root_.path() / "migrations").string()};
  std::unique_ptr<Database> database_ = open_sqlite((root_.path() / "dev.db").string());
  SqliteShadows shadows_;
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
  EXPECT_EQ(dev.create_only("nothing", dev.plan()).script, "-- This is an empty migration.");
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
  EXPECT_THAT(with(user).reasons_to_reset(), ElementsAre(HasSubstr("was edited after it was applied")));
}

TEST_F(DevelopmentTest, OtherLineEndsAreNoEdit) {
  Migration made = migrate(user, "init");
  std::string text = made.script;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.replace(at, 1, "\r\n");
  std::ofstream{script(made), std::ios::binary} << text;
  EXPECT_THAT(with(user).reasons_to_reset(), IsEmpty());
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
  EXPECT_EQ(test::code_of([&] { with(user).reasons_to_reset(); }), "P3006");
}

TEST_F(DevelopmentTest, AFolderOfAnotherEngineIsRefused) {
  migrate(user, "init");
  std::ofstream{root_.path() / "migrations" / "migration_lock.toml"} << "provider = \"postgresql\"\n";
  EXPECT_EQ(test::code_of([&] { with(user).reasons_to_reset(); }), "P3019");
  EXPECT_EQ(test::code_of([&] { with(user).apply_pending(); }), "P3019");
}

TEST_F(DevelopmentTest, ASchemaOfAnotherEngineIsRefused) {
  schema_ = test::schema_of("datasource db {\n  provider = \"postgresql\"\n}\n" + user);
  Development dev{schema_, folder_, *database_, shadows_, clock_};
  EXPECT_EQ(test::code_of([&] { dev.plan(); }), "unsupported_provider");
}

}  // namespace
}  // namespace tenon::sql::migrate
