#include <gtest/gtest.h>

#include <tenon/sql/migrate/postgres/column_default.hpp>
#include <tenon/sql/migrate/postgres/expression.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

Literal one(std::string value) { return {{std::move(value)}, false}; }

TEST(PostgresExpression, ALiteralIsReadWithoutCastsAndParentheses) {
  EXPECT_EQ(read_literal("42"), one("42"));
  EXPECT_EQ(read_literal("'-1'::integer"), one("-1"));
  EXPECT_EQ(read_literal("(-1.50)"), one("-1.50"));
  EXPECT_EQ(read_literal("true"), one("true"));
  EXPECT_EQ(read_literal("'it''s'::character varying(20)"), one("it's"));
  EXPECT_EQ(read_literal("'2020-01-01 00:00:00'::timestamp(3) without time zone"), one("2020-01-01 00:00:00"));
  EXPECT_EQ(read_literal("'A'::base.\"Role\""), one("A"));
}

TEST(PostgresExpression, AListIsReadInBothOfItsForms) {
  EXPECT_EQ(read_literal("ARRAY['a'::text, 'b,c'::text]"), (Literal{{"a", "b,c"}, true}));
  EXPECT_EQ(read_literal("'{a,\"b,c\",\"d\\\"e\"}'::text[]"), (Literal{{"a", "b,c", "d\"e"}, true}));
  EXPECT_EQ(read_literal("(ARRAY[1.10, (2)::numeric])::numeric(65,30)[]"), (Literal{{"1.10", "2"}, true}));
  EXPECT_EQ(read_literal("ARRAY[]::text[]"), (Literal{{}, true}));
  EXPECT_EQ(read_literal("'{}'::text[]"), (Literal{{}, true}));
  EXPECT_EQ(read_literal("'{a}'::text"), one("{a}"));
}

TEST(PostgresExpression, WhatIsNoLiteralIsNone) {
  for (const std::string_view sql : {"", "now()", "'a' || 'b'", "ARRAY[", "ARRAY[now()]", "(1", "1)", "'a'::", "-",
                                     "- 'a'", "1 + 1", "x", "ARRAY[ARRAY[1]]", "'{{1}}'::integer[]", "current_user"}) {
    EXPECT_FALSE(read_literal(sql).has_value()) << sql;
  }
}

TEST(PostgresExpression, NoPartOfAListIsALiteral) {
  const std::string_view list = "(ARRAY['a'::text, 'b,c'::character varying(5)])::\"T\"[]";
  ASSERT_TRUE(read_literal(list).has_value());
  const std::size_t casts = list.find("::\"T\"");
  for (std::size_t size = 0; size < casts; ++size) EXPECT_FALSE(read_literal(list.substr(0, size)).has_value()) << size;
}

TEST(PostgresExpression, OneThatTheServerWroteIsTheSameInItsPlainForm) {
  EXPECT_EQ(plain_expression("md5((random())::text)"), plain_expression("MD5(random()::text)"));
  EXPECT_EQ(plain_expression("('x'::text || 'y'::text)"), plain_expression("'x' || 'y'"));
  EXPECT_EQ(plain_expression("((name)::text = 'x'::text)"), plain_expression("\"name\" = 'x'"));
  EXPECT_NE(plain_expression("a > 1"), plain_expression("a > 2"));
  EXPECT_NE(plain_expression("a = 'b'"), plain_expression("a = b"));
}

Column with_default(std::string sql, schema::Scalar scalar) {
  Column out;
  out.scalar = scalar;
  out.default_value = default_from_sql(sql);
  return out;
}

bool same(const std::string& a, const std::string& b, schema::Scalar scalar) {
  return same_default(with_default(a, scalar), with_default(b, scalar));
}

TEST(PostgresDefault, IsTheSameInTheServersWords) {
  EXPECT_TRUE(same("1.50", "1.5", schema::Scalar::decimal));
  EXPECT_FALSE(same("'1.50'::text", "'1.5'", schema::Scalar::string));
  EXPECT_TRUE(same("'{\"a\": 1, \"b\": []}'::jsonb", "'{\"b\":[],\"a\":1}'", schema::Scalar::json));
  EXPECT_FALSE(same("'{\"a\": 1}'::jsonb", "'{\"a\":2}'", schema::Scalar::json));
  EXPECT_TRUE(same("now()", "CURRENT_TIMESTAMP", schema::Scalar::date_time));
  EXPECT_FALSE(same("now()", "'2020-01-01'", schema::Scalar::date_time));
  EXPECT_TRUE(same("NULL::character varying", "NULL", schema::Scalar::string));
  EXPECT_FALSE(same("NULL::character varying", "''", schema::Scalar::string));
}

}  // namespace
}  // namespace tenon::sql::migrate::postgres
