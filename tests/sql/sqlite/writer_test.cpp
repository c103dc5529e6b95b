#include <tenon/sql/sqlite/writer.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <thread>
#include <vector>

#include <tenon/async/all.hpp>
#include <tenon/async/deadline.hpp>
#include <tenon/async/scope.hpp>
#include <tenon/async/sleep.hpp>
#include <tenon/sql/detail/constraint_error.hpp>

#include "sqlite/support.hpp"

namespace tenon::sql::sqlite::testing {
namespace {

using namespace std::chrono_literals;

/// Endless: one row after the other, until it is interrupted.
constexpr const char* endless =
    "INSERT INTO t(x) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c";

std::string insert(int id) { return "INSERT INTO t(id) VALUES (" + std::to_string(id) + ")"; }

/// What became of a write.
struct Outcome {
  std::string failure = "not done";
};

Task<> attempt(Engine& engine, std::string statement, Outcome& outcome) {
  try {
    co_await write(engine, std::move(statement));
    outcome.failure = "";
  } catch (const Error& error) {
    outcome.failure = error.code();
  } catch (const detail::ConstraintError&) {
    outcome.failure = "constraint";
  }
}

class WriterTest : public FileTest {
 public:
  /// Queues the statements while the writer is leased to a transaction, so that they come to it together.
  std::vector<std::string> write_together(const std::vector<std::string>& statements) {
    std::vector<Outcome> outcomes(statements.size());
    async::run(loop, together(statements, outcomes));
    std::vector<std::string> failures;
    failures.reserve(outcomes.size());
    for (const Outcome& outcome : outcomes) failures.push_back(outcome.failure);
    return failures;
  }

