#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/schema/describe.hpp>
#include <tenon/schema/parse.hpp>

#include "corpus.hpp"

namespace tenon::schema {
namespace {

Schema good(std::string_view text) {
  auto schema = parse(text);
  if (!schema) ADD_FAILURE() << render(schema.error());
  return schema ? std::move(schema).value() : Schema{};
}

std::string first_rule(std::string_view text) {
  auto schema = parse(text);
  return schema ? "" : std::string{schema.error().front().rule};
}

TEST(Syntax, AnEmptyTextIsASchema) {
  EXPECT_TRUE(good("").models.empty());
  EXPECT_TRUE(good("\n\n// nothing\n").models.empty());
}

TEST(Syntax, AByteOrderMarkIsSkipped) { EXPECT_EQ(good("\xEF\xBB\xBFmodel A {\n  id Int @id\n}").models.size(), 1U); }

TEST(Syntax, TheLastLineNeedsNoEnd) { EXPECT_EQ(good("model A {\n  id Int @id\n}").models.size(), 1U); }

TEST(Syntax, DocumentationIsJoinedFromAboveAndBehind) {
  Schema schema = good(
      "/// first\n/// second\nmodel A {\n  /// above\n  id Int @id /// behind\n  // not this\n  b Int? // nor this\n"
      "  /** a block\n  of two lines */\n  c Int?\n}\n\n/// free\n\nenum E {\n  /// value\n  X\n}\n");
  EXPECT_EQ(schema.models[0].documentation, "first\nsecond");
  EXPECT_EQ(schema.models[0].fields[0].documentation, "above\nbehind");
  EXPECT_EQ(schema.models[0].fields[1].documentation, "");
  EXPECT_EQ(schema.models[0].fields[2].documentation, "a block\n  of two lines");
  EXPECT_EQ(schema.enums[0].documentation, "") << "a blank line stands between";
  EXPECT_EQ(schema.enums[0].values[0].documentation, "value");
}

TEST(Syntax, TheOldUrlsOfPrisma6AreRead) {
  Schema schema = good(
      "datasource db {\n  provider = \"postgres\"\n  url = env(\"DATABASE_URL\")\n  directUrl = \"postgres://x\"\n}\n");
  EXPECT_EQ(schema.provider(), Provider::postgresql);
  EXPECT_EQ(schema.datasource->url, (TextOrEnvironment{"DATABASE_URL", true}));
  EXPECT_EQ(schema.datasource->direct_url, (TextOrEnvironment{"postgres://x", false}));
}

TEST(Syntax, AGeneratorKeepsWhatItDoesNotKnow) {
  Schema schema = good("generator x {\n  provider = env(\"P\")\n  output = \"./o\"\n  flag = true\n}\n");
  ASSERT_EQ(schema.generators.size(), 1U);
  EXPECT_TRUE(schema.generators[0].provider.from_environment);
  EXPECT_EQ(schema.generators[0].output->value, "./o");
  EXPECT_THAT(schema.generators[0].settings, testing::ElementsAre(testing::Pair("flag", "true")));
}

TEST(Syntax, OtherEnginesAreRefusedByName) {
  EXPECT_EQ(first_rule("datasource db {\n  provider = \"mysql\"\n}\n"), "unsupported_provider");
  EXPECT_EQ(first_rule("datasource db {\n  provider = \"cockroachdb\"\n}\n"), "unsupported_provider");
  EXPECT_EQ(first_rule("datasource db {\n  provider = \"sqlserver\"\n}\n"), "unsupported_provider");
}

TEST(Syntax, BytesThatAreNoUtf8AreRefused) {
  EXPECT_EQ(first_rule("model A {\n  id Int @id @map(\"\xFF\")\n}\n"), "invalid_utf8");
}

TEST(Syntax, DeepNestingIsRefusedNotFollowed) {
  std::string deep(100000, '[');
  EXPECT_EQ(first_rule("model A {\n  id Int @id @default(" + deep + ")\n}\n"), "invalid_line");
}

TEST(Syntax, ThePartOfASchemaBeforeAnyByteIsReadSafely) {
  std::string text = corpus::read_file(corpus::folder("valid/mix-blog__postgresql") / "schema.prisma");
  for (std::size_t size = 0; size <= text.size(); ++size) {
    auto schema = parse(std::string_view{text}.substr(0, size));
    if (schema) {
      EXPECT_FALSE(describe(*schema).empty());
    } else {
      EXPECT_FALSE(render(schema.error()).empty());
    }
  }
}

TEST(Syntax, ASchemaWithoutAnyOneLineIsReadSafely) {
  std::string text = corpus::read_file(corpus::folder("valid/mix-blog__postgresql") / "schema.prisma");
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    std::string cut = text.substr(0, at) + text.substr(end);
    auto schema = parse(cut);
    if (!schema) {
      EXPECT_FALSE(render(schema.error()).empty());
    }
    at = end;
  }
}

}  // namespace
}  // namespace tenon::schema
