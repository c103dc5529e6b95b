#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <tenon/sql/postgres/wire/protocol.hpp>

#include "support/heard.hpp"
#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class PostgresProtocolTest : public ::testing::Test {
 protected:
  /// Two messages: the statement is known already.
  void run(std::uint64_t request) {
    ASSERT_TRUE(protocol.bind(out, request, "s1", {}, Format::binary) && protocol.execute(out, request));
  }
  void prepare_and_run(std::uint64_t request) {
    ASSERT_TRUE(protocol.parse(out, request, "s1", "select 1", {}) &&
                protocol.describe(out, request, Target::statement, "s1"));
    run(request);
  }
  void sync(std::uint64_t request) { ASSERT_TRUE(protocol.sync(out, request)); }
  std::vector<std::string> hear(const std::string& bytes) { return heard(protocol, bytes); }

  Protocol protocol;
  Buffer out;
};

const std::string bound = message('2');
const std::string one_row = data_row({"1"}) + command_complete("SELECT 1");

TEST_F(PostgresProtocolTest, TakesNoAnswerToWhatWasNotAsked) {
  for (const std::string& answer :
       {message('1'), message('2'), message('3'), message('n'), message('I'), one_row, row_description("a"),
        parameter_description({}), ready_for_query(), command_complete("SELECT 1"), copy_response('G'),
        copy_response('H'), message('d', "x"), message('c'), message('s'), message('v'), backend_key(1, 2),
        authentication(0), error_response("42601")}) {
    Protocol idle;
    EXPECT_THAT(heard(idle, answer), ElementsAre("malformed")) << answer[0];
    EXPECT_FALSE(idle.can_send());
    EXPECT_FALSE(idle.malformation().empty());
  }
}

TEST_F(PostgresProtocolTest, TakesNoAnswerThatBelongsToAnotherStep) {
  for (const std::string& answer : {message('3'), message('1', "x"), message('2'), ready_for_query(), one_row,
                                    row_description("a"), message('n'), copy_response('H')}) {
    Protocol waiting;
    Buffer sent;
    ASSERT_TRUE(waiting.parse(sent, 1, "s1", "select 1", {}) && waiting.sync(sent, 1));
    EXPECT_THAT(heard(waiting, answer), ElementsAre("malformed")) << answer[0];
  }
}

TEST_F(PostgresProtocolTest, SaysNothingMoreAfterAMalformedMessage) {
  prepare_and_run(1);
  sync(1);
  EXPECT_THAT(hear(message('1') + "?"), ElementsAre("1 parsed", "malformed"));
  EXPECT_THAT(hear(ready_for_query()), ElementsAre("malformed"));
  EXPECT_FALSE(protocol.sync(out, 2));
}

TEST_F(PostgresProtocolTest, AnswersAStatementThatIsPrepared) {
  prepare_and_run(7);
  sync(7);
  EXPECT_THAT(
      hear(message('1') + parameter_description({23}) + row_description("a") + bound + one_row + ready_for_query()),
      ElementsAre("7 parsed", "7 columns a", "7 row 1", "7 completed 1", "7 ready I"));
  EXPECT_EQ(protocol.parameter_types(), (std::vector<std::uint32_t>{23}));
  EXPECT_EQ(protocol.expected(), 0U);
}

TEST_F(PostgresProtocolTest, WantsTheParametersOfAStatementBeforeItsColumns) {
  prepare_and_run(7);
  EXPECT_THAT(hear(message('1') + row_description("a")), ElementsAre("7 parsed", "malformed"));
}

TEST_F(PostgresProtocolTest, TellsWhoseEachAnswerIs) {
  run(1);
  run(2);
  sync(2);
  run(3);
  sync(3);
  EXPECT_THAT(hear(bound + one_row + bound + command_complete("UPDATE 3") + ready_for_query() + bound + message('I') +
                   ready_for_query()),
              ElementsAre("1 row 1", "1 completed 1", "2 completed 3", "2 ready I", "3 completed 0", "3 ready I"));
}

TEST_F(PostgresProtocolTest, TellsTheFailedFromThoseThatWereNotTried) {
  run(1);
  run(2);
  prepare_and_run(3);
  run(4);
  sync(4);
  run(5);
  sync(5);
  EXPECT_THAT(hear(bound + one_row + bound + error_response("22012")),
              ElementsAre("1 row 1", "1 completed 1", "2 failed 22012", "3 aborted", "4 aborted"));
  EXPECT_THAT(hear(ready_for_query() + bound + one_row + ready_for_query()),
              ElementsAre("4 ready I", "5 row 1", "5 completed 1", "5 ready I"));
}

TEST_F(PostgresProtocolTest, CountsWhatIsSentIntoAFailedGroupAsNotTried) {
  run(1);
  EXPECT_THAT(hear(error_response("22012")), ElementsAre("1 failed 22012"));
  run(2);
  sync(2);
  EXPECT_THAT(hear(ready_for_query()), ElementsAre("2 aborted", "2 ready I"));
}

TEST_F(PostgresProtocolTest, TellsAnErrorOfTheCommitAsThatOfTheGroup) {
  run(1);
  sync(1);
  EXPECT_THAT(hear(bound + command_complete("INSERT 0 1") + error_response("23503") + ready_for_query()),
              ElementsAre("1 completed 1", "1 failed 23503", "1 ready I"));
}

