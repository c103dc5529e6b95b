#include <tenon/app/detail/command_line.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/app/detail/app_state.hpp>
#include <tenon/app/testing/client.hpp>

namespace tenon::app::test {
namespace {

using detail::CommandCall;
using detail::CommandTable;
using ::testing::HasSubstr;

class CommandLineTest : public ::testing::Test {
 protected:
  CommandLineTest() {
    const auto run = [](const Arguments&) { return 0; };
    std::vector<FieldError> errors;
    table.add("", {{.name = "serve", .summary = "Serve", .run = run}}, errors);
    table.add("queue",
              {{.name = "retry",
                .summary = "Run again",
                .arguments = {{"queue", "whose", true}, {"--limit", "how many"}},
                .run = run},
               {.name = "jobs", .summary = "Jobs", .commands = {{.name = "list", .summary = "List them", .run = run}}}},
              errors);
    EXPECT_THAT(errors, ::testing::IsEmpty());
  }

  CommandCall read(const std::vector<std::string>& arguments) const {
    return detail::read_command_line(table, arguments, {"store", "A store.", "  PORT\n"});
  }
  /// The status that ends it before any command is run.
  int status_of(const std::vector<std::string>& arguments) const {
    const CommandCall call = read(arguments);
    EXPECT_FALSE(call.command);
    EXPECT_NE(call.output, "");
    return call.status;
  }

  CommandTable table;
};

TEST_F(CommandLineTest, FindsTheCommandByItsPlaceAndNotByAnyWord) {
  EXPECT_EQ(read({}).command->name, "serve");
  EXPECT_EQ(read({"serve"}).command->name, "serve");
  EXPECT_EQ(read({"retry", "serve"}).command->name, "retry");
  EXPECT_EQ(read({"retry", "mail", "--limit", "list"}).command->name, "retry");
  EXPECT_EQ(read({"jobs", "list"}).command->name, "list");
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{{"list"},
                                                                                     {"jobs"},
                                                                                     {"jobs", "serve"},
                                                                                     {"serve", "mail"},
                                                                                     {"serve", "retry", "mail"},
                                                                                     {"dance"},
                                                                                     {"retry"}}) {
    EXPECT_EQ(status_of(wrong), 2) << wrong.front();
  }
}

TEST_F(CommandLineTest, KnowsWhetherACommandMayBeOneThatIsAddedLater) {
  EXPECT_TRUE(read({"dance"}).is_unknown);
  EXPECT_TRUE(read({"dance", "retry"}).is_unknown);
  for (const std::vector<std::string>& known : std::vector<std::vector<std::string>>{
           {}, {"serve", "dance"}, {"retry"}, {"jobs"}, {"jobs", "dance"}, {"--help"}, {"retry", "--help"}}) {
    EXPECT_FALSE(read(known).is_unknown) << known.size();
  }
}

TEST_F(CommandLineTest, GivesTheValuesOfArguments) {
  const CommandCall call = read({"retry", "--limit=5", "mail"});
  ASSERT_TRUE(call.command);
  EXPECT_EQ(call.arguments.find("queue"), "mail");
  EXPECT_EQ(call.arguments.find("--limit"), "5");
  EXPECT_EQ(call.arguments.find("limit"), std::nullopt);
  EXPECT_EQ(read({"retry", "mail"}).arguments.find("--limit"), std::nullopt);
}

TEST_F(CommandLineTest, RefusesAnEmptyValue) {
  EXPECT_EQ(status_of({"retry", ""}), 2);
  EXPECT_EQ(status_of({"retry", "mail", "--limit", ""}), 2);
  EXPECT_EQ(status_of({"retry", "mail", "--limit="}), 2);
  EXPECT_THAT(read({"retry", ""}).output, HasSubstr("queue: must not be empty"));
}

TEST_F(CommandLineTest, HelpIsOfTheCommandBeforeIt) {
  for (const char* help : {"--help", "-h"}) {
    EXPECT_EQ(status_of({help}), 0);
    EXPECT_THAT(read({help}).output, ::testing::AllOf(HasSubstr("A store."), HasSubstr("retry"), HasSubstr("Run again"),
                                                      HasSubstr("jobs"), HasSubstr("  PORT\n")));
    EXPECT_EQ(status_of({"retry", help}), 0);
    EXPECT_THAT(read({"retry", help}).output, HasSubstr("--limit"));
    EXPECT_EQ(status_of({"jobs", help}), 0);
    EXPECT_THAT(read({"jobs", help}).output, HasSubstr("List them"));
  }
}

void collect_names(const Command& command, const std::string& before, std::set<std::string>& names) {
  if (command.run && command.needs != Command::Needs::database) names.insert(before + command.name);
  for (const Command& inner : command.commands) collect_names(inner, before + command.name + " ", names);
}

/// The sentence that ends with "get an empty one in memory" names what the table says, and `--help`.
TEST(CommandsOfAnApplication, ThatNeedNoDatabaseAreNamedInTheHeader) {
  std::ifstream file{APP_HEADER};
  std::string header{std::istreambuf_iterator<char>(file), {}};
  constexpr std::string_view next_line = "\n  ///";
  for (std::size_t at = 0; (at = header.find(next_line, at)) != std::string::npos;) header.erase(at, next_line.size());
  const std::size_t end = header.find("get an empty one in memory");
  const std::size_t begin = header.rfind("Commands that do not need it", end);
  ASSERT_NE(end, std::string::npos);
  ASSERT_NE(begin, std::string::npos);
  std::set<std::string> named;
  for (std::size_t at = begin; (at = header.find('`', at)) < end;) {
    const std::size_t close = header.find('`', at + 1);
    named.insert(header.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  const detail::AppState state{testing::environment()};
  std::set<std::string> needing_none{"--help"};
  for (const CommandTable::Entry& entry : state.commands.entries()) collect_names(entry.command, "", needing_none);
  EXPECT_EQ(named, needing_none);
}

}  // namespace
}  // namespace tenon::app::test
