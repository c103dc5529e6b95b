#include <gtest/gtest.h>

#include <string>

#include <tenon/sql/postgres/wire/diagnostic.hpp>

#include "support/server_messages.hpp"

namespace tenon::sql::postgres {
namespace {

using testing::zero_ended;

std::string fields(const std::vector<std::string>& texts) {
  std::string body;
  for (const std::string& text : texts) body += zero_ended(text);
  return body + '\0';
}

TEST(PostgresDiagnosticTest, IsNothingWithoutWhatEveryOneHas) {
  EXPECT_FALSE(Diagnostic::parse(""));
  EXPECT_FALSE(Diagnostic::parse(std::string_view("\0", 1)));
  EXPECT_FALSE(Diagnostic::parse(fields({"VERROR", "C23505"})));
  EXPECT_FALSE(Diagnostic::parse(fields({"VERROR", "Mtext"})));
  EXPECT_FALSE(Diagnostic::parse(fields({"C23505", "Mtext"})));
  for (const char* code : {"", "2350", "235055", "2350a", "23 05"}) {
    EXPECT_FALSE(Diagnostic::parse(fields({"VERROR", std::string("C") + code, "Mtext"}))) << code;
  }
}

TEST(PostgresDiagnosticTest, IsNothingWhenItIsCutOrGoesOn) {
  const std::string whole = fields({"VERROR", "C23505", "Mtext"});
  ASSERT_TRUE(Diagnostic::parse(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(Diagnostic::parse(std::string_view(whole).substr(0, size))) << size;
  }
  EXPECT_FALSE(Diagnostic::parse(whole + "x"));
}

TEST(PostgresDiagnosticTest, HoldsWhatAServerSays) {
  const auto got = Diagnostic::parse(fields(
      {"SFEHLER", "VERROR", "C23505", "Mduplicate", "DKey (id)=(1)", "Htry another", "Wfunction f", "P15", "p3",
       "qselect", "spublic", "tuser", "cid", "dinteger", "nuser_pkey", "Fnbtinsert.c", "L1", "Runique", "?new"}));
  ASSERT_TRUE(got);
  Diagnostic expected;
  expected.severity = "ERROR";
  expected.sqlstate = "23505";
  expected.message = "duplicate";
  expected.detail = "Key (id)=(1)";
  expected.hint = "try another";
  expected.where = "function f";
  expected.position = 15;
  expected.internal_position = 3;
  expected.internal_query = "select";
  expected.schema = "public";
  expected.table = "user";
  expected.column = "id";
  expected.type = "integer";
  expected.constraint = "user_pkey";
  expected.routine = "unique";
  EXPECT_EQ(*got, expected);
  EXPECT_TRUE(got->is("23505"));
  EXPECT_EQ(got->sqlstate_class(), "23");
  EXPECT_FALSE(got->is_fatal());
}

TEST(PostgresDiagnosticTest, TakesTheOnlySeverityThatAnOldServerSends) {
  const auto got = Diagnostic::parse(fields({"SFATAL", "C57P01", "Mgoing down"}));
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->is_fatal());
}

}  // namespace
}  // namespace tenon::sql::postgres
