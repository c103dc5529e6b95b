#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/development.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/diff.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>
#include <tenon/sql/migrate/sqlite/render.hpp>
#include <tenon/sql/migrate/sqlite/structure.hpp>
#include <tenon/sql/migrate/status.hpp>

#include "sql/migrate/support.hpp"
#include "sql/schemas/schemas.hpp"

namespace tenon::sql::schemas {
namespace {

namespace lite = migrate::sqlite;

using migrate::test::value;
using ::testing::IsEmpty;

/// Where Tenon writes something else than Prisma: documents in quotes, without which SQLite refuses them, and a BigInt
/// that counts as the INTEGER that SQLite counts in.
std::string corrected(std::string text) {
  static constexpr std::pair<std::string_view, std::string_view> exceptions[] = {
      {"DEFAULT {\"title\": \"It's new\"}", "DEFAULT '{\"title\": \"It''s new\"}'"},
      {"DEFAULT {}", "DEFAULT '{}'"},
      {"\"id\" BIGINT NOT NULL PRIMARY KEY", "\"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"},
  };
  for (const auto& [theirs, ours] : exceptions) {
    const std::size_t at = text.find(theirs);
    if (at != std::string::npos) text.replace(at, theirs.size(), ours);
  }
  return text;
}

class SchemaTables : public testing::TestWithParam<std::string> {};

TEST_P(SchemaTables, AreThoseOfPrismaAndTheSameWhenReadBack) {
  const schema::Schema schema = parsed(GetParam());
  const std::string script = migrate::render_create(schema);
  EXPECT_EQ(script, corrected(schema::corpus::read_file(folder(GetParam()) / "tables.sql")));
  auto database = lite::open_in_memory();
  database->execute(script);
  const migrate::Difference left = lite::diff(lite::introspect(*database), lite::structure_of(schema));
  EXPECT_TRUE(left.empty()) << lite::render(left);
  database->execute(lite::render(lite::diff(lite::introspect(*database), migrate::Structure{})));
  EXPECT_TRUE(lite::introspect(*database).tables.empty());
}

INSTANTIATE_TEST_SUITE_P(Of, SchemaTables,
                         testing::Values("authjs", "campus", "chat", "cms", "ledger", "planner", "pulled", "storefront",
                                         "terms"),
                         schema::corpus::test_name);

std::string count(migrate::Database& database, const std::string& table) {
  return value(database, "SELECT count(*) FROM \"" + table + "\"");
}

class Histories : public testing::TestWithParam<std::string> {
 protected:
  FakeClock clock_;
  std::vector<migrate::Migration> migrations_ = history(GetParam());
  schema::Schema schema_ = parsed(GetParam());
};

TEST_P(Histories, LeadToTheSchemaAndLeaveNoDrift) {
  auto database = lite::open_in_memory();
  EXPECT_EQ(migrate::deploy(migrations_, *database, clock_).size(), migrations_.size());
  EXPECT_TRUE(migrate::status(migrations_, *database, clock_).up_to_date());
  const migrate::Difference left = lite::diff(lite::introspect(*database), lite::structure_of(schema_));
  EXPECT_TRUE(left.empty()) << lite::render(left);
  EXPECT_THAT(database->query("PRAGMA foreign_key_check"), IsEmpty());
  const migrate::Folder files{(folder(GetParam()) / "migrations").string()};
  const migrate::Connector& connector = migrate::connector_of(schema::Provider::sqlite);
  migrate::Development development{schema_, files, *database, connector, clock_};
  EXPECT_THAT(development.reasons_to_reset(), IsEmpty());
  EXPECT_THAT(development.apply_pending(), IsEmpty());
  EXPECT_TRUE(development.plan().empty());
}

/// As a production database sees them: each release brings one more.
TEST_P(Histories, MayBeDeployedOneByOne) {
  auto once = lite::open_in_memory();
  migrate::deploy(migrations_, *once, clock_);
  auto database = lite::open_in_memory();
  for (std::size_t i = 1; i <= migrations_.size(); ++i) {
    const auto applied = migrate::deploy({migrations_.data(), i}, *database, clock_);
    EXPECT_EQ(applied, std::vector{migrations_[i - 1].name});
  }
  const std::string objects =
      "SELECT group_concat(type || name || coalesce(sql, ''), ';') FROM (SELECT * FROM sqlite_master ORDER BY name)";
  EXPECT_EQ(value(*database, objects), value(*once, objects));
}

INSTANTIATE_TEST_SUITE_P(Of, Histories, testing::Values("chat", "ledger"), schema::corpus::test_name);

TEST(HistoryOfChat, KeepsRowsTriggerAndViewThroughRebuilds) {
  auto database = lite::open_in_memory();
  FakeClock clock;
  const auto migrations = history("chat");
  // What is there before the column gets its new name.
  migrate::deploy({migrations.data(), 2}, *database, clock);
  database->execute(
      "INSERT INTO Profile(id, userId, name, imageUrl, email, updatedAt) VALUES ('p', 'ann', 'Ann', '', 'a@x', 0)");
  migrate::deploy(migrations, *database, clock);
  EXPECT_EQ(value(*database, "SELECT handle FROM Profile WHERE id = 'p'"), "ann");
  EXPECT_EQ(count(*database, "Message"), "2");
  EXPECT_EQ(value(*database, "SELECT messageCount FROM Server"), "2") << "of the seed; copying rows counts none";
  EXPECT_EQ(value(*database, "SELECT content FROM Message WHERE id = 'm1'"), "It's open; come in -- all of you");
  EXPECT_EQ(value(*database, "SELECT name FROM Profile WHERE handle = 'system'"), "Välkommen; \"bot\"");
  database->execute(
      "INSERT INTO Message(id, memberId, channelId, updatedAt) SELECT 'm3', memberId, channelId, 0 FROM "
      "Message WHERE id = 'm2'");
  EXPECT_EQ(value(*database, "SELECT messageCount FROM Server"), "3");
  EXPECT_EQ(value(*database, "SELECT messages FROM ChannelActivity WHERE name = 'general'"), "3");
}

TEST(HistoryOfLedger, KeepsRowsThroughRenamesAndNewKeys) {
  auto database = lite::open_in_memory();
  FakeClock clock;
  migrate::deploy(history("ledger"), *database, clock);
  EXPECT_EQ(count(*database, "posting"), "2");
  EXPECT_EQ(value(*database, "SELECT min(amount) FROM posting"), "9007199254740993");
  EXPECT_EQ(value(*database, "SELECT text || debited || credited FROM posting WHERE bookId = 2"),
            "Firm: opening10006000");
  EXPECT_EQ(value(*database, "SELECT group_concat(DISTINCT currency) FROM Book"), "EUR");
  EXPECT_EQ(value(*database, "SELECT sum FROM Balance WHERE bookId = 1 AND number = 1000"), "9007199254740993");
  EXPECT_EQ(
      migrate::test::code_of([&] {
        database->execute("INSERT INTO posting(bookId, debited, credited, amount, text) VALUES (1, 1000, 1200, 0, '')");
      }),
      "script_failed");
}

}  // namespace
}  // namespace tenon::sql::schemas
