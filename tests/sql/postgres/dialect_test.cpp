#include <tenon/sql/postgres/dialect.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/schema/parse.hpp>
#include <tenon/sql/detail/arena.hpp>

#include "support/database.hpp"

namespace tenon::sql::postgres {
namespace {

class PostgresSql : public ::testing::Test {
 protected:
  const schema::Field& field(std::string_view name) const { return *schema_.models.front().find_field(name); }

  std::string parameter(std::string_view name) const {
    std::string sql;
    dialect_.write_parameter(sql, 1, &field(name));
    return sql;
  }
  std::string in(std::string_view name, Mode mode, std::size_t count) {
    std::string sql;
    parameters_.clear();
    dialect_.write_in(sql, "t0.x", field(name), mode, std::vector<Cell>(count, Cell::of_text("a")), parameters_,
                      arena_);
    return sql;
  }
  std::string change(std::string_view name, Change change) const {
    std::string sql;
    dialect_.write_change(sql, field(name), "t0.x", change, 2);
    return sql;
  }
  std::string sum(std::string_view name, bool average) const {
    std::string sql;
    dialect_.write_sum(sql, field(name), "t0.x", average);
    return sql;
  }
  std::string_view pattern(Comparison comparison, std::string_view text) {
    return dialect_.pattern(comparison, Mode::sensitive, text, arena_).bytes();
  }

  schema::Schema schema_ = sql::testing::parse_schema(R"(
datasource db {
  provider = "postgresql"
  schemas  = ["public", "base"]
}
enum Role {
  USER
  @@schema("base")
}
model Row {
  id    Int     @id
  text  String
  code  String  @db.Char(2)
  uuid  String  @db.Uuid
  inet  String  @db.Inet
  small Int     @db.SmallInt
  oid   Int     @db.Oid
  big   BigInt
  real  Float   @db.Real
  cost  Decimal
  money Decimal @db.Money
  role  Role
  when  DateTime @db.Timestamptz(3)
  @@schema("public")
})");
  PostgresDialect dialect_;
  std::vector<Cell> parameters_;
  detail::Arena arena_;
};

TEST_F(PostgresSql, CastsParametersToTypesWithoutLengthsThatWouldCutThem) {
  EXPECT_EQ(parameter("id"), "$1::int4");
  EXPECT_EQ(parameter("text"), "$1::text");
  EXPECT_EQ(parameter("code"), "$1::bpchar");
  EXPECT_EQ(parameter("uuid"), "$1::uuid");
  EXPECT_EQ(parameter("inet"), "$1::text::inet");
  EXPECT_EQ(parameter("cost"), "$1::numeric");
  EXPECT_EQ(parameter("money"), "$1::numeric::money");
  EXPECT_EQ(parameter("when"), "$1::timestamptz");
  std::string number;
  dialect_.write_parameter(number, 3, nullptr);
  EXPECT_EQ(number, "$3");
}

TEST_F(PostgresSql, NamesTheTypesOfEnumsWithTheirSchema) {
  EXPECT_EQ(parameter("role"), R"($1::text::"base"."Role")");
  EXPECT_EQ(in("role", Mode::sensitive, 2), R"(t0.x = ANY($1::text[]::"base"."Role"[]))");
}

TEST_F(PostgresSql, SendsAListAsOneParameterSoThatItsLengthMakesNoOtherText) {
  EXPECT_EQ(in("uuid", Mode::sensitive, 1), "t0.x = $1::uuid");
  EXPECT_EQ(in("uuid", Mode::sensitive, 2), "t0.x = ANY($1::uuid[])");
  EXPECT_EQ(parameters_.size(), 1u);
  EXPECT_EQ(in("uuid", Mode::sensitive, 100'000), "t0.x = ANY($1::uuid[])");
  EXPECT_EQ(parameters_.size(), 1u);
}

TEST_F(PostgresSql, RefusesAListBehindAsManyParametersAsThereCanBe) {
  std::string sql;
  std::vector<Cell> parameters(dialect_.max_parameters());
  const std::vector<Cell> values{Cell::of_integer(1)};
  EXPECT_THROW(dialect_.write_in(sql, "t0.x", field("id"), Mode::sensitive, values, parameters, arena_), Invalid);
}

TEST_F(PostgresSql, ComparesWithoutCapitalLettersByTheDatabasesOwnRules) {
  EXPECT_EQ(in("text", Mode::insensitive, 1), "lower(t0.x::text) = lower($1::text::text)");
  EXPECT_EQ(in("text", Mode::insensitive, 2),
            "lower(t0.x::text) IN (SELECT lower(each::text) FROM unnest($1::text[]) AS each)");
  std::string sql;
  dialect_.write_folded(sql, "t0.x", Comparison::not_, field("text"), 4);
  EXPECT_EQ(sql, "lower(t0.x::text) <> lower($4::text)");
}

TEST_F(PostgresSql, MatchesPatternsInWhichPercentAndUnderscoreMeanThemselves) {
  EXPECT_EQ(pattern(Comparison::contains, R"(50%_\)"), R"(%50\%\_\\%)");
  EXPECT_EQ(pattern(Comparison::starts_with, "a"), "a%");
  EXPECT_EQ(pattern(Comparison::ends_with, "a"), "%a");
  EXPECT_EQ(pattern(Comparison::contains, ""), "%%");
  std::string sql;
  dialect_.write_match(sql, "t0.x", Comparison::contains, Mode::sensitive, 1);
  EXPECT_EQ(sql, "t0.x::text LIKE $1::text");
}

TEST_F(PostgresSql, ChangesMoneyAsExactlyAsDecimals) {
  EXPECT_EQ(change("cost", Change::multiply), "t0.x * $2::numeric");
  EXPECT_EQ(change("money", Change::divide), "(t0.x::numeric / $2::numeric)::money");
  EXPECT_EQ(change("small", Change::increment), "t0.x + $2::int2");
}

TEST_F(PostgresSql, AddsUpInTheTypesThatTheCoreReads) {
  EXPECT_EQ(sum("small", false), "sum(t0.x)::int8");
  EXPECT_EQ(sum("big", true), "avg(t0.x)::float8");
  EXPECT_EQ(sum("oid", false), "sum(t0.x::int8)::int8");
  EXPECT_EQ(sum("real", true), "avg(t0.x)");
  EXPECT_EQ(sum("cost", true), "avg(t0.x)");
  EXPECT_EQ(sum("money", true), "avg(t0.x::numeric)");
}

TEST_F(PostgresSql, PromisesToBeReadableOnlyWhatTheServerKeepsFromItsColumns) {
  for (const char* name : {"id", "text", "uuid", "big"}) EXPECT_TRUE(dialect_.is_always_readable(field(name))) << name;
  for (const char* name : {"real", "cost", "money", "role", "when", "oid"}) {
    EXPECT_FALSE(dialect_.is_always_readable(field(name))) << name;
  }
}

}  // namespace
}  // namespace tenon::sql::postgres
