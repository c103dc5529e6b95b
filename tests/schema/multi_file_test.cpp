#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/schema/describe.hpp>
#include <tenon/schema/parse.hpp>

#include "corpus.hpp"

namespace tenon::schema {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> places(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> out;
  for (const Diagnostic& found : diagnostics) {
    out.push_back(found.file + ":" + std::to_string(found.line) + " " + std::string{found.rule});
  }
  return out;
}

TEST(MultiFile, FilesMakeOneSchemaInTheirOrder) {
  auto sources = corpus::schema_folder(corpus::folder("multi-file/basic/schema"));
  ASSERT_EQ(sources.size(), 3U);
  auto schema = parse(sources);
  ASSERT_TRUE(schema) << render(schema.error());
  EXPECT_EQ(describe(*schema), corpus::read_file(corpus::folder("multi-file/basic") / "dmmf.json"));
}

TEST(MultiFile, ErrorsNameTheFileTheyAreIn) {
  auto sources = corpus::schema_folder(corpus::folder("multi-file/invalid/schema"));
  std::rotate(sources.begin(), sources.begin() + 1, sources.end());  // dup.prisma comes last, as recorded
  auto schema = parse(sources);
  ASSERT_FALSE(schema);
  EXPECT_THAT(places(schema.error()), ElementsAre("post.prisma:3 unknown_type", "dup.prisma:1 duplicate_name"));
}

TEST(MultiFile, OfTwoDatasourcesInTwoFilesTheFirstCounts) {
  std::vector<Source> sources{{"a.prisma", "datasource one {\n  provider = \"sqlite\"\n}\n"},
                              {"b.prisma", "datasource two {\n  provider = \"postgresql\"\n}\n"}};
  auto schema = parse(sources);
  ASSERT_TRUE(schema) << render(schema.error());
  EXPECT_EQ(schema->datasource->name, "one");
  EXPECT_EQ(schema->provider(), Provider::sqlite);
}

TEST(MultiFile, ARelationMayCrossFiles) {
  std::vector<Source> sources{{"user.prisma", "model User {\n  id Int @id\n  posts Post[]\n}\n"},
                              {"post.prisma",
                               "model Post {\n  id Int @id\n  userId Int\n"
                               "  user User @relation(fields: [userId], references: [id])\n}\n"}};
  auto schema = parse(sources);
  ASSERT_TRUE(schema) << render(schema.error());
  EXPECT_EQ(schema->find_model("Post")->find_field("user")->relation->model, schema->find_model("User"));
}

}  // namespace
}  // namespace tenon::schema
