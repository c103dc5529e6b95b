#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <stdexcept>
#include <string>

#include <tenon/base/error.hpp>
#include <tenon/sql/engine.hpp>
#include <tenon/sql/postgres/pipeline.hpp>
#include <tenon/sql/postgres/wire/body_reader.hpp>

#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Fate = Outcome::Fate;

struct Heard final : ConnectionEvents {
  void on_notice(const Diagnostic& notice) override { events.push_back("notice " + notice.sqlstate); }
  void on_notification(const Notification& n) override { events.push_back("notification " + std::string(n.channel)); }
  void on_parameter(const ParameterStatus& status) override {
    events.push_back("parameter " + std::string(status.name));
  }
  void on_lost(const std::string&) override { events.emplace_back("lost"); }
  std::vector<std::string> events;
};

struct Rows final : RowSink {
  void on_begin(std::span<const Column> columns) override {
    texts.push_back("begin " + std::to_string(columns.size()));
  }
  bool on_row(std::span<const RawValue> values) override {
    if (broken) throw std::runtime_error("no place for it");
    for (const RawValue& value : values) texts.emplace_back(value.value_or("NULL"));
    return more;
  }
  void on_copy_data(std::string_view data) override { texts.push_back("copy " + std::string(data)); }
  std::vector<std::string> texts;
  bool broken = false;
  bool more = true;
};

struct Asked {
  explicit Asked(std::string sql, Unit unit = Unit::read) : text(std::move(sql)) {
    request.text = text;
    request.hash = statement_hash(text);
    request.unit = unit;
    request.rows = &rows;
  }
  bool done() const { return request.done.is_set(); }
  Fate fate() const { return request.outcome.fate; }

  std::string text;
  Rows rows;
  Request request;
};

struct Lines final : CopySource {
  std::optional<std::string_view> next() override {
    if (broken) throw std::runtime_error("the file is gone");
    if (left == 0) return std::nullopt;
    --left;
    return "line\n";
  }
  int left = 3;
  bool broken = false;
};

class PostgresPipelineTest : public ::testing::Test {
 protected:
  Asked& ask(const std::string& sql, Unit unit = Unit::read) {
    Asked& asked = asked_.emplace_back(sql, unit);
    pipeline.submit(asked.request);
    return asked;
  }
  /// The types of the messages that leave now.
  std::string written(std::size_t limit = 1'000'000) {
    Buffer out;
    pipeline.write(out, limit);
    std::string types;
    for (std::string_view rest = out.view(); !rest.empty();) {
      types += rest[0];
      BodyReader head(rest.substr(1, 4));
      rest.remove_prefix(static_cast<std::size_t>(head.int32()) + 1);
    }
    return types;
  }
  void feed(const std::string& bytes) { EXPECT_EQ(pipeline.feed(bytes), bytes.size()); }
  /// Prepares a statement of one column.
  void prepare(const std::string& sql) {
    Asked& asked = ask(sql);
    EXPECT_EQ(written(), "PDBES");
    feed(prepared + ran("0") + ready_for_query());
    ASSERT_EQ(asked.fate(), Fate::done);
  }
  static std::string ran(const std::string& value) {
    return message('2') + data_row({value}) + command_complete("SELECT 1");
  }

  const std::string prepared = message('1') + parameter_description({}) + row_description("a");
  Heard heard;
  Pipeline pipeline{{.limits = {.message = 1000, .steps = 100}, .statement_cache = 2, .queue = 5}, heard};

 private:
  std::deque<Asked> asked_;
};

