#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/deploy.hpp>
#include <tenon/sql/migrate/history.hpp>
#include <tenon/sql/migrate/resolve.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/status.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using test::bad;
using test::init;
const Migration fixed{bad.name, "CREATE TABLE c (x);"};

class Resolve : public testing::Test {
 protected:
  std::vector<std::string> apply(const std::vector<Migration>& migrations) {
    return deploy(migrations, *database_, clock_);
  }
  std::string applied(std::string_view name, const std::vector<Migration>& migrations) {
    return test::code_of([&] { mark_applied(name, migrations, *database_, clock_); });
  }
  std::string rolled_back(std::string_view name) {
    return test::code_of([&] { mark_rolled_back(name, *database_, clock_); });
  }

  std::unique_ptr<Database> database_ = sqlite::open_in_memory();
  FakeClock clock_{*parse_instant("2026-11-22T15:42:07.868Z")};
};

TEST_F(Resolve, ARolledBackMigrationIsAppliedAgain) {
  EXPECT_EQ(test::code_of([&] { apply({init, bad}); }), "P3018");
  EXPECT_EQ(rolled_back(bad.name), "");
  EXPECT_THAT(apply({init, fixed}), ElementsAre(bad.name));
  EXPECT_TRUE(status(std::vector{init, fixed}, *database_, clock_).up_to_date());
}

TEST_F(Resolve, OnlyWhatFailedIsRolledBack) {
  EXPECT_EQ(rolled_back(init.name), "P3011");
  apply({init});
  EXPECT_EQ(rolled_back(init.name), "P3012");
  EXPECT_EQ(rolled_back("init"), "P3011");
}

TEST_F(Resolve, AMigrationWhoseWorkIsDoneIsNotApplied) {
  EXPECT_EQ(test::code_of([&] { apply({init, bad}); }), "P3018");
  EXPECT_EQ(applied(bad.name, {init, fixed}), "");
  EXPECT_THAT(apply({init, fixed}), IsEmpty());
  auto rows = database_->query(
      "SELECT finished_at, rolled_back_at, logs, applied_steps_count, started_at, checksum FROM _prisma_migrations "
      "WHERE "
      "migration_name = '20260103000000_bad' ORDER BY rowid");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0][0], std::nullopt);
  EXPECT_EQ(rows[0][1], "2026-11-22T15:42:07.868+00:00");
  EXPECT_EQ(rows[1][0], "2026-11-22T15:42:07.868+00:00");
  EXPECT_EQ(rows[1][1], std::nullopt);
  EXPECT_EQ(rows[1][2], "");
  EXPECT_EQ(rows[1][3], "0");
  EXPECT_EQ(rows[1][4], rows[1][0]);
  EXPECT_EQ(rows[1][5], checksum(fixed.script));
}

TEST_F(Resolve, ABaselineTakesTheTablesThatAreThere) {
  database_->execute("CREATE TABLE a (x)");
  EXPECT_EQ(test::code_of([&] { apply({init}); }), "P3005");
  EXPECT_EQ(applied(init.name, {init}), "");
  EXPECT_THAT(apply({init, fixed}), ElementsAre(fixed.name));
}

TEST_F(Resolve, OnlyKnownMigrationsAreMarkedOnce) {
  EXPECT_EQ(applied("nope", {init}), "P3017");
  EXPECT_EQ(test::value(*database_, "SELECT count(*) FROM sqlite_master"), "0");
  apply({init});
  EXPECT_EQ(applied(init.name, {init}), "P3008");
}

}  // namespace
}  // namespace tenon::sql::migrate
