#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tenon/async/all.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/run.hpp>
#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/sql/postgres/engine.hpp>

#include "postgres/support/blocking_engine.hpp"

namespace tenon::sql::postgres::testing {
namespace {

using namespace std::chrono_literals;

class Number final : public RowHandler {
 public:
  std::int64_t value = -1;
  bool on_row(std::span<const Cell> cells) override {
    value = cells[0].integer();
    return true;
  }
};

/// Statements one after the other, the last of which gives a number.
class Script final : public Work {
 public:
  Script(Scope scope, std::vector<std::string> statements) : Work(scope), statements_(std::move(statements)) {}

  std::int64_t number = -1;
  int runs = 0;
  std::function<Task<>()> before_last;

  Task<> run(Session& session) override {
    ++runs;
    for (const std::string& text : statements_) {
      if (before_last && &text == &statements_.back()) co_await before_last();
      Number given;
      const std::int64_t changed = co_await session.run({.text = text}, &given);
      number = given.value >= 0 ? given.value : changed;
    }
  }

 private:
  std::vector<std::string> statements_;
};

class PostgresEngineTest : public ::testing::Test {
 protected:
  explicit PostgresEngineTest(const std::string& parameters = {})
      : engine(
            PostgresOptions::parse(DatabaseUrl::parse(schema.url() + "&application_name=" + schema.name() + parameters),
                                   Environment({})),
            1, log::Logger{}) {
    async::run(loop, engine.execute_script("CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL);"
                                           "INSERT INTO t VALUES (1, 10), (2, 20)"));
  }

  std::int64_t read(const std::string& text, Scope scope = Scope::statement) {
    Script script(scope, {text});
    async::run(loop, engine.read(script));
    return script.number;
  }
  void write(const std::string& text) {
    Script script(Scope::statement, {text});
    async::run(loop, engine.write(script));
  }
  std::string error_of(const std::function<void()>& call) {
    try {
      call();
      return "";
    } catch (const Error& error) {
      return error.code();
    }
  }
  /// Ends all connections of the engine, as an administrator may.
  void terminate() {
    ::tenon::sql::postgres::testing::Connection other;
    other.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + schema.name() +
              "'");
  }
  int open_connections() {
    ::tenon::sql::postgres::testing::Connection other;
    const Answer answer =
        other.ask("SELECT count(*)::int FROM pg_stat_activity WHERE application_name = '" + schema.name() + "'", {},
                  Format::text);
    return std::stoi(std::string(*answer.bytes(0, 0)));
  }

  OwnSchema schema;
  async::Loop loop;
  PostgresEngine engine;
};

TEST_F(PostgresEngineTest, GoesOnWithNewConnectionsAfterTheServerEndedTheOldOnes) {
  for (const Scope scope : {Scope::statement, Scope::snapshot}) {
    EXPECT_EQ(read("SELECT x FROM t WHERE id = 1", scope), 10);
    terminate();
    EXPECT_EQ(read("SELECT x FROM t WHERE id = 2", scope), 20);
  }
  terminate();
  Script script(Scope::snapshot, {"UPDATE t SET x = x + 1 WHERE id = 1", "UPDATE t SET x = x + 1 WHERE id = 2"});
  async::run(loop, engine.write(script));
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 11);
}

TEST_F(PostgresEngineTest, RunsAWriteAgainWhoseConnectionWasLostBeforeItsCommit) {
  Script script(Scope::snapshot, {"UPDATE t SET x = x + 1 WHERE id = 1", "UPDATE t SET x = x + 1 WHERE id = 2"});
  script.before_last = [&]() -> Task<> {
    if (script.runs == 1) terminate();
    co_return;
  };
  async::run(loop, engine.write(script));
  EXPECT_EQ(script.runs, 2);
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 11) << "once";
}

