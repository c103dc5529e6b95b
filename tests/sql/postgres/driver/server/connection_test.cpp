#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include <tenon/base/error.hpp>

#include "server/session.hpp"

// A connection to a real server.

namespace tenon::sql::postgres {
namespace {

using namespace std::chrono_literals;
using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Fate = Outcome::Fate;

constexpr std::uint32_t text_oid = 25;

TEST(PostgresConnectionTest, IsRefusedWithAWrongPassword) {
  EXPECT_EQ(login_failure(server_url_as("tenon", "wrong")), "28P01");
  EXPECT_EQ(login_failure(server_url_as("nobody_there", "wrong")), "28P01");
}

TEST(PostgresConnectionTest, IsRefusedWhereTlsIsDemandedAndThereIsNone) {
  Session session(server_url("sslmode=disable"));
  if (session.value("show ssl") == "on") GTEST_SKIP() << "the server has TLS";
  EXPECT_THAT(login_failure(server_url("sslmode=require")), HasSubstr("no TLS"));
  EXPECT_EQ(login_failure(server_url("sslmode=prefer")), "");
  EXPECT_EQ(login_failure(server_url("sslmode=allow")), "");
}

TEST(PostgresConnectionTest, StaysOnlyWithAServerThatIsWhatIsDemanded) {
  EXPECT_EQ(login_failure(server_url("target_session_attrs=standby")), "database_unavailable");
  EXPECT_EQ(login_failure(server_url("target_session_attrs=read-only")), "database_unavailable");
  for (const char* target : {"any", "primary", "read-write", "prefer-standby"}) {
    EXPECT_EQ(login_failure(server_url("target_session_attrs=" + std::string(target))), "") << target;
  }
}

TEST(PostgresConnectionTest, GoesOnToTheNextServer) {
  std::string url = server_url();
  const std::size_t at = url.find('@') + 1;
  url.insert(at, "127.0.0.1:1,");
  EXPECT_EQ(login_failure(url), "");
}

TEST(PostgresConnectionTest, SetsWhatTheUrlSaysOfTheSession) {
  Session session(server_url("schema=od%22d&application_name=the%20tests&options=-c%20statement_timeout%3D7s"));
  EXPECT_EQ(session.value("show search_path"), "\"od\"\"d\"");
  EXPECT_EQ(session.value("show application_name"), "the tests");
  EXPECT_EQ(session.value("show statement_timeout"), "7s");
  EXPECT_THAT(session.connection->parameter("server_version"), HasSubstr("."));
}

TEST(PostgresConnectionTest, RunsAStatementWithParameters) {
  Session session;
  Call call("select $1 || '!', null, $2::text", Unit::read,
            {{.value = "a", .type = text_oid}, {.value = std::nullopt, .type = text_oid}});
  session.run(call);
  EXPECT_EQ(call.fate(), Fate::done);
  EXPECT_THAT(call.table.rows, ElementsAre("a!,NULL,NULL"));
  EXPECT_THAT(call.request.statement->columns, SizeIs(3));
}

TEST(PostgresConnectionTest, FindsOutWhatAStatementTakesAndGives) {
  Session session;
  Call call("select 1::int8 as one where $1 = 'x'::text");
  call.request.describes_only = true;
  session.run(call);
  EXPECT_EQ(call.fate(), Fate::done);
  EXPECT_THAT(call.request.statement->parameter_types, ElementsAre(text_oid));
  EXPECT_EQ(call.request.statement->columns.at(0).name, "one");
  EXPECT_EQ(call.request.statement->columns.at(0).type, 20U);
}

TEST(PostgresConnectionTest, RunsReadsAgainThatANeighbourHasAborted) {
  Session session;
  std::vector<std::unique_ptr<Call>> calls;
  std::vector<Call*> all;
  for (int i = 0; i < 50; ++i) {
    calls.push_back(std::make_unique<Call>(i % 10 == 3 ? "select 1 / 0" : "select 'fine'"));
    all.push_back(calls.back().get());
  }
  session.run_all(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i]->fate(), i % 10 == 3 ? Fate::failed : Fate::done) << i;
    EXPECT_EQ(all[i]->sqlstate(), i % 10 == 3 ? "22012" : "") << i;
  }
}

