#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include <tenon/async/all.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/sleep.hpp>

#include "sqlite/support.hpp"

namespace tenon::sql::sqlite::testing {
namespace {

using namespace std::chrono_literals;

constexpr const char* count_rows = "SELECT count(*) FROM t";

class ReaderTest : public FileTest {};

class NobodyWaits final : public async::Continuation {
  void on_done() override {}
};

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
    EXPECT_EQ(error_of([&] { read(endless); }), "timeout query_timeout");
    EXPECT_EQ(rows(), 0);
  }
}

/// Some tenths of a second.
const char* const long_read =
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000000) SELECT count(*) FROM c";

TEST_F(ReaderTest, LeavesTheLoopToOthersDuringALongRead) {
  async::run(loop, [&]() -> Task<> {
    int turns = 0;
    bool done = false;
    auto slow = [&]() -> Task<> {
      EXPECT_EQ(co_await testing::read(*engine, long_read), 1'000'000);
      done = true;
    };
    auto others = [&]() -> Task<> {
      while (!done) {
        co_await async::sleep_for(1ms);
        ++turns;
      }
    };
    auto first = slow();
    auto second = others();
    co_await async::all(std::move(first), std::move(second));
    EXPECT_GT(turns, 10);
  }());
}

TEST_F(ReaderTest, ShowsLongReadsEveryWriteThatWasAnswered) {
  // Longer than the loop is held, and far from the limit of two seconds on a loaded machine, too.
  const std::string slow =
      "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200000) "
      "SELECT count(*) FROM c, t WHERE i = 1";
  async::run(loop, [&]() -> Task<> {
    for (int i = 1; i < 4; ++i) {
      co_await testing::write(*engine, "INSERT INTO t(x) VALUES (1)");
      EXPECT_EQ(co_await testing::read(*engine, slow), i);
    }
  }());
}

TEST_F(ReaderTest, EndsALongReadWithItsDeadline) {
  async::run(loop, [&]() -> Task<> {
    const char* endless = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c";
    const async::Time begun = std::chrono::steady_clock::now();
    std::string code;
    try {
      auto read = testing::read(*engine, endless);
      co_await async::with_deadline(100ms, std::move(read));
    } catch (const Timeout& error) {
      code = error.code();
    }
    EXPECT_NE(code, "query_timeout");
    EXPECT_NE(code, "");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 1500ms);  // read_timeout is two seconds
    EXPECT_EQ(co_await testing::read(*engine, count_rows), 0);
  }());
}

TEST_F(ReaderTest, SurvivesThatThoseWhoWaitForLongReadsGoAway) {
  const char* endless = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c";
  for (int i = 0; i < 3; ++i) {
    async::Loop own;
    async::Context context(own, async::no_deadline);
    NobodyWaits nobody;
    std::vector<Task<std::int64_t>> reads;
    reads.reserve(6);
    for (int k = 0; k < 6; ++k) reads.push_back(testing::read(*engine, endless));  // more than the pool has threads
    for (auto& read : reads) EXPECT_FALSE(read.start(context, nobody));
    for (int turn = 0; turn < 3; ++turn) own.run_ready();
  }
  EXPECT_EQ(rows(), 0);
}

TEST_F(ReaderTest, CannotWrite) {
  EXPECT_EQ(error_of([&] { read("INSERT INTO t(x) VALUES (1)"); }), "unavailable database_read_only");
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
  threads.reserve(3);
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