  Task<> together(const std::vector<std::string>& statements, std::vector<Outcome>& outcomes) {
    const auto held = co_await engine->begin({});
    async::Scope scope(co_await async::current_context());
    for (std::size_t i = 0; i < statements.size(); ++i) scope.spawn(attempt(*engine, statements[i], outcomes[i]));
    co_await async::yield();
    co_await async::yield();
    co_await held->commit();
    co_await scope.join();
  }
};

using Failures = std::vector<std::string>;

TEST_F(WriterTest, GivesEachWriteOfAGroupItsOwnOutcome) {
  EXPECT_EQ(write_together({insert(1), insert(1), insert(2), "INSERT INTO missing VALUES (1)", insert(3)}),
            (Failures{"", "constraint", "", "database_schema", ""}));
  EXPECT_EQ(read("SELECT sum(id) FROM t"), 6);
}

TEST_F(WriterTest, CommitsInGroups) {
  close();
  Writer writer(path, {}, {});
  async::run(loop, [&]() -> Task<> {
    std::vector<OneStatement> works;
    works.reserve(100);
    for (int i = 0; i < 100; ++i) works.emplace_back(insert(i));
    const auto held = co_await writer.begin({});
    async::Scope scope(co_await async::current_context());
    for (OneStatement& work : works) scope.spawn(writer.write(work));
    co_await async::yield();
    co_await async::yield();
    co_await held->commit();
    co_await scope.join();
  }());
  EXPECT_LE(writer.commits(), 25u);  // 2 unless the machine is so slow that groups grow old
  EXPECT_EQ(PlainConnection(path).number("SELECT count(*) FROM t"), 100);
}

TEST_F(WriterTest, DoesTheOthersAgainWhenOneFillsTheDisk) {
  async::run(loop, engine->execute_script("PRAGMA max_page_count = 50"));
  const std::string huge = "INSERT INTO t(id, x) VALUES (99, zeroblob(1000000))";
  EXPECT_EQ(write_together({insert(1), huge, insert(2), huge, insert(3)}),
            (Failures{"", "database_full", "", "database_full", ""}));
  EXPECT_EQ(read("SELECT group_concat(id) = '1,2,3' FROM t"), 1);
  async::run(loop, engine->execute_script("PRAGMA max_page_count = 5000"));
  write(huge);
  EXPECT_EQ(rows(), 4);
}

TEST_F(WriterTest, DoesTheOthersAgainWhenOneTakesTooLong) {
  reopen({.write_timeout = 50ms});
  EXPECT_EQ(write_together({insert(-1), endless, insert(-2)}), (Failures{"", "query_timeout", ""}));
  EXPECT_EQ(read("SELECT count(*) FROM t WHERE id < 0"), 2);
  EXPECT_EQ(rows(), 2);
}

TEST_F(WriterTest, KeepsATransactionInTheGroupFromHarm) {
  reopen({.write_timeout = 50ms});
  std::string lost;
  async::run(loop, [&]() -> Task<> {
    const auto first = co_await engine->begin({});
    OneStatement work(insert(1));
    co_await first->write(work);
    co_await first->commit();
    Outcome outcome;
    co_await attempt(*engine, endless, outcome);
    lost = outcome.failure;
  }());
  EXPECT_EQ(lost, "query_timeout");
  EXPECT_EQ(rows(), 1);
}

TEST_F(WriterTest, LetsATransactionHoldItsLoopForAShortTimeOnly) {
  reopen({.loop_timeout = 50ms});
  const auto end = [this](std::string statement, bool writes, std::string& failure) -> Task<> {
    const auto open = co_await engine->begin({});
    OneStatement first(insert(1));
    OneStatement second(statement);
    co_await open->write(first);
    try {
      if (writes) {
        co_await open->write(second);
      } else {
        co_await open->read(second);
      }
    } catch (const Error& error) {
      failure = error.code();
    }
    co_await open->commit();
  };
  std::string failure;
  EXPECT_EQ(error_of([&] { async::run(loop, end(endless, true, failure)); }), "unavailable transaction_lost");
  EXPECT_EQ(failure, "query_timeout");
  EXPECT_EQ(rows(), 0);

  failure.clear();
  const std::string reading = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT max(i) FROM c";
  EXPECT_EQ(error_of([&] { async::run(loop, end(reading, false, failure)); }), "");
  EXPECT_EQ(failure, "query_timeout");
  EXPECT_EQ(rows(), 1);
}

TEST_F(WriterTest, GivesAStatementOfItsOwnMoreTimeThanOneOfATransaction) {
  reopen({.loop_timeout = 1ms});
  async::run(loop, [&]() -> Task<> {
    const auto open = co_await engine->begin({});
    co_await open->commit();
  }());
  write(
      "INSERT INTO t SELECT i, i FROM (WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50000) "
      "SELECT i FROM c)");
  EXPECT_EQ(rows(), 50'000);
}

TEST_F(WriterTest, RefusesAtOnceWhenItsQueueIsFull) {
  reopen({.queue = 3});
  EXPECT_EQ(write_together({insert(1), insert(2), insert(3), insert(4), insert(5)}),
            (Failures{"", "", "", "database_overloaded", "database_overloaded"}));
  EXPECT_EQ(rows(), 3);
  write(insert(6));
}

TEST_F(WriterTest, WritesNothingOfWhatADeadlineEndedInTheQueue) {
  Outcome outcome;
  async::run(loop, [&]() -> Task<> {
    const auto held = co_await engine->begin({});
    auto late = attempt(*engine, insert(1), outcome);
    co_await async::with_deadline(20ms, std::move(late));
    co_await held->commit();
  }());
  EXPECT_EQ(outcome.failure, "deadline_passed");
  write(insert(2));
  EXPECT_EQ(read("SELECT sum(id) FROM t"), 2);
}

TEST_F(WriterTest, WritesNothingOfWhatWasCancelledInTheQueue) {
  Outcome outcome;
  async::run(loop, [&]() -> Task<> {
    const auto held = co_await engine->begin({});
    async::Scope scope(co_await async::current_context());
    scope.spawn(attempt(*engine, insert(1), outcome));
    co_await async::yield();
    co_await async::yield();
    scope.cancel();
    co_await scope.join();
    co_await held->commit();
  }());
  EXPECT_EQ(outcome.failure, "not done");
  EXPECT_EQ(rows(), 0);
}

TEST_F(WriterTest, SaysTimeoutOnlyWhenNothingWasWritten) {
  const std::string slow =
      "INSERT INTO t(x) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 200000) "
      "SELECT count(*) FROM c";
  for (int milliseconds = 0; milliseconds < 10; ++milliseconds) {
    const std::int64_t before = rows();
    Outcome outcome;
    async::run(loop, async::with_deadline(std::chrono::milliseconds{milliseconds}, attempt(*engine, slow, outcome)));
    write("DELETE FROM t WHERE id < 0");  // behind it in the queue
    EXPECT_EQ(rows(), before + (outcome.failure.empty() ? 1 : 0)) << outcome.failure;
  }
}

TEST_F(WriterTest, WaitsNoLongerForATransactionThanIsAllowed) {
  EXPECT_EQ(error_of([&] {
              async::run(loop, [&]() -> Task<> {
                const auto held = co_await engine->begin({});
                co_await engine->begin({.max_wait = 20ms});
              }());
            }),
            "timeout transaction_wait");
  write(insert(1));
}

TEST_F(WriterTest, SurvivesThatThoseWhoWaitGoAway) {
  class Nothing final : public async::Continuation {
    void on_done() override {}
  };
  for (int i = 0; i < 100; ++i) {
    async::Context context{loop};
    Nothing nothing;
    std::vector<Task<>> tasks;
    tasks.reserve(5);
    for (int j = 0; j < 5; ++j) tasks.push_back(testing::write(*engine, insert(i * 10 + j)));
    for (Task<>& task : tasks) task.start(context, nothing);
    if (i % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds{i * 5});
  }  // the frames are gone, whatever the writer was at
  write("DELETE FROM t");
  EXPECT_EQ(rows(), 0);
}

TEST_F(WriterTest, EndsWithWorkInFlight) {
  class Nothing final : public async::Continuation {
    void on_done() override {}
  };
  for (int i = 0; i < 20; ++i) {
    async::Context context{loop};
    Nothing nothing;
    {
      std::vector<Task<>> tasks;
      tasks.reserve(50);
      for (int j = 0; j < 50; ++j) tasks.push_back(testing::write(*engine, insert(i * 100 + j)));
      for (Task<>& task : tasks) task.start(context, nothing);
    }
    reopen({});
  }
  write("DELETE FROM t");
  EXPECT_EQ(rows(), 0);
}

TEST_F(WriterTest, SurvivesThatALoopEndsWhileItsWorkIsQueued) {
  async::run(loop, [&]() -> Task<> {
    const auto held = co_await engine->begin({});
    std::thread([&] {
      class Nothing final : public async::Continuation {
        void on_done() override {}
      } nothing;
      async::Loop short_lived;
      async::Context context{short_lived};
      Task<> work = testing::write(*engine, insert(1));
      auto begin = engine->begin({});
      work.start(context, nothing);
      begin.start(context, nothing);
    }).join();
    co_await held->commit();
  }());
  write(insert(2));
  EXPECT_EQ(read("SELECT sum(id) FROM t"), 2);
}

TEST_F(WriterTest, ServesManyLoops) {
  constexpr int loops = 4;
  constexpr int writes = 60;
  std::vector<std::thread> threads;
  threads.reserve(loops);
  for (int i = 0; i < loops; ++i) {
    threads.emplace_back([this, i] {
      async::Loop own;
      for (int j = 0; j < writes; j += 3) {
        const int id = i * 1000 + j;
        async::run(own, async::all(testing::write(*engine, insert(id)), testing::write(*engine, insert(id + 1))));
        async::run(own, [](Engine& target, std::string statement) -> Task<> {
          const auto transaction = co_await target.begin({.max_wait = 30s});
          OneStatement work(std::move(statement));
          co_await transaction->write(work);
          co_await transaction->commit();
        }(*engine, insert(id + 2)));
        EXPECT_EQ(
            async::run(own, testing::read(*engine, "SELECT count(*) FROM t WHERE id / 1000 = " + std::to_string(i))),
            j + 3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(rows(), loops * writes);
}

TEST_F(WriterTest, RunsScriptsAlone) {
  EXPECT_NE(error_of([&] {
              async::run(loop, engine->execute_script("CREATE TABLE u(a); BEGIN; INSERT INTO u VALUES (1); nonsense"));
            }),
            "");
  EXPECT_EQ(read("SELECT count(*) FROM u"), 0);  // what was left open is undone
  async::run(loop, engine->execute_script("INSERT INTO u VALUES (1); INSERT INTO u VALUES (2);"));
  EXPECT_EQ(read("SELECT count(*) FROM u"), 2);
}

TEST_F(WriterTest, RunsNoPartOfAScriptWithANul) {
  const std::string whole = "INSERT INTO t(id) VALUES (91); INSERT INTO t(id) VALUES (92)";
  for (const std::size_t at : {std::size_t{0}, whole.find(';') + 1, whole.size()}) {
    std::string script = whole;
    script.insert(at, 1, '\0');
    EXPECT_EQ(error_of([&] { async::run(loop, engine->execute_script(script)); }), "invalid script_failed") << at;
    EXPECT_EQ(read("SELECT count(*) FROM t WHERE id > 90"), 0) << at;
  }
  async::run(loop, engine->execute_script(whole));
  EXPECT_EQ(read("SELECT count(*) FROM t WHERE id > 90"), 2);
}

}  // namespace
}  // namespace tenon::sql::sqlite::testing
