#include <tenon/sql/sqlite/statement_cache.hpp>

#include <gtest/gtest.h>

#include <sqlite3.h>

#include <optional>
#include <string>

#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {
namespace {

class StatementCacheTest : public ::testing::Test {
 protected:
  StatementCacheTest() {
    sqlite3_open(":memory:", &handle_);
    cache_.emplace(handle_);
  }
  ~StatementCacheTest() override {
    cache_.reset();
    EXPECT_EQ(sqlite3_close(handle_), SQLITE_OK) << "a statement was not finalised";
  }
  sqlite3_stmt* get(const std::string& text, std::uint64_t hash = 0) {
    return cache_->get({.text = text, .hash = hash});
  }
  static std::string text(int number) { return "SELECT " + std::to_string(number); }

  sqlite3* handle_ = nullptr;
  std::optional<StatementCache> cache_;
};

TEST_F(StatementCacheTest, GivesTheSameStatementForTheSameText) {
  sqlite3_stmt* const first = get("SELECT 1");
  EXPECT_EQ(get("SELECT 1"), first);
  EXPECT_NE(get("SELECT 2"), first);
  EXPECT_EQ(cache_->size(), 2u);
}

TEST_F(StatementCacheTest, TellsTextsOfOneHashApart) {
  EXPECT_STREQ(sqlite3_sql(get("SELECT 1", 7)), "SELECT 1");
  EXPECT_STREQ(sqlite3_sql(get("SELECT 2", 7)), "SELECT 2");
  EXPECT_STREQ(sqlite3_sql(get("SELECT 1", 7)), "SELECT 1");
  EXPECT_EQ(cache_->size(), 1u);
}

TEST_F(StatementCacheTest, ForgetsWhatWasNotUsedForLong) {
  sqlite3_stmt* const kept = get(text(0));
  for (int i = 1; i < 3000; ++i) {
    get(text(i));
    ASSERT_EQ(get(text(0)), kept);
    ASSERT_LE(cache_->size(), StatementCache::capacity);
  }
}

TEST_F(StatementCacheTest, KeepsNothingOfWhatIsWrong) {
  EXPECT_THROW(get("SELEKT"), Internal);
  EXPECT_THROW(get(""), Internal);
  EXPECT_THROW(get("-- nothing"), Internal);
  EXPECT_EQ(cache_->size(), 0u);
}

TEST(StatementHash, IsNeverZeroAndTellsTextsApart) {
  EXPECT_NE(statement_hash(""), 0u);
  EXPECT_NE(statement_hash("SELECT 1"), statement_hash("SELECT 2"));
  EXPECT_NE(statement_hash("a"), statement_hash(std::string_view("a\0", 2)));
}

}  // namespace
}  // namespace tenon::sql::sqlite
