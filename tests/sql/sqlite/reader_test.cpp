#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include <tenon/async/all.hpp>
#include <tenon/async/sleep.hpp>

#include "sqlite/support.hpp"

namespace tenon::sql::sqlite::testing {
namespace {

using namespace std::chrono_literals;

constexpr const char* count_rows = "SELECT count(*) FROM t";

class ReaderTest : public FileTest {};

TEST_F(ReaderTest, ShowsOneStateToAllReadsOfATurn) {
  PlainConnection other(path);
  async::run(loop, [&]() -> Task<> {
    co_await async::yield();  // until here it ran outside of a turn
    EXPECT_EQ(co_await testing::read(*engine, count_rows), 0);
    other.run("INSERT INTO t(id) VALUES (1)");
    EXPECT_EQ(co_await testing::read(*engine, count_rows), 0);
    co_await async::yield();
    EXPECT_EQ(co_await testing::read(*engine, count_rows), 1);
  }());
}

TEST_F(ReaderTest, ShowsEveryWriteOfTheProgramThatWasAnswered) {
  async::run(loop, [&]() -> Task<> {
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(co_await testing::read(*engine, count_rows), i);
      co_await testing::write(*engine, "INSERT INTO t(x) VALUES (1)");
      EXPECT_EQ(co_await testing::read(*engine, count_rows), i + 1);
    }
  }());
}

TEST_F(ReaderTest, DoesNotWaitForATransactionThatWrites) {
  async::run(loop, [&]() -> Task<> {
    const auto open = co_await engine->begin({});
    OneStatement insert("INSERT INTO t(id) VALUES (1)");
    co_await open->write(insert);
    EXPECT_EQ(co_await testing::read(*engine, count_rows), 0);
    co_await open->commit();
    EXPECT_EQ(co_await testing::read(*engine, count_rows), 1);
  }());
}

TEST_F(ReaderTest, KeepsNoStateBeyondItsTurn) {
  write("INSERT INTO t(x) VALUES (1)");
  EXPECT_EQ(rows(), 1);
  async::run(loop, []() -> Task<> { co_await async::yield(); }());
  EXPECT_EQ(PlainConnection(path).number("PRAGMA wal_checkpoint(TRUNCATE)"), 0);  // 1: somebody still reads
}

TEST_F(ReaderTest, GivesUpWhatTakesTooLongAndGoesOn) {
  reopen({.read_timeout = 20ms});
  const char* endless = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(refusal([&] { read(endless); }), "timeout query_timeout");
    EXPECT_EQ(rows(), 0);
  }
}

TEST_F(ReaderTest, CannotWrite) {
  EXPECT_EQ(refusal([&] { read("INSERT INTO t(x) VALUES (1)"); }), "unavailable database_read_only");
  EXPECT_EQ(rows(), 0);
}

TEST_F(ReaderTest, ServesLoopsThatComeAndGo) {
  write("INSERT INTO t(x) VALUES (1)");
  for (int i = 0; i < 5; ++i) {
    std::thread([&] { EXPECT_EQ(async::run(testing::read(*engine, count_rows)), 1); }).join();
    EXPECT_EQ(async::run(testing::read(*engine, count_rows)), 1);
  }
  EXPECT_EQ(rows(), 1);
}

TEST_F(ReaderTest, ReadsOnManyLoopsWhileOthersWrite) {
  std::vector<std::thread> threads;
  std::atomic<bool> stop{false};
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      async::Loop own;
      std::int64_t last = 0;
      while (!stop) {
        const std::int64_t now = async::run(own, testing::read(*engine, count_rows));
        EXPECT_GE(now, last);
        last = now;
      }
    });
  }
  for (int i = 0; i < 100; ++i) write("INSERT INTO t(x) VALUES (1)");
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(rows(), 100);
}

}  // namespace
}  // namespace tenon::sql::sqlite::testing
