#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <tenon/base/error.hpp>
#include <tenon/sql/generate/generate.hpp>

#include "sql/schemas/schemas.hpp"

namespace tenon::sql::schemas {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

struct Expected {
  std::string name;
  std::size_t models;  ///< with views and ignored ones
  std::size_t enums;
  std::vector<std::string> features;  ///< preview features that a warning names
  std::vector<std::string> left_out;  ///< fields that the generated client has not
};

const std::vector<Expected> all{
    {"authjs", 6, 1, {}, {}},
    {"campus", 42, 3, {}, {}},
    {"chat", 7, 2, {}, {}},
    {"cms", 6, 1, {"prismaSchemaFolder", "omitApi"}, {}},
    {"ledger", 4, 0, {}, {}},
    {"planner", 5, 0, {}, {}},
    {"pulled", 7, 0, {}, {"users.position", "places.geometry"}},
    {"saas",
     3,
     1,
     {"multiSchema", "driverAdapters"},
     {"Organization.domains", "Organization.quota", "Organization.embedding", "Organization.search", "Member.roles",
      "Invoice.lines"}},
    {"storefront", 21, 4, {"fullTextSearch"}, {}},
    {"terms", 11, 3, {}, {}},
};

class Schemas : public testing::TestWithParam<Expected> {};

TEST_P(Schemas, AreReadWithWarningsOfWhatIsOutOfDateOnly) {
  const schema::Schema schema = parsed(GetParam().name);
  EXPECT_EQ(schema.models.size(), GetParam().models);
  EXPECT_EQ(schema.enums.size(), GetParam().enums);
  ASSERT_EQ(schema.warnings.size(), GetParam().features.size()) << schema::render(schema.warnings);
  for (std::size_t i = 0; i < schema.warnings.size(); ++i) {
    EXPECT_EQ(schema.warnings[i].message,
              "The preview feature `" + GetParam().features[i] + "` no longer exists or is always on.");
  }
}

TEST_P(Schemas, GiveAClientWithNotesOfWhatItLeavesOut) {
  const schema::Schema schema = parsed(GetParam().name);
  const generate::Files files = generate::generate(schema, GetParam().name);
  ASSERT_EQ(files.notes.size(), GetParam().left_out.size());
  for (std::size_t i = 0; i < files.notes.size(); ++i) {
    EXPECT_THAT(files.notes[i], testing::StartsWith(GetParam().left_out[i] + " is left out of the client: "));
  }
  EXPECT_EQ(files.sources.size(), generate::usual_groups(GetParam().models));
  std::size_t with_header = 2;  // client.hpp and the one for all
  for (const schema::Model& model : schema.models) {
    with_header += model.kind == schema::ModelKind::table && !model.is_ignored;
  }
  EXPECT_EQ(files.headers.size(), with_header);
}

INSTANTIATE_TEST_SUITE_P(Of, Schemas, testing::ValuesIn(all),
                         [](const testing::TestParamInfo<Expected>& one) { return one.param.name; });

TEST(SchemaFolder, HoldsNoOthers) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator{folder("")}) {
    if (entry.is_directory()) found.push_back(entry.path().filename().string());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> known;
  for (const Expected& each : all) known.push_back(each.name);
  EXPECT_EQ(found, known);
}

/// What is said first of a schema that must be wrong, with the help.
std::vector<std::string> faults(const std::string& text) {
  const auto schema = schema::parse(text);
  if (schema) return {};
  std::vector<std::string> out;
  for (const schema::Diagnostic& fault : schema.error()) {
    if (fault.severity == schema::Severity::error) out.push_back(fault.message + " " + fault.hint);
  }
  return out;
}

/// The text of a schema of one file with `from` replaced.
std::string changed(std::string_view name, std::string_view from, std::string_view to) {
  std::string text = schema::corpus::read_file(folder(name) / "schema.prisma");
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(SchemaOfPostgreSql, SaysWhatSqliteHasNot) {
  std::string text = changed("saas", "\"postgresql\"", "\"sqlite\"");
  EXPECT_THAT(faults(text), ElementsAre("SQLite has no extensions. Remove `extensions`.",
                                        "SQLite has no schemas to divide tables into. Remove `schemas`."));
  const std::size_t begin = text.find("  extensions");
  text.erase(begin, text.find('}', begin) - begin);
  EXPECT_THAT(faults(text),
              IsSupersetOf({"SQLite has no native type `Uuid`. It has no native types; remove the attribute.",
                            "SQLite has no operator classes. Remove `ops`.",
                            "SQLite has one type of index only. Remove `type`."}));
  EXPECT_THAT(
      faults(changed("authjs", "image         String?", "images String[]")),
      ElementsAre("SQLite has no lists of values in a column. Store them in a model of their own, or as Json."));
}

TEST(SchemaOfMySql, IsRefusedAndItsTypesAreWhereTheProviderIsAnother) {
  EXPECT_THAT(
      faults(changed("authjs", "\"sqlite\"", "\"mysql\"")),
      ElementsAre("Tenon has no driver for `mysql`. Tenon works with \"postgresql\", \"sqlite\" and \"mongodb\"."));
  EXPECT_THAT(faults(changed("authjs", "refresh_token            String?", "refresh_token String? @db.Text")),
              ElementsAre("SQLite has no native type `Text`. It has no native types; remove the attribute."));
}

TEST(SchemaWithLongArguments, HasThemOnOneLine) {
  EXPECT_THAT(faults(changed("chat", "([memberOneId, memberTwoId])", "([\n    memberOneId,\n    memberTwoId\n  ])")),
              Contains("This line is neither a field nor an attribute. Here a value is needed, on the same line."));
  EXPECT_THAT(
      faults(changed("chat", "@relation(\"replies\", fields:", "\n    @relation(\"replies\", fields:")),
      ElementsAre("This line is neither a field nor an attribute. An attribute stands on the line of its field; those "
                  "of the model begin with `@@`."));
}

TEST(SchemaWithKeysInTheClient, HasNoActionThatTheClientCannotDo) {
  EXPECT_THAT(faults(changed("planner", "onDelete: Restrict, onUpdate: Restrict", "onDelete: NoAction")),
              ElementsAre("Following this relation of `Person` with itself may never end. Set both `onDelete` and "
                          "`onUpdate` to `Restrict`.",
                          "Without foreign keys there is no `NoAction`. `Restrict` does the same here."));
}

}  // namespace
}  // namespace tenon::sql::schemas
