#include <gtest/gtest.h>

#include <tenon/sql/migrate/postgres/type_change.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

struct CastCase {
  std::string_view before;
  std::string_view after;
  TypeChange change;
};

/// Prisma's classes, and the borders between them.
constexpr CastCase casts[] = {
    {"TEXT", "TEXT", TypeChange::none},
    {"SMALLINT", "INTEGER", TypeChange::safe},
    {"INTEGER", "SMALLINT", TypeChange::risky},
    {"INTEGER", "VARCHAR(11)", TypeChange::safe},
    {"INTEGER", "VARCHAR(10)", TypeChange::risky},
    {"INTEGER", "CHAR", TypeChange::risky},
    {"INTEGER", "DECIMAL(12,2)", TypeChange::safe},
    {"INTEGER", "DECIMAL(11,2)", TypeChange::risky},
    {"INTEGER", "BOOLEAN", TypeChange::not_castable},
    {"BIGINT", "INTEGER", TypeChange::risky},
    {"BIGINT", "DECIMAL(19,0)", TypeChange::safe},
    {"DECIMAL(65,30)", "INTEGER", TypeChange::risky},
    {"DECIMAL(9,0)", "INTEGER", TypeChange::safe},
    {"DECIMAL(10,0)", "INTEGER", TypeChange::risky},
    {"DECIMAL(10,2)", "DECIMAL(12,2)", TypeChange::safe},
    {"DECIMAL(10,2)", "DECIMAL(10,4)", TypeChange::risky},
    {"DECIMAL(10,2)", "DECIMAL", TypeChange::safe},
    {"DECIMAL", "DECIMAL(10,2)", TypeChange::risky},
    {"DECIMAL(5,2)", "VARCHAR(7)", TypeChange::safe},
    {"DECIMAL(5,2)", "VARCHAR(6)", TypeChange::risky},
    {"DECIMAL(5,0)", "VARCHAR(6)", TypeChange::safe},
    {"REAL", "DOUBLE PRECISION", TypeChange::safe},
    {"DOUBLE PRECISION", "REAL", TypeChange::risky},
    {"DOUBLE PRECISION", "VARCHAR(316)", TypeChange::risky},
    {"DOUBLE PRECISION", "VARCHAR(317)", TypeChange::safe},
    {"VARCHAR(5)", "VARCHAR(6)", TypeChange::safe},
    {"VARCHAR(6)", "VARCHAR(5)", TypeChange::risky},
    {"VARCHAR(6)", "CHAR", TypeChange::risky},
    {"TEXT", "CITEXT", TypeChange::safe},
    {"VARCHAR", "CITEXT", TypeChange::not_castable},
    {"TEXT", "UUID", TypeChange::not_castable},
    {"UUID", "TEXT", TypeChange::safe},
    {"UUID", "VARCHAR(32)", TypeChange::safe},
    {"UUID", "VARCHAR(31)", TypeChange::not_castable},
    {"TIMESTAMP(3)", "TIMESTAMPTZ(6)", TypeChange::safe},
    {"TIMESTAMP(3)", "TIMESTAMP(6)", TypeChange::safe},
    {"TIMESTAMP(3)", "TIMESTAMP", TypeChange::none},
    {"TIMESTAMP(3)", "VARCHAR(22)", TypeChange::not_castable},
    {"TIMESTAMP(3)", "VARCHAR(23)", TypeChange::safe},
    {"DATE", "TIME(3)", TypeChange::not_castable},
    {"TIME(3)", "TIMETZ(3)", TypeChange::safe},
    {"TIME(3)", "TIMESTAMP(3)", TypeChange::not_castable},
    {"BOOLEAN", "CHAR(5)", TypeChange::safe},
    {"BOOLEAN", "CHAR(4)", TypeChange::risky},
    {"BOOLEAN", "CHAR(3)", TypeChange::not_castable},
    {"BIT(3)", "VARBIT(3)", TypeChange::safe},
    {"BIT(3)", "VARBIT(2)", TypeChange::not_castable},
    {"VARBIT", "BIT(3)", TypeChange::risky},
    {"JSON", "JSONB", TypeChange::safe},
    {"JSONB", "VARCHAR(10)", TypeChange::risky},
    {"JSONB", "BYTEA", TypeChange::not_castable},
    {"BYTEA", "VARCHAR(2)", TypeChange::not_castable},
    {"INET", "VARCHAR(1)", TypeChange::safe},
    {"INET", "CHAR(60)", TypeChange::not_castable},
    {"MONEY", "DECIMAL(10,2)", TypeChange::risky},
    {"OID", "BIGINT", TypeChange::safe},
    {"OID", "SMALLINT", TypeChange::not_castable},
};

TEST(PostgresTypeChange, IsOfPrismasClass) {
  for (const CastCase& one : casts) {
    EXPECT_EQ(type_change(*read_type(one.before), *read_type(one.after)), one.change)
        << one.before << " to " << one.after;
  }
}

Column column(std::string type, bool list = false, std::string enumeration = {}) {
  Column out;
  out.type = std::move(type);
  out.list = list;
  out.enumeration = std::move(enumeration);
  return out;
}

TEST(PostgresTypeChange, AListBecomesATextOrNothing) {
  EXPECT_EQ(type_change(column("INTEGER[]", true), column("TEXT")), TypeChange::safe);
  EXPECT_EQ(type_change(column("INTEGER[]", true), column("VARCHAR(9)")), TypeChange::risky);
  EXPECT_EQ(type_change(column("INTEGER[]", true), column("INTEGER")), TypeChange::not_castable);
  EXPECT_EQ(type_change(column("INTEGER"), column("INTEGER[]", true)), TypeChange::not_castable);
  EXPECT_EQ(type_change(column("INTEGER[]", true), column("BIGINT[]", true)), TypeChange::safe);
}

TEST(PostgresTypeChange, EnumsAreCastToNothing) {
  EXPECT_EQ(type_change(column("\"E\"", false, "E"), column("\"E\"", false, "E")), TypeChange::none);
  EXPECT_EQ(type_change(column("\"E\"", false, "E"), column("\"E\"[]", true, "E")), TypeChange::not_castable);
  EXPECT_EQ(type_change(column("\"E\"", false, "E"), column("\"F\"", false, "F")), TypeChange::not_castable);
  EXPECT_EQ(type_change(column("\"E\"", false, "E"), column("TEXT")), TypeChange::not_castable);
}

TEST(PostgresTypeChange, OneUnknownTypeIsTheSameAsAnother) {
  EXPECT_EQ(type_change(column("circle"), column("box")), TypeChange::none);
  EXPECT_EQ(type_change(column("circle"), column("TEXT")), TypeChange::risky);
}

TEST(PostgresColumnType, IsReadAsItIsWritten) {
  for (const std::string_view sql : {"DECIMAL(10,2)", "DOUBLE PRECISION", "VARCHAR", "TIMESTAMPTZ(0)", "BIT(3)"}) {
    EXPECT_EQ(sql_of(*read_type(sql)), sql);
  }
  EXPECT_FALSE(read_type("\"Role\"").has_value());
  EXPECT_FALSE(read_type("").has_value());
}

}  // namespace
}  // namespace tenon::sql::migrate::postgres
