#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/sql/migrate/postgres/catalog.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// One table "A" of public with a column, and more rows of keys and indexes.
CatalogRows catalog(std::vector<TextRow> keys, std::vector<TextRow> indexes) {
  return {{{"public", "t"}},
          {},
          {},
          {{"public", "A"}},
          {{"public", "A", "b", "varchar", "pg_catalog", "24", "f", "f", "character varying(20)", "t",
            "'x'::character varying", std::nullopt, "f", "f"}},
          std::move(keys),
          std::move(indexes)};
}

TEST(PostgresReadCatalog, ATableHasItsColumns) {
  const Structure found = read_catalog(catalog({}, {}), {});
  const Column& column = found.tables.at(0).columns.at(0);
  EXPECT_EQ(found.tables[0].db_schema, "");
  EXPECT_EQ(column.type, "VARCHAR(20)");
  EXPECT_EQ(column.type_word, "VarChar(20)");
  EXPECT_TRUE(column.required);
  EXPECT_EQ(column.default_value.origin, DefaultOrigin::literal);
}

TEST(PostgresReadCatalog, ColumnsOfAKeyStandTogether) {
  const TextRow first{"public", "A", "k", "other", "B", "c", "n", "x", "y"};
  const TextRow second{"public", "A", "k", "other", "B", "c", "n", "v", "w"};
  const Structure found = read_catalog(catalog({first, second}, {}), {});
  ASSERT_EQ(found.tables.at(0).foreign_keys.size(), 1U);
  const ForeignKey& key = found.tables[0].foreign_keys[0];
  EXPECT_THAT(key.columns, ElementsAre("x", "v"));
  EXPECT_THAT(key.references, ElementsAre("y", "w"));
  EXPECT_EQ(key.table_schema, "other");
  EXPECT_EQ(key.on_delete, schema::ReferentialAction::cascade);
  EXPECT_EQ(key.on_update, schema::ReferentialAction::set_null);
}

TEST(PostgresReadCatalog, AnIndexOnAnExpressionIsLeftOut) {
  const auto row = [](const char* name, std::optional<std::string> column) {
    return TextRow{"public", "A", name, "f", "f", "f", "gin", std::nullopt, column, "f", "jsonb_ops", "t", "CREATE …"};
  };
  const Structure found =
      read_catalog(catalog({}, {row("plain", "b"), row("mixed", "b"), row("mixed", std::nullopt)}), {});
  ASSERT_EQ(found.tables.at(0).indexes.size(), 1U);
  EXPECT_EQ(found.tables[0].indexes[0].name, "plain");
  EXPECT_EQ(found.tables[0].indexes[0].algorithm, "GIN");
}

TEST(PostgresReadCatalog, NamesOfSchemasAreQuotedInTheStatements) {
  for (const std::string& statement : catalog_statements({"one", "it's"})) {
    EXPECT_THAT(statement, Not(HasSubstr("{schemas}")));
    EXPECT_THAT(statement, testing::AnyOf(HasSubstr("pg_extension"), HasSubstr("IN ('one', 'it''s')")));
  }
}

}  // namespace
}  // namespace tenon::sql::migrate::postgres
