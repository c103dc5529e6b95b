#include <gtest/gtest.h>

#include <algorithm>

#include <tenon/schema/parse.hpp>

namespace tenon::schema {
namespace {

/// Rules that the recorded corpus has no case for. Each schema is broken in one way.
struct Case {
  std::string_view rule;
  std::string_view provider;
  std::string_view text;
  std::size_t line = 0;  ///< of the text, from 1; 0: not looked at
};

constexpr Case cases[] = {
    {"legacy_colon", "sqlite", "model A {\n  id: Int @id\n}\n"},
    {"missing_type", "sqlite", "model A {\n  id Int @id\n  b @unique\n}\n"},
    {"legacy_required", "sqlite", "model A {\n  id Int! @id\n}\n"},
    {"optional_list", "postgresql", "model A {\n  id Int @id\n  b Int[]?\n}\n"},
    {"invalid_line", "sqlite", "type Id = Int @id\n"},
    {"missing_argument", "sqlite", "model A {\n  id Int @id\n  b Int @map\n}\n"},
    {"duplicate_argument", "sqlite", "model A {\n  id Int @id\n  @@index([id], map: \"a\", map: \"b\")\n}\n"},
    {"two_ids", "sqlite", "model A {\n  id Int @id\n  b Int @id\n}\n"},
    {"two_ids", "sqlite", "model A {\n  id Int @id\n  b Int\n  @@id([id, b])\n}\n"},
    {"client_name_is_field", "sqlite", "model A {\n  id Int @id\n  b Int\n  @@unique([id, b], name: \"b\")\n}\n"},
    {"wrong_default", "postgresql", "model A {\n  id Int @id\n  b Int[] @default(1)\n}\n"},
    {"wrong_default", "sqlite", "model A {\n  id Int @id\n  b Unsupported(\"x\") @default(1)\n}\n"},
    {"wrong_default", "sqlite",
     "model A {\n  id Int @id\n  bs B[] @default([])\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n"},
    {"bad_default", "sqlite", "model A {\n  id Int @id\n  b DateTime @default(\"yesterday\")\n}\n"},
    {"bad_default", "sqlite", "model A {\n  id Int @id\n  b Int @default(1.5)\n}\n"},
    {"function_type", "sqlite", "model A {\n  id Int @id\n  b String @default(now())\n}\n"},
    {"function_type", "sqlite", "model A {\n  id String @id @default(autoincrement())\n}\n"},
    {"native_type_arguments", "postgresql", "model A {\n  id Int @id @db.Integer(1)\n}\n"},
    {"native_type_range", "postgresql", "model A {\n  id Int @id\n  b DateTime @db.Timestamp(7)\n}\n"},
    {"native_type_range", "postgresql", "model A {\n  id Int @id\n  b Decimal @db.Decimal(2, 3)\n}\n"},
    {"operator_class_needed", "postgresql", "model A {\n  id Int @id\n  b String\n  @@index([b], type: Gin)\n}\n"},
    {"operator_class_field", "postgresql",
     "model A {\n  id Int @id\n  b String\n  @@index([b(ops: JsonbOps)], type: Gin)\n}\n"},
    {"unknown_operator_class", "postgresql",
     "model A {\n  id Int @id\n  b String\n  @@index([b(ops: NopeOps)], type: Gin)\n}\n"},
    {"operator_class_not_supported", "sqlite", "model A {\n  id Int @id\n  @@index([id(ops: JsonbOps)])\n}\n"},
    {"name_too_long", "postgresql",
     "model A {\n  id Int @id(map: \"0123456789012345678901234567890123456789012345678901234567890123\")\n}\n"},
    {"key_type", "sqlite",
     "model A {\n  id Int @id\n  bId String\n  b B @relation(fields: [bId], references: [id])\n}\n"
     "model B {\n  id Int @id\n  as A[]\n}\n"},
    {"reference_not_unique", "sqlite",
     "model A {\n  id Int @id\n  bX Int\n  b B @relation(fields: [bX], references: [x])\n}\n"
     "model B {\n  id Int @id\n  x Int\n  as A[]\n}\n"},
    {"relation_must_be_optional", "sqlite",
     "model A {\n  id Int @id\n  bId Int?\n  b B @relation(fields: [bId], references: [id])\n}\n"
     "model B {\n  id Int @id\n  as A[]\n}\n"},
    {"one_to_one_not_unique", "sqlite",
     "model A {\n  id Int @id\n  bId Int\n  b B @relation(fields: [bId], references: [id])\n}\n"
     "model B {\n  id Int @id\n  a A?\n}\n"},
    {"back_side_required", "sqlite",
     "model A {\n  id Int @id\n  bId Int @unique\n  b B @relation(fields: [bId], references: [id])\n}\n"
     "model B {\n  id Int @id\n  a A\n}\n"},
    {"many_to_many_needs_id", "sqlite",
     "model A {\n  x Int\n  y Int\n  bs B[]\n  @@id([x, y])\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n"},
    {"named_foreign_key", "sqlite",
     "model A {\n  id Int @id\n  bId Int\n  b B @relation(fields: [bId], references: [id], map: \"x\")\n}\n"
     "model B {\n  id Int @id\n  as A[]\n}\n"},
    {"unknown_relation_field", "sqlite",
     "model A {\n  id Int @id\n  b B @relation(fields: [nope], references: [id])\n}\n"
     "model B {\n  id Int @id\n  as A[]\n}\n"},
    {"relation_to_ignored", "sqlite",
     "model A {\n  id Int @id\n  bs B[]\n}\n"
     "model B {\n  x Int\n  a A @relation(fields: [x], references: [id])\n  @@ignore\n}\n"},
    {"key_in_type", "mongodb", "type T {\n  a Int @unique\n}\nmodel A {\n  id String @id @map(\"_id\")\n}\n"},
    {"mongodb_id_missing", "mongodb", "model A {\n  a Int @unique\n}\n"},
    {"duplicate_field", "sqlite", "model A {\n  id Int @id\n  b Int @map(\"x\")\n  c Int @map(\"x\")\n}\n"},
    {"duplicate_field", "sqlite", "model A {\n  id Int @id\n  name Int\n  Name Int\n}\n"},
    {"duplicate_field", "sqlite", "model A {\n  id Int @id\n  b Int @map(\"ID\")\n}\n"},
    {"duplicate_table", "sqlite", "model User {\n  id Int @id\n}\nmodel USER {\n  id Int @id\n}\n"},
    {"duplicate_table", "sqlite", "model A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n  @@map(\"a\")\n}\n"},
    {"duplicate_table", "sqlite",
     "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n"
     "model C {\n  id Int @id\n  @@map(\"_atob\")\n}\n"},
    {"duplicate_table", "sqlite",
     "model A {\n  id Int @id\n  bs B[] @relation(\"x\")\n}\nmodel B {\n  id Int @id\n  as A[] @relation(\"x\")\n}\n"
     "model C {\n  id Int @id\n  ds D[] @relation(\"X\")\n}\nmodel D {\n  id Int @id\n  cs C[] @relation(\"X\")\n}\n",
     11},
    {"duplicate_table", "postgresql",
     "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n"
     "model C {\n  id Int @id\n  @@map(\"_AToB\")\n}\n",
     3},
    {"reserved_table", "sqlite", "model A {\n  id Int @id\n  @@map(\"SQLite_a\")\n}\n", 3},
    {"reserved_table", "sqlite", "model A {\n  id Int @id\n  @@map(\"_prisma_migrations\")\n}\n", 3},
    {"reserved_table", "sqlite", "model A {\n  id Int @id\n  @@map(\"_Prisma_Migrations\")\n}\n", 3},
    {"reserved_table", "postgresql", "model A {\n  id Int @id\n  @@map(\"_prisma_migrations\")\n}\n", 3},
    {"reserved_table", "sqlite",
     "model A {\n  id Int @id\n  bs B[] @relation(\"prisma_migrations\")\n}\n"
     "model B {\n  id Int @id\n  as A[] @relation(\"prisma_migrations\")\n}\n",
     3},
    {"no_columns", "sqlite", "model A {\n  @@ignore\n}\nmodel B {\n  id Int @id\n}\n", 1},
    {"nul_in_text", "sqlite", "model A {\n  id Int @id\n  @@map(\"a\\u0000b\")\n}\n", 3},
    {"nul_in_text", "sqlite", "model A {\n  id Int @id\n  b Int @map(\"\\u0000\")\n}\n", 3},
    {"nul_in_text", "sqlite", "model A {\n  id Int @id\n  b String @default(\"a\\u0000b\")\n}\n", 3},
    {"nul_in_text", "postgresql", "model A {\n  id Int @id\n  b String[] @default([\"a\", \"\\u0000\"])\n}\n", 3},
    {"nul_in_text", "sqlite", "model A {\n  id Int @id\n  b Int @default(dbgenerated(\"1\\u0000\"))\n}\n", 3},
    {"nul_in_text", "sqlite", "model A {\n  id Int @id\n  b Unsupported(\"x\\u0000\")?\n}\n", 3},
    {"nul_in_text", "sqlite", "model A {\n  id Int @id\n  b Int\n  @@index([b], map: \"\\u0000\")\n}\n", 4},
    {"nul_in_text", "sqlite", "enum E {\n  a @map(\"\\u0000\")\n}\nmodel A {\n  id Int @id\n  e E\n}\n", 2},
    {"nul_in_text", "sqlite",
     "model A {\n  id Int @id\n  bs B[] @relation(\"\\u0000\")\n}\nmodel B {\n  id Int @id\n  as A[] "
     "@relation(\"\\u0000\")\n}\n"},
    {"nul_byte", "sqlite", {"model A {\n  id Int @id // a\0b\n}\n", 32}, 2},
    {"reference_not_unique", "sqlite",
     "generator g {\n  provider = \"x\"\n  previewFeatures = [\"partialIndexes\"]\n}\n"
     "model A {\n  id Int @id\n  bX Int\n  b B @relation(fields: [bX], references: [x])\n}\n"
     "model B {\n  id Int @id\n  x Int\n  as A[]\n  @@unique([x], where: { id: { not: null } })\n}\n",
     8},
    {"duplicate_constraint", "sqlite",
     "model A {\n  id Int @id\n  b Int\n  @@index([b], map: \"i\")\n  @@index([id, b], map: \"I\")\n}\n"},
    {"duplicate_constraint", "sqlite", "model A {\n  id Int @id\n  b Int\n  @@index([b], map: \"a\")\n}\n"},
    {"duplicate_constraint", "sqlite",
     "model A {\n  id Int @id\n  b Int\n  @@index([b], map: \"_prisma_migrations\")\n}\n", 4},
    {"duplicate_constraint", "sqlite",
     "model A {\n  id Int @id\n  bs B[]\n  @@index([id], map: \"_atob\")\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n",
     4},
    {"duplicate_constraint", "sqlite",
     "model A {\n  id Int @id\n  bs B[]\n  @@index([id], map: \"_AToB_B_index\")\n}\n"
     "model B {\n  id Int @id\n  as A[]\n}\n"},
    {"duplicate_constraint", "sqlite",
     "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n"
     "model C {\n  id Int @id\n  @@map(\"_AToB_AB_unique\")\n}\n",
     3},
    {"empty_enum", "sqlite", "enum E {\n}\nmodel A {\n  id Int @id\n}\n"},
    {"unknown_attribute", "sqlite", "model A {\n  id Int @id\n  b Int @uniqe\n}\n"},
    {"unknown_attribute", "postgresql", "model A {\n  id Int @id\n  b Int @other.Integer\n}\n"},
};

class Rules : public testing::TestWithParam<Case> {};

TEST_P(Rules, IsTheOneThatIsBroken) {
  std::string text =
      "datasource db {\n  provider = \"" + std::string{GetParam().provider} + "\"\n}\n" + std::string{GetParam().text};
  auto schema = parse(text);
  ASSERT_FALSE(schema) << text;
  constexpr std::size_t lines_of_datasource = 3;
  for (const Diagnostic& found : schema.error()) {
    EXPECT_EQ(found.rule, GetParam().rule) << render(found);
    if (GetParam().line != 0) {
      EXPECT_EQ(found.line, GetParam().line + lines_of_datasource) << render(found);
    }
    EXPECT_EQ(render(found).find('\0'), std::string::npos) << "a terminal would show half of it";
  }
}

INSTANTIATE_TEST_SUITE_P(Schemas, Rules, testing::ValuesIn(cases));

std::string model_of_columns(std::string_view provider, std::size_t columns) {
  std::string text = "datasource db {\n  provider = \"" + std::string{provider} + "\"\n}\nmodel A {\n  id Int @id\n";
  for (std::size_t i = 1; i < columns; ++i) text += "  f" + std::to_string(i) + " Int\n";
  return text + "  b B? @relation(fields: [f1], references: [id])\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n";
}

TEST(Rules, ATableHasAsManyColumnsAsItsEngineAllows) {
  for (const auto& [provider, most] : {std::pair{"sqlite", 2000U}, std::pair{"postgresql", 1600U}}) {
    EXPECT_TRUE(parse(model_of_columns(provider, most))) << provider;
    auto schema = parse(model_of_columns(provider, most + 1));
    ASSERT_FALSE(schema) << provider;
    ASSERT_EQ(schema.error().size(), 1U);
    EXPECT_EQ(schema.error()[0].rule, "too_many_columns");
    EXPECT_EQ(schema.error()[0].line, 4U);
  }
}

TEST(Rules, AViewMayStandForATableOfTheEngine) {
  auto schema = parse(
      "datasource db {\n  provider = \"sqlite\"\n}\ngenerator g {\n  provider = \"x\"\n"
      "  previewFeatures = [\"views\"]\n}\nview History {\n  id String @unique\n  @@map(\"_prisma_migrations\")\n}\n"
      "view Master {\n  name String @unique\n  @@map(\"sqlite_master\")\n}\n");
  EXPECT_TRUE(schema) << render(schema.error());
}

TEST(Rules, AKeyOfSomeRowsIsReferredToWithoutForeignKeys) {
  auto schema = parse(
      "datasource db {\n  provider = \"sqlite\"\n  relationMode = \"prisma\"\n}\n"
      "generator g {\n  provider = \"x\"\n  previewFeatures = [\"partialIndexes\"]\n}\n"
      "model A {\n  id Int @id\n  bX Int\n  b B @relation(fields: [bX], references: [x])\n  @@index([bX])\n}\n"
      "model B {\n  id Int @id\n  x Int\n  as A[]\n  @@unique([x], where: { id: { not: null } })\n}\n");
  EXPECT_TRUE(schema) << render(schema.error());
}

TEST(Rules, MongodbHoldsTheCharacterNul) {
  auto schema = parse(
      "datasource db {\n  provider = \"mongodb\"\n}\n"
      "model A {\n  id String @id @map(\"_id\")\n  b String @default(\"\\u0000\")\n}\n");
  EXPECT_TRUE(schema) << render(schema.error());
}

TEST(Rules, NamesThatDifferInCaseAreTwoForPostgresql) {
  auto schema = parse(
      "datasource db {\n  provider = \"postgresql\"\n}\nmodel User {\n  id Int @id\n  a Int\n  A Int\n}\n"
      "model USER {\n  id Int @id\n  @@map(\"user\")\n}\n");
  EXPECT_TRUE(schema) << render(schema.error());
}

TEST(Rules, TwoValuesStoredAsOneAreWarnedOf) {
  auto schema = parse("enum E {\n  a @map(\"x\")\n  b @map(\"x\")\n  c\n}\nmodel A {\n  id Int @id\n  e E\n}\n");
  ASSERT_TRUE(schema);
  ASSERT_EQ(schema->warnings.size(), 1U);
  EXPECT_EQ(schema->warnings[0].rule, "duplicate_stored_value");
  EXPECT_EQ(schema->warnings[0].line, 3U);
}

TEST(Rules, AUrlThatContradictsTheProviderIsRefused) {
  auto rule = [](std::string_view provider, std::string_view property) {
    auto schema = parse("datasource db {\n  provider = \"" + std::string{provider} + "\"\n  " + std::string{property} +
                        "\n}\nmodel A {\n  id Int @id\n}\n");
    return schema ? std::string{} : std::string{schema.error().at(0).rule};
  };
  EXPECT_EQ(rule("sqlite", "url = \"postgresql://u:secret@h/db\""), "url_of_other_provider");
  EXPECT_EQ(rule("sqlite", "url = \"dev.db\""), "url_of_other_provider");
  EXPECT_EQ(rule("postgresql", "url = \"file:dev.db\""), "url_of_other_provider");
  EXPECT_EQ(rule("postgresql", "url = \"postgres://h/db\"\n  directUrl = \"mysql://h/db\""), "url_of_other_provider");
  EXPECT_EQ(rule("sqlite", "url = \"file:dev.db\""), "");
  EXPECT_EQ(rule("postgresql", "url = \"postgres://h/db\""), "");
  EXPECT_EQ(rule("sqlite", "url = env(\"DATABASE_URL\")"), "");
}

TEST(Rules, WithoutADatasourceNothingIsRefusedForTheEnginesSake) {
  auto schema = parse(
      "type T {\n  a Int\n}\nmodel A {\n  id Int @id(map: \"k\", clustered: true)\n  t T\n  l Int[]\n  d Decimal\n"
      "  @@fulltext([d])\n  @@index([l], type: Gin)\n}\n");
  EXPECT_TRUE(schema) << render(schema.error());
}

TEST(Rules, AnIgnoredModelNeedsNoIdAndItsRelationsAreIgnored) {
  auto schema = parse(
      "model A {\n  id Int @id\n  bs B[] @ignore\n}\n"
      "model B {\n  x Int\n  a A @relation(fields: [x], references: [id])\n  @@ignore\n}\n");
  EXPECT_TRUE(schema) << render(schema.error());
}

}  // namespace
}  // namespace tenon::schema