TEST_F(PostgresEngineTest, RunsAWriteAgainThatTheDatabaseUndidForADeadlock) {
  Script first(Scope::snapshot, {"UPDATE t SET x = x + 1 WHERE id = 1", "UPDATE t SET x = x + 1 WHERE id = 2"});
  Script second(Scope::snapshot, {"UPDATE t SET x = x + 1 WHERE id = 2", "UPDATE t SET x = x + 1 WHERE id = 1"});
  int locked = 0;
  async::Event both_locked;  // each its first row
  const auto meet = [&]() -> Task<> {
    if (++locked == 2) both_locked.set();
    co_await both_locked.wait();
  };
  first.before_last = second.before_last = meet;
  std::vector<Task<>> writes;
  writes.push_back(engine.write(first));
  writes.push_back(engine.write(second));
  async::run(loop, async::all(std::move(writes)));
  EXPECT_EQ(first.runs + second.runs, 3);
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 12);
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 2"), 22);
}

TEST_F(PostgresEngineTest, SendsTheStatementsOfManyOverFewConnections) {
  std::vector<std::unique_ptr<Script>> scripts;
  std::vector<Task<>> reads;
  for (int i = 0; i < 200; ++i) {
    scripts.push_back(
        std::make_unique<Script>(Scope::statement, std::vector<std::string>{"SELECT x FROM t WHERE id = 1"}));
    reads.push_back(engine.read(*scripts.back()));
  }
  async::run(loop, async::all(std::move(reads)));
  for (const auto& script : scripts) EXPECT_EQ(script->number, 10);
  EXPECT_LE(open_connections(), 3);
}

TEST_F(PostgresEngineTest, RollsBackATransactionThatNobodyEnds) {
  {
    const auto open = async::run(loop, engine.begin({}));
    Script script(Scope::statement, {"UPDATE t SET x = 0"});
    async::run(loop, open->write(script));
  }
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 10);
  const auto next = async::run(loop, engine.begin({}));
  Script script(Scope::statement, {"UPDATE t SET x = 1 WHERE id = 1"});
  async::run(loop, next->write(script));
  async::run(loop, next->commit());
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 1);
}

TEST_F(PostgresEngineTest, EndsATransactionThatTakesTooLong) {
  const auto open = async::run(loop, engine.begin({.timeout = 50ms}));
  Script update(Scope::statement, {"UPDATE t SET x = 0"});
  async::run(loop, open->write(update));
  Script slow(Scope::statement, {"SELECT 1 FROM pg_sleep(20)"});
  EXPECT_EQ(error_of([&] { async::run(loop, open->read(slow)); }), "transaction_timeout");
  EXPECT_EQ(error_of([&] { async::run(loop, open->commit()); }), "transaction_timeout");
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 10);
}

class SmallPostgresEngine : public PostgresEngineTest {
 protected:
  SmallPostgresEngine() : PostgresEngineTest("&connection_limit=2&pool_timeout=1") {}
};

TEST_F(SmallPostgresEngine, LetsTransactionsWaitForEachOther) {
  auto first = async::run(loop, engine.begin({}));
  EXPECT_EQ(error_of([&] { (void)async::run(loop, engine.begin({.max_wait = 50ms})); }), "transaction_wait");
  Script script(Scope::snapshot, {"UPDATE t SET x = 0"});
  EXPECT_EQ(error_of([&] { async::run(loop, engine.write(script)); }), "database_busy");
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 10) << "single statements have a connection of their own";
  first.reset();
  async::run(loop, engine.write(script));
  EXPECT_EQ(read("SELECT x FROM t WHERE id = 1"), 0);
  EXPECT_LE(open_connections(), 2);
}

TEST_F(PostgresEngineTest, IsNotReadyForWritesWhereTheServerTakesNone) {
  async::run(loop, engine.check());
  PostgresEngine standby(
      PostgresOptions::parse(DatabaseUrl::parse(schema.url() + "&options=-c%20default_transaction_read_only%3Don"),
                             Environment({})),
      1, log::Logger{});
  EXPECT_EQ(error_of([&] { async::run(loop, standby.check()); }), "database_read_only");
}

TEST_F(PostgresEngineTest, RefusesAScriptWithANul) {
  EXPECT_EQ(error_of([&] { async::run(loop, engine.execute_script(std::string_view("SELECT 1\0;", 10))); }),
            "script_failed");
}

}  // namespace
}  // namespace tenon::sql::postgres::testing
