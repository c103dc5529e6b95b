#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/status.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Migration one{"1_init", "CREATE TABLE a (x);"};
const Migration two{"2_more", "CREATE TABLE b (x);"};
const Migration three{"3_other", "CREATE TABLE c (x);"};

class StatusTest : public testing::Test {
 protected:
  Status of(const std::vector<Migration>& migrations) { return status(migrations, *database_, clock_); }
  void apply(const std::vector<Migration>& migrations) { deploy(migrations, *database_, clock_); }

  std::unique_ptr<Database> database_ = sqlite::open_in_memory();
  FakeClock clock_;
};

TEST_F(StatusTest, WithoutMigrationsSaysHowToBegin) {
  EXPECT_TRUE(of({}).up_to_date());
  EXPECT_EQ(render(of({})), "0 migrations found\nThere are none yet: `tenon migrate dev` writes the first one.\n");
  database_->execute("CREATE TABLE there (x)");
  EXPECT_THAT(render(of({})), HasSubstr("has tables but no history of migrations.\nTo take its tables as the first"));
  EXPECT_THAT(render(of({})), testing::Not(HasSubstr("up to date")));
}

TEST_F(StatusTest, AllAppliedIsUpToDate) {
  apply({one, two});
  EXPECT_TRUE(of({one, two}).up_to_date());
}

TEST_F(StatusTest, PendingMigrationsAreNot) {
  apply({one});
  Status found = of({one, two});
  EXPECT_FALSE(found.up_to_date());
  EXPECT_THAT(found.pending, ElementsAre("2_more"));
  EXPECT_THAT(render(found), HasSubstr("have not yet been applied:\n  2_more\n`tenon migrate dev` applies them"));
}

TEST_F(StatusTest, AFailedMigrationIsNamed) {
  Migration bad{"4_bad", "SELECT nope"};
  EXPECT_EQ(test::code_of([&] { apply({one, bad}); }), "P3018");
  Status found = of({one, bad});
  EXPECT_FALSE(found.up_to_date());
  EXPECT_THAT(found.failed, ElementsAre("4_bad"));
  EXPECT_THAT(render(found), HasSubstr("have failed:\n  4_bad\n"));
}

TEST_F(StatusTest, ADatabaseWithoutHistoryIsUnmanaged) {
  database_->execute("CREATE TABLE there (x)");
  Status found = of({one});
  EXPECT_FALSE(found.managed);
  EXPECT_FALSE(found.up_to_date());
}

TEST_F(StatusTest, AnEditedMigrationIsNotUpToDate) {
  apply({one, two});
  const Migration edited{one.name, "CREATE TABLE a (y);"};
  Status found = of({edited, two});
  EXPECT_FALSE(found.up_to_date());
  EXPECT_THAT(found.edited, ElementsAre("1_init"));
  EXPECT_THAT(render(found), HasSubstr("The migration `1_init` was modified after it was applied.\n"));
  EXPECT_THAT(render(found), testing::Not(HasSubstr("up to date")));
  EXPECT_TRUE(of({{one.name, "CREATE TABLE a (x);"}, two}).up_to_date());
}

TEST_F(StatusTest, AFailedMigrationMayBeEdited) {
  EXPECT_EQ(test::code_of([&] { apply({{"4_bad", "SELECT nope"}}); }), "P3018");
  EXPECT_THAT(of({{"4_bad", "SELECT 1"}}).edited, testing::IsEmpty());
}

TEST_F(StatusTest, ADatabaseThatIsNewerThanTheProgramIsNotUpToDate) {
  apply({one, two});
  Status found = of({one});
  EXPECT_FALSE(found.up_to_date());
  EXPECT_TRUE(found.database_is_newer());
  EXPECT_THAT(render(found), HasSubstr("missing from the local migrations: `2_more`. The database is newer"));
}

TEST_F(StatusTest, AProgramCanServeWhereNoneOfItsMigrationsIsPendingOrFailed) {
  EXPECT_TRUE(of({}).ready());
  EXPECT_FALSE(of({one}).ready());
  apply({one, two});
  EXPECT_TRUE(of({one, two}).ready());
  EXPECT_TRUE(of({one}).ready()) << "the database is newer";
  EXPECT_TRUE(of({{one.name, "-- a\n" + one.script}, two}).ready()) << "it was modified";
  EXPECT_FALSE(of({one, three}).ready()) << "the histories part";
  const Migration bad{"4_bad", "SELECT nope"};
  EXPECT_EQ(test::code_of([&] { apply({bad}); }), "P3018");
  EXPECT_FALSE(of({one, two, bad}).ready());
  EXPECT_TRUE(of({one, two}).ready()) << "what failed is of a newer version";
}

TEST_F(StatusTest, AFailedMigrationOfANewerVersionIsNamedWithTheWayOut) {
  EXPECT_EQ(test::code_of([&] { apply({one, {"4_bad", "SELECT nope"}}); }), "P3018");
  const Status found = of({one});
  EXPECT_FALSE(found.up_to_date());
  EXPECT_THAT(found.failed, testing::IsEmpty());
  EXPECT_THAT(found.missing, testing::IsEmpty()) << "it is not applied";
  EXPECT_THAT(warnings(found),
              ElementsAre("The migration `4_bad`, which is missing from the local migrations, has failed."));
  EXPECT_THAT(render(found), HasSubstr("migrate resolve --rolled-back \"4_bad\""));
  try {
    apply({one});
    FAIL();
  } catch (const Conflict& error) {
    EXPECT_EQ(error.code(), "P3009");
    EXPECT_THAT(error.detail(), AllOf(HasSubstr("migrate resolve --rolled-back 4_bad"), Not(HasSubstr("--applied"))));
  }
}

TEST_F(StatusTest, AProgramCannotServeWhereThereIsNoHistory) {
  database_->execute("CREATE TABLE there (x)");
  EXPECT_FALSE(of({one}).ready());
  EXPECT_TRUE(of({}).ready());
}

TEST_F(StatusTest, AMigrationThatIsGoneFromTheMiddleIsMissing) {
  apply({one, two, three});
  Status found = of({one, three});
  EXPECT_FALSE(found.up_to_date());
  EXPECT_FALSE(found.database_is_newer());
  EXPECT_THAT(warnings(found),
              ElementsAre("The following migration(s) are applied to the database but missing from the "
                          "local migrations: `2_more`."));
}

TEST_F(StatusTest, HistoriesThatPartAreDiverged) {
  apply({one, two});
  Status found = of({one, three});
  EXPECT_TRUE(found.diverged());
  EXPECT_FALSE(found.up_to_date());
  EXPECT_EQ(found.last_common, "1_init");
  EXPECT_THAT(found.missing, ElementsAre("2_more"));
  EXPECT_THAT(render(found), HasSubstr("The last common migration is: 1_init\n"));
}

}  // namespace
}  // namespace tenon::sql::migrate