TEST(PostgresConnectionTest, CommitsEachWriteByItself) {
  Session session;
  session.value("create temp table t (id int primary key)");
  Call one("insert into t values (1)", Unit::write), again("insert into t values (1)", Unit::write),
      two("insert into t values (2)", Unit::write);
  session.run_all({&one, &again, &two});
  EXPECT_EQ(one.fate(), Fate::done);
  EXPECT_EQ(one.request.outcome.rows, 1);
  EXPECT_EQ(again.sqlstate(), "23505");
  EXPECT_EQ(again.request.outcome.error->constraint, "t_pkey");
  EXPECT_EQ(two.fate(), Fate::done);
  EXPECT_EQ(session.value("select count(*) from t"), "2");
}

TEST(PostgresConnectionTest, TellsWhatACommitRefuses) {
  Session session;
  session.value(
      "create temp table p (id int primary key);"
      "create temp table c (p int references p deferrable initially deferred)");
  Call insert("insert into c values (1)", Unit::write);
  session.run(insert);
  EXPECT_EQ(insert.fate(), Fate::failed);
  EXPECT_EQ(insert.sqlstate(), "23503");
  EXPECT_EQ(session.value("select count(*) from c"), "0");
}

TEST(PostgresConnectionTest, AbortsTheRestOfATransaction) {
  Session session;
  session.value("create temp table t (id int)");
  Call begin("begin", Unit::transaction), insert("insert into t values (1)", Unit::transaction),
      bad("select 1 / 0", Unit::transaction), after("insert into t values (2)", Unit::transaction);
  session.run_all({&begin, &insert, &bad, &after});
  EXPECT_EQ(insert.fate(), Fate::done);
  EXPECT_EQ(bad.fate(), Fate::failed);
  EXPECT_EQ(after.fate(), Fate::aborted);
  EXPECT_EQ(session.connection->pipeline().status(), TransactionStatus::failed);
  session.value("rollback");
  EXPECT_EQ(session.value("select count(*) from t"), "0");
}

TEST(PostgresConnectionTest, PreparesAgainWhatTheServerHasDropped) {
  Session session;
  for (const char* change : {"select 1", "deallocate all", "discard all"}) {
    session.value(change);
    Call call("select 'x'", Unit::write);
    session.run(call);
    EXPECT_EQ(call.fate(), Fate::done) << change;
  }
}

TEST(PostgresConnectionTest, PreparesAgainWhenATableHasChanged) {
  Session session;
  session.value("create temp table t (a text); insert into t values ('1')");
  Call before("select * from t"), after("select * from t");
  session.run(before);
  session.value("alter table t add column b text default '2'");
  session.run(after);
  EXPECT_THAT(before.table.rows, ElementsAre("1"));
  EXPECT_EQ(after.fate(), Fate::done);
  EXPECT_THAT(after.table.rows, ElementsAre("1,2"));
}

TEST(PostgresConnectionTest, KeepsAsManyStatementsAsItMay) {
  Session session(server_url("statement_cache_size=3"));
  for (int i = 0; i < 20; ++i) {
    Call call("select '" + std::to_string(i % 7) + "'");
    session.run(call);
    EXPECT_THAT(call.table.rows, ElementsAre(std::to_string(i % 7)));
  }
  EXPECT_LE(std::stoi(session.value("select count(*) from pg_prepared_statements")), 4);
}

