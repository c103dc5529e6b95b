#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tenon/schema/parse.hpp>

namespace tenon::schema {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<Diagnostic> errors(std::string_view text) {
  auto schema = parse(text, "shop.prisma");
  return schema ? schema->warnings : schema.error();
}

std::vector<std::string> rules(std::string_view text) {
  std::vector<std::string> out;
  for (const Diagnostic& found : errors(text)) out.emplace_back(found.rule);
  return out;
}

TEST(Diagnostic, HidesThePasswordsOfUrls) {
  Diagnostic diagnostic;
  diagnostic.message = "\"postgresql://u:sesame@h/db\" cannot be used";
  diagnostic.line = 2;
  diagnostic.column = 9;
  diagnostic.excerpt = "  url = \"postgresql://u:sesame@h/db?sslkey=sesame\" !";
  EXPECT_THAT(render(diagnostic), testing::Not(HasSubstr("sesame")));
  EXPECT_THAT(render(diagnostic), HasSubstr("2 |   url = \"postgresql://***@h/db?***\" !\n"));
}

TEST(Diagnostic, ShowsTheLineTheCaretAndAHint) {
  auto found = errors("model Item {\n  id Int @id\n  product Prodct?\n}\nmodel Product {\n  id Int @id\n}\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(render(found[0]),
            "error P1012: There is no type `Prodct`.\n"
            " --> shop.prisma:3:11\n"
            "   |\n"
            " 3 |   product Prodct?\n"
            "   |           ^^^^^^\n"
            "   = help: Did you mean `Product`?\n");
}

TEST(Diagnostic, CountsCharactersNotBytes) {
  auto found = errors("model A {\n  id Int @id\n  größe Strin @map(\"ü\")\n}\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].column, 9U);
  EXPECT_EQ(found[0].width, 5U);
  EXPECT_THAT(render(found[0]), HasSubstr("\n   |         ^^^^^\n"));
}

TEST(Diagnostic, KeepsTabsBelowTabs) {
  auto found = errors("model A {\n\tid\tInt @id\n\tb\tFoo\n}\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(render(found[0]), HasSubstr("\n   | \t \t^^^\n"));
}

TEST(Diagnostic, CountsLinesOfEveryKindOfLineEnd) {
  for (std::string_view end : {"\n", "\r\n", "\r"}) {
    std::string text;
    for (std::string_view line : {"model A {", "  id Int @id", "", "  b Foo", "}"}) text.append(line).append(end);
    auto found = errors(text);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].line, 4U);
    EXPECT_EQ(found[0].excerpt, "  b Foo");
  }
}

TEST(Diagnostic, AllErrorsOfAFileComeAtOnceInTheirOrder) {
  EXPECT_THAT(rules("model A {\n  id Foo\n  b Int @nope\n  c Int $\n  d DateTime @default(now(1))\n}\nenum E {\n}\n"),
              ElementsAre("unknown_type", "unknown_attribute", "invalid_line", "function_arguments", "empty_enum"));
}

TEST(Diagnostic, ARunOfStrayLinesIsReportedOnce) {
  EXPECT_THAT(rules("a\nb\nc\n\nd\n"), ElementsAre("invalid_line", "invalid_line"));
}

TEST(Diagnostic, AFieldOfAnUnknownTypeIsNotBlamedTwice) {
  EXPECT_THAT(rules("model A {\n  id Int @id\n  b B @relation(fields: [id], references: [id]) @default(1)\n}\n"),
              ElementsAre("unknown_type"));
}

TEST(Diagnostic, TheListEndsWithACount) {
  auto found =
      errors("generator g {\n  provider = \"x\"\n  previewFeatures = [\"metrics\"]\n}\nmodel A {\n  id Foo\n}\n");
  EXPECT_THAT(render(found), testing::EndsWith("\n\n1 error, 1 warning\n"));
  EXPECT_EQ(render(std::span<const Diagnostic>{}), "");
}

TEST(Diagnostic, WarningsOfAGoodSchemaAreKept) {
  auto schema = parse("generator g {\n  provider = \"x\"\n  previewFeatures = [\"metrics\"]\n}\n");
  ASSERT_TRUE(schema);
  ASSERT_EQ(schema->warnings.size(), 1U);
  EXPECT_EQ(schema->warnings[0].rule, "retired_preview");
  EXPECT_THAT(render(schema->warnings[0]), testing::StartsWith("warning: "));
}

TEST(Diagnostic, SaysWhatWouldHaveBeenRightOnALine) {
  auto hint = [](std::string_view line) {
    auto found = errors("model A {\n  id Int @id\n  " + std::string{line} + "\n}\n");
    return found.size() == 1 ? found[0].hint : "not one error";
  };
  EXPECT_THAT(hint("f Float @default(1e5)"), HasSubstr("without an exponent"));
  EXPECT_THAT(hint("s String @default('x')"), HasSubstr("double quotes"));
  EXPECT_THAT(hint("s String @default(\"x)"), HasSubstr("ends with `\"`"));
  EXPECT_THAT(hint("s String @@id"), HasSubstr("line of their own"));
  EXPECT_THAT(hint("s String @map(\"a\" \"b\")"), HasSubstr("comma"));
  EXPECT_THAT(hint("s Int?[]"), HasSubstr("Int[]"));
  EXPECT_THAT(hint("b db.VarChar"), HasSubstr("@db.VarChar"));
  EXPECT_THAT(hint("_b Int"), HasSubstr("letter"));
  EXPECT_THAT(hint("@@index([a,"), HasSubstr("one line"));
}

}  // namespace
}  // namespace tenon::schema
