#include <gtest/gtest.h>

#include <algorithm>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/sqlite/database.hpp>
#include <tenon/sql/migrate/sqlite/diff.hpp>
#include <tenon/sql/migrate/sqlite/introspect.hpp>
#include <tenon/sql/migrate/sqlite/render.hpp>
#include <tenon/sql/migrate/sqlite/structure.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate::sqlite {
namespace {

/// Where Tenon deliberately writes something else than Prisma.
struct Exception {
  std::string_view name;
  std::string_view recorded;  ///< what Prisma writes, and why that is wrong
  std::string_view ours;
};

constexpr Exception exceptions[] = {
    {"default-functions__sqlite", "DEFAULT 'x' || 'y'", "DEFAULT ('x' || 'y')"},  // a syntax error in SQLite
    {"default-literals__sqlite", "DEFAULT {\"a\": [1, 2, {\"b\": null}]}",
     "DEFAULT '{\"a\": [1, 2, {\"b\": null}]}'"},                                           // a syntax error
    {"default-literals__sqlite", "DEFAULT '68656c6c6f'", "DEFAULT X'68656c6c6f'"},          // the digits as a text
    {"default-literals-no-json__sqlite", "DEFAULT '68656c6c6f'", "DEFAULT X'68656c6c6f'"},  // the same
};

void correct(std::string_view name, std::string& recorded) {
  for (const Exception& exception : exceptions) {
    if (exception.name != name) continue;
    std::size_t at = recorded.find(exception.recorded);
    ASSERT_NE(at, std::string::npos) << "no exception any more: " << exception.recorded;
    recorded.replace(at, exception.recorded.size(), exception.ours);
  }
}

class CreateCorpus : public testing::TestWithParam<std::string> {
 protected:
  std::filesystem::path path() const { return schema::corpus::folder("valid") / GetParam(); }
  schema::Schema schema() const { return test::schema_of(schema::corpus::read_file(path() / "schema.prisma")); }
};

TEST_P(CreateCorpus, IsWrittenAsPrismaWritesIt) {
  std::string recorded = schema::corpus::read_file(path() / "migration.sql");
  correct(GetParam(), recorded);
  EXPECT_EQ(render_create(schema()), recorded);
}

TEST_P(CreateCorpus, RunsAndMakesWhatTheSchemaSays) {
  schema::Schema parsed = schema();
  auto database = open_in_memory();
  database->execute(render_create(parsed));
  Difference left = diff(introspect(*database), structure_of(parsed));
  EXPECT_TRUE(left.empty()) << render(left);
}

TEST_P(CreateCorpus, IsUndoneByTheWayBack) {
  schema::Schema parsed = schema();
  auto database = open_in_memory();
  database->execute(render_create(parsed));
  database->execute(render(diff(introspect(*database), Structure{})));
  EXPECT_TRUE(introspect(*database).tables.empty());
}

/// The limit of SQLite, which the schema is held to: too_many_columns.
TEST(Create, ATableOfTwoThousandColumnsIsMade) {
  std::string fields;
  for (int i = 1; i < 2000; ++i) fields += "  f" + std::to_string(i) + " Int\n";
  const schema::Schema schema = test::models("model Wide {\n  id Int @id\n" + fields + "}\n");
  auto database = open_in_memory();
  database->execute(render_create(schema));
  EXPECT_EQ(test::value(*database, "SELECT count(*) FROM pragma_table_info('Wide')"), "2000");
}

INSTANTIATE_TEST_SUITE_P(Schemas, CreateCorpus, testing::ValuesIn(test::sqlite_cases("valid")),
                         schema::corpus::test_name);

TEST(Create, QuotesInNamesAreDoubled) {
  schema::Schema schema = test::models("model A {\n  id Int @id @map(\"a \\\"b\\\"\")\n  @@map(\"t'\\\"t\")\n}\n");
  EXPECT_EQ(render_create(schema),
            "-- CreateTable\nCREATE TABLE \"t'\"\"t\" (\n    \"a \"\"b\"\"\" INTEGER NOT NULL PRIMARY KEY "
            "AUTOINCREMENT\n);\n");
}

/// As Prisma orders them: by the model of column A, then by its fields.
TEST(Create, TablesOfManyToManyRelationsComeInPrismasOrder) {
  const schema::Schema schema = test::models(R"(
model Zeb {
  id    Int   @id
  m     Mid[]
  a     Abe[] @relation("second")
  a1    Abe[] @relation("first")
  self  Zeb[] @relation("self")
  self2 Zeb[] @relation("self")
  mids  Mid[] @relation("own")
}

model Abe {
  id Int   @id
  m  Mid[]
  z1 Zeb[] @relation("first")
  z  Zeb[] @relation("second")
}

model Mid {
  id  Int   @id
  z   Zeb[]
  a   Abe[]
  z9  Mid[] @relation("alone")
  k2  Mid[] @relation("other")
  own Zeb[] @relation("own")
  k1  Mid[] @relation("other")
  a1  Mid[] @relation("alone")
}
)");
  std::string names;
  for (const Table& table : structure_of(schema).tables) names += table.name + " ";
  EXPECT_EQ(names, "Zeb Abe Mid _self _AbeToMid _first _second _MidToZeb _own _other _alone ");
}

/// `prisma db pull` calls a key that CREATE TABLE made by UNIQUE as SQLite does, which refuses such names otherwise.
TEST(Create, AnIndexMayHaveAnInnerNameOfSqlite) {
  const schema::Schema schema = test::models(
      "model A {\n  id Int @id\n  a String @unique(map: \"sqlite_autoindex_A_1\")\n  b String\n"
      "  @@index([b], map: \"SQLite_b\")\n}\n");
  const std::string sql = render_create(schema);
  EXPECT_NE(sql.find("-- CreateIndex\nPragma writable_schema=1;\nCREATE UNIQUE INDEX \"sqlite_autoindex_A_1\" ON "
                     "\"A\"(\"a\");\nPragma writable_schema=0;\n"),
            std::string::npos)
      << sql;
  test::TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  open_file(path)->execute(sql);
  auto database = open_file(path);
  EXPECT_TRUE(diff(introspect(*database), structure_of(schema)).empty());
  EXPECT_EQ(test::code_of([&] { database->execute("CREATE INDEX sqlite_x ON A(b)"); }), "script_failed");
  EXPECT_EQ(test::code_of([&] { database->execute("PRAGMA writable_schema=1; nonsense"); }), "script_failed");
  EXPECT_EQ(test::value(*database, "PRAGMA writable_schema"), "0");

  auto made_by_hand = open_in_memory();
  made_by_hand->execute(
      "CREATE TABLE \"A\" (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL UNIQUE, b TEXT NOT NULL);"
      "PRAGMA writable_schema=1; CREATE INDEX \"SQLite_b\" ON \"A\"(b)");
  EXPECT_TRUE(diff(introspect(*made_by_hand), structure_of(schema)).empty()) << "as it was before it was pulled";
}

TEST(Create, APartialIndexHasItsCondition) {
  schema::Schema schema = test::models(
      "generator g {\n  provider = \"x\"\n  previewFeatures = [\"partialIndexes\"]\n}\n"
      "model A {\n  id Int @id\n  name String? @map(\"n\")\n"
      "  @@index([name], where: { name: { not: null } })\n  @@unique([name], map: \"u\", where: raw(\"id > 1\"))\n}\n");
  std::string sql = render_create(schema);
  EXPECT_NE(sql.find("CREATE INDEX \"A_n_idx\" ON \"A\"(\"n\") WHERE \"n\" IS NOT NULL;"), std::string::npos) << sql;
  EXPECT_NE(sql.find("CREATE UNIQUE INDEX \"u\" ON \"A\"(\"n\") WHERE id > 1;"), std::string::npos) << sql;
  auto database = open_in_memory();
  database->execute(sql);
  EXPECT_TRUE(diff(introspect(*database), structure_of(schema)).empty());
}

}  // namespace
}  // namespace tenon::sql::migrate::sqlite