TEST_F(PostgresPipelineTest, TakesNoRequestThatNoMessageHolds) {
  Asked nul(std::string("a\0b", 3));
  EXPECT_THROW(pipeline.submit(nul.request), Internal);
  Asked many("select");
  const std::vector<Parameter> parameters(65'536);
  many.request.parameters = parameters;
  EXPECT_THROW(pipeline.submit(many.request), Internal);
  EXPECT_TRUE(pipeline.idle());
}

TEST_F(PostgresPipelineTest, TakesNoMoreRequestsThanMayWait) {
  for (int i = 0; i < 5; ++i) ask("select 1");
  EXPECT_THROW(ask("select 1"), Unavailable);
  EXPECT_EQ(pipeline.waiting(), 5U);
}

TEST_F(PostgresPipelineTest, PreparesAStatementOnce) {
  Asked& first = ask("select 1");
  EXPECT_EQ(written(), "PDBES");
  feed(prepared + ran("7") + ready_for_query());
  EXPECT_EQ(first.fate(), Fate::done);
  EXPECT_EQ(first.request.outcome.rows, 1);
  EXPECT_THAT(first.rows.texts, ElementsAre("begin 1", "7"));
  EXPECT_EQ(first.request.statement->columns.at(0).format, Format::binary);

  Asked& second = ask("select 1");
  EXPECT_EQ(written(), "BES");
  feed(ran("8") + ready_for_query());
  EXPECT_THAT(second.rows.texts, ElementsAre("begin 1", "8"));
  EXPECT_TRUE(pipeline.idle());
}

TEST_F(PostgresPipelineTest, ToldAnOutcomeOnlyWhenItIsCommitted) {
  Asked& insert = ask("insert", Unit::write);
  written();
  feed(message('1') + parameter_description({}) + message('n') + message('2') + command_complete("INSERT 0 1"));
  EXPECT_FALSE(insert.done());
  feed(error_response("23503") + ready_for_query());
  EXPECT_EQ(insert.fate(), Fate::failed);
  EXPECT_EQ(insert.request.outcome.error->sqlstate, "23503");
}

TEST_F(PostgresPipelineTest, GivesReadsOneSyncAndEachWriteItsOwn) {
  prepare("select 1");
  ask("select 1");
  ask("select 1", Unit::write);
  ask("select 1");
  ask("select 1", Unit::write);
  EXPECT_EQ(written(),
            "BEBES"
            "BES"
            "BES");
}

TEST_F(PostgresPipelineTest, RunsReadsAgainThatANeighbourHasAborted) {
  prepare("select 1");
  Asked& before = ask("select 1");
  Asked& bad = ask("select 1");
  Asked& after = ask("select 1");
  EXPECT_EQ(written(), "BEBEBES");
  feed(ran("1") + message('2') + error_response("22012") + ready_for_query());
  EXPECT_EQ(before.fate(), Fate::done);
  EXPECT_EQ(bad.fate(), Fate::failed);
  EXPECT_FALSE(after.done());
  EXPECT_TRUE(pipeline.has_work());
  EXPECT_EQ(written(), "BES");
  feed(ran("3") + ready_for_query());
  EXPECT_EQ(after.fate(), Fate::done);
  EXPECT_THAT(after.rows.texts, ElementsAre("begin 1", "3"));
}

TEST_F(PostgresPipelineTest, RunsReadsAgainWhoseCommitHasFailed) {
  prepare("select 1");
  Asked& first = ask("select 1");
  Asked& last = ask("select 1");
  written();
  feed(ran("1") + ran("2") + error_response("40001") + ready_for_query());
  EXPECT_EQ(last.fate(), Fate::failed);
  EXPECT_FALSE(first.done());
  EXPECT_EQ(written(), "BES");
  feed(ran("5") + ready_for_query());
  EXPECT_THAT(first.rows.texts, ElementsAre("begin 1", "1", "begin 1", "5"));
}

TEST_F(PostgresPipelineTest, TellsThoseOfATransactionThatOneBeforeThemHasFailed) {
  prepare("select 1");
  Asked& bad = ask("select 1", Unit::transaction);
  Asked& after = ask("select 1", Unit::transaction);
  EXPECT_EQ(written(), "BEBES");
  feed(error_response("22012") + ready_for_query('E'));
  EXPECT_EQ(bad.fate(), Fate::failed);
  EXPECT_EQ(after.fate(), Fate::aborted);
  EXPECT_FALSE(pipeline.has_work());
}

TEST_F(PostgresPipelineTest, PreparesAgainWhatCouldNotBePrepared) {
  Asked& first = ask("oops");
  Asked& second = ask("oops");
  EXPECT_EQ(written(), "PDBEDBES");
  feed(error_response("42601") + ready_for_query());
  EXPECT_EQ(first.fate(), Fate::failed);
  EXPECT_EQ(pipeline.statements().size(), 0U);
  EXPECT_EQ(written(), "PDBES");  // the second, with an error of its own
  feed(error_response("42601") + ready_for_query());
  EXPECT_EQ(second.fate(), Fate::failed);
}

TEST_F(PostgresPipelineTest, PreparesAgainWhatTheServerHasForgotten) {
  prepare("update");
  Asked& write = ask("update", Unit::write);
  written();
  feed(error_response("26000") + ready_for_query());
  EXPECT_FALSE(write.done());
  EXPECT_EQ(written(), "PDBES");
  feed(error_response("26000") + ready_for_query());
  EXPECT_EQ(write.fate(), Fate::failed);  // not for ever
}

TEST_F(PostgresPipelineTest, ClosesTheStatementThatWasUsedLongestAgo) {
  prepare("a");
  prepare("b");
  ask("a");
  EXPECT_EQ(written(), "BES");
  feed(ran("1") + ready_for_query());
  ask("c");
  EXPECT_EQ(written(), "CPDBES");
  feed(message('3') + prepared + ran("1") + ready_for_query());
  EXPECT_EQ(pipeline.statements().size(), 2U);
  ask("a");
  EXPECT_EQ(written(), "BES");
}

TEST_F(PostgresPipelineTest, ClosesAStatementAgainWhenThatWasSkipped) {
  prepare("a");
  prepare("b");
  Asked& bad = ask("b");
  ask("c");
  EXPECT_EQ(written(), "BECPDBES");
  feed(error_response("22012") + ready_for_query());
  EXPECT_EQ(bad.fate(), Fate::failed);
  EXPECT_EQ(written(), "CPDBES");
}

TEST_F(PostgresPipelineTest, KeepsNoStatementWithoutACache) {
  Pipeline without{{.limits = {}, .statement_cache = 0, .queue = 5}, heard};
  for (int i = 0; i < 2; ++i) {
    Asked asked("select 1");
    without.submit(asked.request);
    Buffer out;
    without.write(out, 1000);
    EXPECT_EQ(out.view()[0], 'P');
    without.feed(prepared + ran("1") + ready_for_query());
    EXPECT_EQ(asked.fate(), Fate::done);
  }
}

TEST_F(PostgresPipelineTest, DescribesAStatementWithoutRunningIt) {
  Asked first("select $1");
  first.request.describes_only = true;
  pipeline.submit(first.request);
  EXPECT_EQ(written(), "PDS");
  feed(message('1') + parameter_description({23}) + row_description("a") + ready_for_query());
  EXPECT_EQ(first.fate(), Fate::done);
  EXPECT_THAT(first.request.statement->parameter_types, ElementsAre(23U));
  EXPECT_THAT(first.rows.texts, IsEmpty());

  Asked second("select $1");
  second.request.describes_only = true;
  pipeline.submit(second.request);
  EXPECT_EQ(written(), "");
  EXPECT_EQ(second.fate(), Fate::done);
  EXPECT_EQ(second.request.statement, first.request.statement);
}

TEST_F(PostgresPipelineTest, TouchesNothingOfARequestThatIsAbandoned) {
  prepare("select 1");
  auto waiting = std::make_unique<Asked>("select 1");
  pipeline.submit(waiting->request);
  pipeline.abandon(waiting->request);
  waiting.reset();
  EXPECT_EQ(written(), "");

  auto sent = std::make_unique<Asked>("select 1");
  pipeline.submit(sent->request);
  Asked& neighbour = ask("select 1");
  written();
  EXPECT_EQ(pipeline.abandoned_front(), 0U);
  pipeline.abandon(sent->request);
  sent.reset();
  EXPECT_NE(pipeline.abandoned_front(), 0U);
  feed(ran("1") + ran("2") + ready_for_query());
  EXPECT_EQ(neighbour.fate(), Fate::done);
  EXPECT_FALSE(pipeline.has_abandoned());
}

TEST_F(PostgresPipelineTest, RunsAgainWhatACancelForAnotherHasHit) {
  prepare("select 1");
  Asked& write = ask("select 1", Unit::write);
  written();
  pipeline.note_cancel();
  feed(message('2') + error_response("57014") + ready_for_query());
  EXPECT_FALSE(write.done());
  EXPECT_EQ(written(), "BES");
  feed(message('2') + error_response("57014") + ready_for_query());
  EXPECT_EQ(write.fate(), Fate::failed);
}

TEST_F(PostgresPipelineTest, TellsWhetherARequestHadBeenSentWhenTheConnectionIsLost) {
  prepare("select 1");
  Asked& sent = ask("select 1");
  written();
  Asked& waiting = ask("select 1");
  pipeline.lose("gone");
  EXPECT_EQ(sent.fate(), Fate::lost);
  EXPECT_EQ(waiting.fate(), Fate::not_sent);
  EXPECT_EQ(waiting.request.outcome.reason, "gone");
  Asked& late = ask("select 1");
  EXPECT_TRUE(late.done());
  EXPECT_EQ(late.fate(), Fate::not_sent);
  EXPECT_THAT(heard.events, ElementsAre("lost"));
}

TEST_F(PostgresPipelineTest, PassesOnWhatTheServerSaysAtItsEnd) {
  Asked& sent = ask("select 1");
  written();
  feed(error_response("57P01", "terminating", "FATAL"));
  EXPECT_TRUE(pipeline.lost());
  EXPECT_EQ(sent.fate(), Fate::lost);
  EXPECT_EQ(sent.request.outcome.error->sqlstate, "57P01");
}

TEST_F(PostgresPipelineTest, IsLostWhenARowHasNotTheColumnsThatWereTold) {
  Asked& asked = ask("select 1");
  written();
  feed(prepared + message('2') + data_row({"1", "2"}));
  EXPECT_EQ(asked.fate(), Fate::lost);
  EXPECT_THAT(asked.rows.texts, IsEmpty());
}

TEST_F(PostgresPipelineTest, KeepsWhatASinkThrowsToItsOwnRequest) {
  Asked& broken = ask("select 1");
  Asked& other = ask("select 1");
  broken.rows.broken = true;
  written();
  feed(prepared + ran("1") + parameter_description({}) + row_description("a") + ran("2") + ready_for_query());
  EXPECT_TRUE(broken.done());
  EXPECT_TRUE(broken.request.thrown != nullptr);
  EXPECT_EQ(other.fate(), Fate::done);
}

TEST_F(PostgresPipelineTest, GivesNoRowsToASinkThatWantsNoMore) {
  Asked& asked = ask("select 1");
  asked.rows.more = false;
  written();
  feed(prepared + message('2') + data_row({"1"}) + data_row({"2"}) + command_complete("SELECT 2") + ready_for_query());
  EXPECT_THAT(asked.rows.texts, ElementsAre("begin 1", "1"));
  EXPECT_EQ(asked.request.outcome.rows, 2);
}

TEST_F(PostgresPipelineTest, SendsNothingBesideAScript) {
  Asked& script = ask("begin; select 1", Unit::script);
  Asked& after = ask("select 1", Unit::write);
  EXPECT_EQ(written(), "Q");
  EXPECT_FALSE(pipeline.has_work());
  feed(command_complete("BEGIN") + row_description("a") + data_row({"1"}) + command_complete("SELECT 1") +
       ready_for_query('T'));
  EXPECT_EQ(script.fate(), Fate::done);
  EXPECT_THAT(script.rows.texts, ElementsAre("begin 0", "begin 1", "1"));
  EXPECT_EQ(pipeline.status(), TransactionStatus::open);
  EXPECT_EQ(written(), "PDBES");
  EXPECT_FALSE(after.done());
}

TEST_F(PostgresPipelineTest, CopiesInAsMuchAsMayBeWritten) {
  Lines lines;
  Asked& copy = ask("copy", Unit::script);
  copy.request.copy = &lines;
  EXPECT_EQ(written(), "Q");
  feed(copy_response('G'));
  EXPECT_TRUE(pipeline.has_work());
  EXPECT_EQ(written(15), "dd");
  EXPECT_EQ(written(), "dc");
  feed(command_complete("COPY 3") + ready_for_query());
  EXPECT_EQ(copy.request.outcome.rows, 3);
}

TEST_F(PostgresPipelineTest, FailsACopyWhoseSourceHasFailed) {
  Lines lines;
  lines.broken = true;
  Asked& copy = ask("copy", Unit::script);
  copy.request.copy = &lines;
  written();
  feed(copy_response('G'));
  EXPECT_EQ(written(), "f");
  feed(error_response("57014") + ready_for_query());
  EXPECT_EQ(copy.fate(), Fate::failed);
  EXPECT_TRUE(copy.request.thrown != nullptr);
}

TEST_F(PostgresPipelineTest, FailsACopyThatHasNoSource) {
  ask("copy", Unit::script);
  written();
  feed(copy_response('G'));
  EXPECT_EQ(written(), "f");
}

TEST_F(PostgresPipelineTest, PassesOnWhatNobodyAskedFor) {
  feed(notification("jobs", "1") + parameter_status("TimeZone", "UTC") + error_response("01000", "a", "WARNING", 'N'));
  EXPECT_THAT(heard.events, ElementsAre("notification jobs", "parameter TimeZone", "notice 01000"));
}

TEST_F(PostgresPipelineTest, DoesTheSameHoweverTheAnswersAreCut) {
  const std::string bytes = prepared + ran("1") + message('2') + error_response("22012") + ready_for_query();
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    Pipeline fresh{{}, heard};
    Asked first("select 1"), second("select 1"), third("select 1");
    for (Asked* asked : {&first, &second, &third}) {
      fresh.submit(asked->request);
      asked->request.rows = &asked->rows;
    }
    Buffer out;
    fresh.write(out, 100'000);
    // The second and third describe the statement, too: their parts come before what they are bound to.
    std::string answers = bytes;
    answers.insert(prepared.size() + ran("1").size(), parameter_description({}) + row_description("a"));
    const std::size_t consumed = fresh.feed(answers.substr(0, cut));
    fresh.feed(answers.substr(consumed));
    EXPECT_EQ(first.fate(), Fate::done) << cut;
    EXPECT_EQ(second.fate(), Fate::failed) << cut;
    EXPECT_FALSE(third.done());
    fresh.abandon(third.request);
  }
}

}  // namespace
}  // namespace tenon::sql::postgres