TEST_F(PostgresProtocolTest, TakesWhatNobodyAskedForAtAnyTime) {
  const std::string unasked = notification("jobs", "7") + parameter_status("TimeZone", "UTC") +
                              error_response("01000", "careful", "WARNING", 'N');
  EXPECT_THAT(hear(unasked), ElementsAre("notification jobs 7", "parameter TimeZone UTC", "notice 01000"));
  run(1);
  sync(1);
  EXPECT_THAT(hear(bound + data_row({"1"}) + unasked),
              ElementsAre("1 row 1", "notification jobs 7", "parameter TimeZone UTC", "notice 01000"));
  EXPECT_THAT(hear(command_complete("SELECT 1") + ready_for_query()), ElementsAre("1 completed 1", "1 ready I"));
}

TEST_F(PostgresProtocolTest, EndsWithAFatalErrorWhetherOrNotSomethingRuns) {
  EXPECT_THAT(hear(error_response("57P01", "terminating", "FATAL")), ElementsAre("fatal 57P01"));
  EXPECT_FALSE(protocol.can_send());

  Protocol busy;
  ASSERT_TRUE(busy.query(out, 3, "select 1"));
  EXPECT_THAT(heard(busy, error_response("57P01", "terminating", "FATAL")), ElementsAre("3 fatal 57P01"));
  EXPECT_THAT(heard(busy, ready_for_query()), ElementsAre("malformed"));
}

TEST_F(PostgresProtocolTest, TellsWhetherATransactionIsOpen) {
  run(1);
  sync(1);
  EXPECT_THAT(hear(bound + command_complete("BEGIN") + ready_for_query('T')),
              ElementsAre("1 completed 0", "1 ready T"));
  EXPECT_EQ(protocol.status(), TransactionStatus::open);
}

TEST_F(PostgresProtocolTest, RunsAScriptWithSeveralResultsAlone) {
  ASSERT_TRUE(protocol.query(out, 9, "select 1; select 2"));
  EXPECT_FALSE(protocol.can_send());
  EXPECT_FALSE(protocol.sync(out, 1));
  EXPECT_FALSE(protocol.query(out, 1, "select 1"));
  EXPECT_THAT(hear(row_description("a") + one_row + row_description("b") + one_row + message('I') + ready_for_query()),
              ElementsAre("9 columns a", "9 row 1", "9 completed 1", "9 columns b", "9 row 1", "9 completed 1",
                          "9 completed 0", "9 ready I"));
  EXPECT_TRUE(protocol.can_send());
}

TEST_F(PostgresProtocolTest, RunsNoScriptWithinAGroup) {
  run(1);
  EXPECT_TRUE(protocol.in_group());
  EXPECT_FALSE(protocol.query(out, 2, "select 1"));
  sync(1);
  EXPECT_TRUE(protocol.query(out, 2, "select 1"));
}

TEST_F(PostgresProtocolTest, EndsAScriptAtItsFirstError) {
  ASSERT_TRUE(protocol.query(out, 9, "select 1; oops"));
  EXPECT_THAT(hear(error_response("42601") + ready_for_query()), ElementsAre("9 failed 42601", "9 ready I"));
}

TEST_F(PostgresProtocolTest, ExpectsNoMoreAnswersThanItsLimit) {
  Protocol small{{.message = 100, .steps = 3}};
  EXPECT_TRUE(small.bind(out, 1, "", {}, Format::binary) && small.execute(out, 1) && small.sync(out, 1));
  out.clear();
  EXPECT_FALSE(small.can_send());
  EXPECT_FALSE(small.sync(out, 2));
  EXPECT_FALSE(small.query(out, 2, "select 1"));
  EXPECT_THAT(out.view(), IsEmpty());
  EXPECT_THAT(heard(small, message('2') + data_row({std::string(200, 'x')})), ElementsAre("malformed"));
}

TEST_F(PostgresProtocolTest, HearsTheSameHoweverTheBytesAreCut) {
  const auto ask = [](Protocol& asked) {
    Buffer sent;
    return asked.parse(sent, 1, "s", "select", {}) && asked.describe(sent, 1, Target::statement, "s") &&
           asked.bind(sent, 1, "s", {}, Format::binary) && asked.execute(sent, 1) &&
           asked.close_statement(sent, 1, "s") && asked.sync(sent, 1) && asked.bind(sent, 2, "s", {}, Format::binary) &&
           asked.execute(sent, 2) && asked.bind(sent, 3, "s", {}, Format::binary) && asked.execute(sent, 3) &&
           asked.sync(sent, 3) && asked.query(sent, 4, "copy a to stdout");
  };
  const std::string bytes = message('1') + parameter_description({20, 25}) + row_description("name") + bound +
                            data_row({"one", std::nullopt}) + one_row + message('3') + notification("a", "b") +
                            ready_for_query() + error_response("42P01") + ready_for_query() + copy_response('H') +
                            message('d', "1\n") + message('c') + command_complete("COPY 1") + ready_for_query();
  Protocol whole;
  ASSERT_TRUE(ask(whole));
  const std::vector<std::string> expected = heard(whole, bytes);
  ASSERT_EQ(expected.back(), "4 ready I");
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    Protocol pieces;
    ASSERT_TRUE(ask(pieces));
    std::string rest = bytes.substr(0, cut);
    std::vector<std::string> events = heard_of(pieces, rest);
    rest += bytes.substr(cut);
    for (std::string& event : heard_of(pieces, rest)) events.push_back(std::move(event));
    EXPECT_EQ(events, expected) << cut;
    EXPECT_EQ(rest, "");
  }
}

}  // namespace
}  // namespace tenon::sql::postgres
