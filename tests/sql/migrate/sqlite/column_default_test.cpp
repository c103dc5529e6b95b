#include <gtest/gtest.h>

#include <tenon/sql/migrate/sqlite/column_default.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate::sqlite {
namespace {

std::string default_sql(const std::string& field) {
  schema::Schema schema =
      test::models("enum Role {\n  USER @map(\"it's\")\n}\nmodel A {\n  id Int @id\n  " + field + "\n}\n");
  return default_of(schema.models[0].fields[1]).sql;
}

bool same(const std::string& a, const std::string& b, schema::Scalar scalar) {
  return same_default(default_from_sql(a), default_from_sql(b), scalar);
}

TEST(ColumnDefault, LiteralsAreWrittenByTheirType) {
  EXPECT_EQ(default_sql("a Int @default(-007)"), "-7");
  EXPECT_EQ(default_sql("a Boolean @default(false)"), "false");
  EXPECT_EQ(default_sql("a String @default(\"it's\")"), "'it''s'");
  EXPECT_EQ(default_sql("a Role @default(USER)"), "'it''s'");
  EXPECT_EQ(default_sql("a Json @default(\"{}\")"), "'{}'");
  EXPECT_EQ(default_sql("a Bytes @default(\"aGVsbG8=\")"), "X'68656c6c6f'");
  EXPECT_EQ(default_sql("a Bytes @default(\"\")"), "X''");
}

TEST(ColumnDefault, TimesKeepTheirOffset) {
  EXPECT_EQ(default_sql("a DateTime @default(\"2024-01-31T12:00:00Z\")"), "'2024-01-31 12:00:00 +00:00'");
  EXPECT_EQ(default_sql("a DateTime @default(\"2024-01-31T12:00:00.5-01:30\")"), "'2024-01-31 12:00:00.5 -01:30'");
  EXPECT_EQ(default_sql("a DateTime @default(now())"), "CURRENT_TIMESTAMP");
}

TEST(ColumnDefault, WhatTheClientMakesIsNotTold) {
  EXPECT_EQ(default_sql("a String @default(uuid())"), "");
  EXPECT_EQ(default_sql("a String @default(cuid())"), "");
  EXPECT_EQ(default_sql("a String @default(dbgenerated())"), "");
}

TEST(ColumnDefault, ExpressionsStandInParentheses) {
  EXPECT_EQ(default_sql("a String @default(dbgenerated(\"lower('A')\"))"), "(lower('A'))");
  EXPECT_EQ(default_sql("a String @default(dbgenerated(\"(lower('A'))\"))"), "(lower('A'))");
  EXPECT_EQ(default_sql("a String @default(dbgenerated(\"('a') || ('b')\"))"), "(('a') || ('b'))");
  EXPECT_EQ(default_sql("a String @default(dbgenerated(\"'it''s'\"))"), "'it''s'");
  EXPECT_EQ(default_sql("a Int @default(dbgenerated(\"42\"))"), "42");
}

TEST(ColumnDefault, IsComparedByItsMeaning) {
  EXPECT_TRUE(same("1.50", "1.5", schema::Scalar::decimal));
  EXPECT_TRUE(same("-0", "0", schema::Scalar::int_));
  EXPECT_TRUE(same("true", "1", schema::Scalar::boolean));
  EXPECT_TRUE(same("FALSE", "0", schema::Scalar::boolean));
  EXPECT_TRUE(same("('a' || 'b')", "'a' || 'b'", schema::Scalar::string));
  EXPECT_TRUE(same("X'AB'", "x'ab'", schema::Scalar::bytes));
  EXPECT_TRUE(same("current_timestamp", "CURRENT_TIMESTAMP", schema::Scalar::date_time));
  EXPECT_FALSE(same("'A'", "'a'", schema::Scalar::string));
  EXPECT_FALSE(same("1", "2", schema::Scalar::int_));
  EXPECT_FALSE(same_default({}, default_from_sql("1"), schema::Scalar::int_));
  EXPECT_TRUE(same_default({}, default_from_sql("NULL"), schema::Scalar::int_));
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