TEST(PostgresConnectionTest, KeepsNoStatementBehindAPgBouncer) {
  Session session(server_url("pgbouncer=true"));
  Call first("select 'x'"), second("select 'x'");
  session.run_all({&first, &second});
  EXPECT_THAT(second.table.rows, ElementsAre("x"));
  EXPECT_EQ(session.value("select count(*) from pg_prepared_statements where name <> ''"), "0");
}

TEST(PostgresConnectionTest, CancelsWhatNobodyWaitsForAnyMore) {
  Session session;
  const auto begin = std::chrono::steady_clock::now();
  Call slow("select pg_sleep(60)");
  EXPECT_THROW(session.run(slow, 100ms), Timeout);
  Call next("select 'on'");
  session.run(next);
  EXPECT_THAT(next.table.rows, ElementsAre("on"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 8s);
  EXPECT_FALSE(session.connection->lost());
}

TEST(PostgresConnectionTest, TellsWhoWasSentWhenTheServerEndsTheConnection) {
  Session session;
  Call call("select pg_terminate_backend(pg_backend_pid())", Unit::write);
  session.run(call);
  EXPECT_EQ(call.fate(), Fate::lost);
  EXPECT_EQ(call.sqlstate(), "57P01");
  EXPECT_TRUE(session.connection->lost());
  Call late("select 1");
  session.run(late);
  EXPECT_EQ(late.fate(), Fate::not_sent);
  EXPECT_THAT(session.ears.heard, ElementsAre(HasSubstr("lost")));
}

TEST(PostgresConnectionTest, TellsWhoWaitsWhenItIsClosed) {
  Session session;
  session.connection->close();
  Call late("select 1");
  session.run(late);
  EXPECT_EQ(late.fate(), Fate::not_sent);
}

TEST(PostgresConnectionTest, HearsNotificationsAndNotices) {
  Session session;
  session.value("listen jobs");
  Session other;
  other.value("notify jobs, '7'");
  EXPECT_TRUE(session.until([&] { return !session.ears.heard.empty(); }));
  EXPECT_THAT(session.ears.heard, ElementsAre("jobs 7"));
  other.value("do $$ begin raise notice 'careful'; end $$");
  EXPECT_THAT(other.ears.heard, ElementsAre("notice careful"));
}

struct Numbers final : CopySource {
  std::optional<std::string_view> next() override {
    if (number == 100'000) return std::nullopt;
    line = std::to_string(number++) + "\n";
    return line;
  }
  int number = 0;
  std::string line;
};

TEST(PostgresConnectionTest, CopiesInAndOut) {
  Session session;
  session.value("create temp table t (id int)");
  Numbers numbers;
  Call in("copy t from stdin", Unit::script);
  in.request.copy = &numbers;
  session.run(in);
  EXPECT_EQ(in.request.outcome.rows, 100'000);
  Call out("copy (select id from t where id < 2 order by id) to stdout", Unit::script);
  session.run(out);
  EXPECT_EQ(out.request.outcome.rows, 2);
  EXPECT_THAT(out.table.rows, ElementsAre("0\n", "1\n"));
}

TEST(PostgresConnectionTest, EndsACopyThatTheServerRefuses) {
  Session session;
  session.value("create temp table t (id int check (id < 1000))");
  Numbers numbers;
  Call in("copy t from stdin", Unit::script);
  in.request.copy = &numbers;
  session.run(in);
  EXPECT_EQ(in.sqlstate(), "23514");
  EXPECT_EQ(session.value("select count(*) from t"), "0");
}

TEST(PostgresConnectionTest, ReadsMoreThanItsBuffersHold) {
  Session session;
  Call call("select repeat('x', 1000) from generate_series(1, 5000)");
  session.run(call);
  EXPECT_THAT(call.table.rows, SizeIs(5000));
  Call large("select repeat('x', 20000000)");
  session.run(large);
  ASSERT_THAT(large.table.rows, SizeIs(1));
  EXPECT_EQ(large.table.rows[0].size(), 20'000'000U);
}

}  // namespace
}  // namespace tenon::sql::postgres
