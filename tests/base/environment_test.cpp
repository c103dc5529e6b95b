#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace tenon {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Environment::Variables variables_of(std::string_view text) {
  const auto parsed = Environment::parse(text);
  if (!parsed) {
    ADD_FAILURE() << "line " << parsed.error().front().line << ": " << parsed.error().front().detail;
    return {};
  }
  return parsed->variables();
}

std::vector<EnvFileError> errors_of(std::string_view text) {
  const auto parsed = Environment::parse(text);
  return parsed ? std::vector<EnvFileError>() : parsed.error();
}

TEST(EnvFile, HoldsNamesAndValues) {
  EXPECT_THAT(variables_of("A=1\nB = two words \n\nexport C=3\nexport\tD=\n"),
              ElementsAre(Pair("A", "1"), Pair("B", "two words"), Pair("C", "3"), Pair("D", "")));
}

TEST(EnvFile, MayBeEmptyOrEndWithoutALineBreak) {
  EXPECT_TRUE(variables_of("").empty());
  EXPECT_TRUE(variables_of("\n  \n# only a comment").empty());
  EXPECT_THAT(variables_of("A=1"), ElementsAre(Pair("A", "1")));
}

TEST(EnvFile, MayComeFromWindows) {
  EXPECT_THAT(variables_of("\xEF\xBB\xBF"
                           "A=1\r\nB=\"x\r\ny\"\r\n# c\r\nC='z'\r\n"),
              ElementsAre(Pair("A", "1"), Pair("B", "x\ny"), Pair("C", "z")));
}

TEST(EnvFile, HasCommentsAtTheBeginningOfALineAndAfterASpace) {
  EXPECT_THAT(variables_of("# A=0\n  # B=0\nA=1 # one\nB=a#b\nC='x' # y\nD=#nothing\nE=\"x\"#y\n"),
              ElementsAre(Pair("A", "1"), Pair("B", "a#b"), Pair("C", "x"), Pair("D", ""), Pair("E", "x")));
}

TEST(EnvFile, KeepsWhatIsInSingleQuotesAsItIs) {
  EXPECT_THAT(variables_of("A=' $x \\n \"q\" # '\nB=`it's`"),
              ElementsAre(Pair("A", " $x \\n \"q\" # "), Pair("B", "it's")));
}

TEST(EnvFile, ReplacesEscapesInDoubleQuotes) {
  EXPECT_THAT(variables_of(R"(A="a\nb\rc\td\"e\\f\$g 'h'")"), ElementsAre(Pair("A", "a\nb\rc\td\"e\\f$g 'h'")));
}

TEST(EnvFile, LetsQuotedValuesGoOverSeveralLines) {
  EXPECT_THAT(variables_of("KEY=\"-----BEGIN-----\nabc=\n-----END-----\"\nB=2\n"),
              ElementsAre(Pair("B", "2"), Pair("KEY", "-----BEGIN-----\nabc=\n-----END-----")));
}

TEST(EnvFile, TakesTheLastOfTwoValues) { EXPECT_THAT(variables_of("A=1\nA=2\n"), ElementsAre(Pair("A", "2"))); }

TEST(EnvFile, ReportsAllFaultsWithTheirLines) {
  const auto errors = errors_of("A=1\nnonsense\nB=\"x\ny\"\n1C=2\n\nD=\"a\\qb\"\nE='x' y\nF=\"open\nG=1");
  std::vector<std::size_t> lines;
  lines.reserve(errors.size());
  for (const EnvFileError& error : errors) lines.push_back(error.line);
  EXPECT_THAT(lines, ElementsAre(2, 5, 7, 8, 9));
  EXPECT_EQ(errors[0].detail, "expected NAME=value");
  EXPECT_EQ(errors[4].detail, "a quote is opened but not closed");
}

TEST(EnvFile, RefusesNulAndNamesWithoutLetters) {
  EXPECT_EQ(errors_of(std::string_view("A=a\0b", 5)).size(), 1U);
  EXPECT_EQ(errors_of("=1").size(), 1U);
  EXPECT_EQ(errors_of("A B=1").size(), 1U);
  EXPECT_EQ(errors_of("\xC3\x84=1").size(), 1U);
}

TEST(EnvFile, IsReadToTheEndWhereverItIsCut) {
  const std::string text = "# c\r\nexport A=\"x\\n\ny\" # c\nB='q'\nC= v # c\n\nnot a line\n";
  for (std::size_t size = 0; size <= text.size(); ++size) Environment::parse(text.substr(0, size)).has_value();
}

TEST(Environment, FindsWhatItHolds) {
  const Environment environment{{"A", "1"}};
  EXPECT_EQ(environment.find("A"), "1");
  EXPECT_EQ(environment.find("B"), std::nullopt);
}

TEST(Environment, KeepsItsOwnWhenFilled) {
  Environment environment{{"A", "1"}};
  environment.fill_from({{"A", "2"}, {"B", "3"}});
  EXPECT_THAT(environment.variables(), ElementsAre(Pair("A", "1"), Pair("B", "3")));
}

TEST(Environment, OfTheProcessHasItsVariables) {
  ::setenv("TENON_ENVIRONMENT_TEST", "a=b", 1);
  EXPECT_EQ(Environment::of_process().find("TENON_ENVIRONMENT_TEST"), "a=b");
  ::unsetenv("TENON_ENVIRONMENT_TEST");
  EXPECT_EQ(Environment::of_process().find("TENON_ENVIRONMENT_TEST"), std::nullopt);
}

class EnvironmentLoad : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() /
            ("tenon-" + std::string(test->name()) + std::to_string(::getpid()) + ".env");
  }
  void TearDown() override { std::filesystem::remove_all(path_); }
  void write(std::string_view text) { std::ofstream(path_) << text; }

  std::filesystem::path path_;
};

TEST_F(EnvironmentLoad, TakesNoFileForAnEmptyOne) {
  EXPECT_EQ(Environment::load(path_.string()).variables(), Environment::of_process().variables());
}

TEST_F(EnvironmentLoad, PrefersTheProcessOverTheFile) {
  write("TENON_LOAD_A=file\nTENON_LOAD_B=file\n");
  ::setenv("TENON_LOAD_A", "process", 1);
  const Environment environment = Environment::load(path_.string());
  ::unsetenv("TENON_LOAD_A");
  EXPECT_EQ(environment.find("TENON_LOAD_A"), "process");
  EXPECT_EQ(environment.find("TENON_LOAD_B"), "file");
}

TEST_F(EnvironmentLoad, ThrowsTheFaultsOfTheFile) {
  write("A=1\nb\nc\n");
  try {
    Environment::load(path_.string());
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.code(), "invalid_env_file");
    ASSERT_EQ(error.fields().size(), 2U);
    EXPECT_EQ(error.fields()[1].pointer, path_.string() + ":3");
    EXPECT_THAT(error.detail(), testing::HasSubstr("line 2: expected NAME=value\n"));
  }
}

TEST_F(EnvironmentLoad, ThrowsForWhatIsNoFile) {
  std::filesystem::create_directory(path_);
  EXPECT_THROW(Environment::load(path_.string()), Invalid);
}

}  // namespace
}  // namespace tenon
