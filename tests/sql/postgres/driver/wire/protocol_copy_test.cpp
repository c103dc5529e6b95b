#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include <tenon/sql/postgres/wire/protocol.hpp>

#include "support/heard.hpp"
#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PostgresProtocolCopyTest : public ::testing::Test {
 protected:
  void copy() { ASSERT_TRUE(protocol.query(out, 1, "copy")); }

  Protocol protocol;
  Buffer out;
};

TEST_F(PostgresProtocolCopyTest, TakesNoDataBeforeTheServerWantsIt) {
  copy();
  out.clear();
  EXPECT_FALSE(protocol.copy_data(out, "1\n") || protocol.copy_done(out) || protocol.copy_fail(out, "no"));
  EXPECT_THAT(out.view(), IsEmpty());
}

TEST_F(PostgresProtocolCopyTest, SendsDataUntilItIsDone) {
  copy();
  EXPECT_THAT(heard(protocol, copy_response('G')), ElementsAre("1 copy_in"));
  out.clear();
  EXPECT_TRUE(protocol.copy_data(out, "1\n") && protocol.copy_done(out));
  EXPECT_EQ(out.view(), message('d', "1\n") + message('c'));
  EXPECT_FALSE(protocol.copy_data(out, "2\n"));
  EXPECT_THAT(heard(protocol, command_complete("COPY 1") + ready_for_query()),
              ElementsAre("1 completed 1", "1 ready I"));
}

TEST_F(PostgresProtocolCopyTest, IsNotOverWhileTheServerWantsData) {
  for (const std::string& answer : {command_complete("COPY 0"), ready_for_query(), data_row({"1"}), copy_response('G'),
                                    message('d', "x"), message('c'), row_description("a")}) {
    Protocol copying;
    ASSERT_TRUE(copying.query(out, 1, "copy"));
    EXPECT_THAT(heard(copying, copy_response('G') + answer), ElementsAre("1 copy_in", "malformed")) << answer[0];
  }
}

TEST_F(PostgresProtocolCopyTest, EndsWhenTheServerRefusesARow) {
  copy();
  EXPECT_THAT(heard(protocol, copy_response('G') + error_response("22P02")),
              ElementsAre("1 copy_in", "1 failed 22P02"));
  EXPECT_FALSE(protocol.copy_data(out, "2\n"));
  EXPECT_THAT(heard(protocol, ready_for_query()), ElementsAre("1 ready I"));
}

TEST_F(PostgresProtocolCopyTest, FailsWhenTheClientSaysSo) {
  copy();
  heard(protocol, copy_response('G'));
  out.clear();
  EXPECT_TRUE(protocol.copy_fail(out, "no more"));
  EXPECT_EQ(out.view(), message('f', zero_ended("no more")));
  EXPECT_THAT(heard(protocol, error_response("57014") + ready_for_query()), ElementsAre("1 failed 57014", "1 ready I"));
}

TEST_F(PostgresProtocolCopyTest, IsRefusedFromStdinByTheExtendedProtocol) {
  ASSERT_TRUE(protocol.bind(out, 1, "s", {}, Format::binary) && protocol.execute(out, 1) && protocol.sync(out, 1));
  EXPECT_THAT(heard(protocol, message('2') + copy_response('G')), ElementsAre("malformed"));
}

TEST_F(PostgresProtocolCopyTest, GivesDataOutAndThenItsNumber) {
  copy();
  EXPECT_THAT(
      heard(protocol, copy_response('H') + message('d', "1") + message('d', "") + message('c') +
                          command_complete("COPY 2") + ready_for_query()),
      ElementsAre("1 copy_out", "1 copy_data 1", "1 copy_data ", "1 copy_out_done", "1 completed 2", "1 ready I"));
}

}  // namespace
}  // namespace tenon::sql::postgres
