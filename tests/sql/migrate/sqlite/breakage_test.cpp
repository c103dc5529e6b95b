#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/sqlite/breakage.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class BreakageTest : public testing::Test {
 protected:
  BreakageTest() { database_->execute("CREATE TABLE a (id INTEGER PRIMARY KEY, s TEXT); CREATE TABLE log (x);"); }
  /// What the script breaks.
  std::vector<std::string> broken_by(const std::string& script) {
    const Breakage before = find_breakage(*database_);
    database_->execute(script);
    return new_breakage(before, find_breakage(*database_));
  }

  std::unique_ptr<Database> database_ = open_in_memory();
};

TEST_F(BreakageTest, AViewThatNamesWhatIsNotThereIsNamedAlsoIfItHasATrigger) {
  database_->execute(
      "CREATE VIEW v AS SELECT s FROM a; CREATE TRIGGER put INSTEAD OF INSERT ON v BEGIN SELECT NEW.s; END;");
  EXPECT_THAT(broken_by("DROP TABLE a; CREATE TABLE a (id INTEGER PRIMARY KEY);"),
              ElementsAre("The view `v` cannot be read any more: no such column: s."));
  EXPECT_THAT(broken_by("DROP TABLE a"), IsEmpty()) << "it was broken before";
}

TEST_F(BreakageTest, ATriggerOfAViewThatWorksIsTried) {
  database_->execute(
      "CREATE VIEW v AS SELECT s FROM a; CREATE TRIGGER put INSTEAD OF INSERT ON v BEGIN INSERT INTO log VALUES (1); "
      "END;");
  EXPECT_THAT(broken_by("DROP TABLE log"),
              ElementsAre("A trigger keeps rows of `v` from being inserted any more: no such table: main.log."));
}

TEST_F(BreakageTest, AViewThatLosesOneOfItsTriggersIsNotSaidToBeHeldByTheOther) {
  database_->execute(
      "CREATE VIEW v AS SELECT s FROM a; CREATE TRIGGER put INSTEAD OF INSERT ON v BEGIN SELECT 1; END;"
      "CREATE TRIGGER take INSTEAD OF DELETE ON v BEGIN SELECT 1; END;");
  EXPECT_THAT(broken_by("DROP TRIGGER take"), IsEmpty());
}

TEST_F(BreakageTest, ATriggerOfAnyColumnIsTried) {
  database_->execute("CREATE TRIGGER t AFTER UPDATE OF s ON a BEGIN INSERT INTO log VALUES (1); END;");
  EXPECT_THAT(broken_by("DROP TABLE log"),
              ElementsAre("A trigger keeps rows of `a` from being updated any more: no such table: main.log."));
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
